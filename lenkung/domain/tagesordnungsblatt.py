"""Die Tagesordnung einer Sitzung unter Sperre: was allen Vorgängen an ihr gemeinsam ist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.protokoll.domain.speichern import speichere
from lenkung import permissions
from lenkung.domain.queries.tagesordnung import punkte_der_sitzung
from lenkung.models import Sitzung, Tagesordnung, Tagesordnungspunkt
from lenkung.regeln.feste_punkte import Rang, rang_von
from lenkung.regeln.tagesordnung import Tagesordnungsstand

OHNE_PLATZ = 0
"""Die Stelle eines Punktes, der vor der Sitzung wieder abgesetzt wurde."""


@dataclass(slots=True)
class Blatt:
    """Sitzung, Tagesordnung und Punkte, wie sie unter der Sperre sind."""

    sitzung: Sitzung
    tagesordnung: Tagesordnung
    punkte: list[Tagesordnungspunkt]

    @property
    def stand(self) -> Tagesordnungsstand:
        return self.tagesordnung.lage

    @property
    def raenge(self) -> list[Rang]:
        return [rang_des_punktes(punkt) for punkt in self.punkte]

    def verlange_bearbeitbar(self, akteur: Akteur) -> None:
        verlange(permissions.darf_tagesordnung_bearbeiten(akteur, self.sitzung, self.stand))

    def verlange_zaehler(self, zaehler: int) -> None:
        if zaehler != self.tagesordnung.zaehler:
            raise Ueberholt(
                _("Die Tagesordnung wurde inzwischen geändert. Bitte ansehen und neu entscheiden.")
            )

    def geaendert(self, akteur: Akteur, grund: str) -> None:
        """Zählt weiter: wer noch die Folge von vorher sieht, überschreibt nichts. Hält fest, was geschah."""
        self.tagesordnung.zaehler += 1
        speichere(self.tagesordnung, akteur=akteur, grund=grund[:100])

    def ordnen(self, folge: Sequence[Tagesordnungspunkt], akteur: Akteur, grund: str) -> None:
        """Nummeriert ohne Lücken; gespeichert wird nur, was sich verschoben hat."""
        for nummer, punkt in enumerate(folge, start=1):
            if punkt.position != nummer or punkt.pk is None:
                punkt.position = nummer
                speichere(punkt, akteur=akteur, grund=grund)
        self.punkte = list(folge)


def rang_des_punktes(punkt: Tagesordnungspunkt) -> Rang:
    return rang_von(punkt.punktart, uebernommen=punkt.uebernommen_aus_id is not None)


def blatt_sperren(sitzung_id: int) -> Blatt:
    """Wer an derselben Tagesordnung arbeitet, wartet hier; die Sitzung ist danach frisch gelesen.

    Eine Tagesordnung, die es noch nicht gibt, entsteht mit ihrer ersten Änderung.
    """
    sitzung = (
        Sitzung.objects.select_for_update(no_key=True, of=("self",))
        .select_related("gremium")
        .get(pk=sitzung_id)
    )
    tagesordnung = Tagesordnung.objects.filter(sitzung=sitzung).first() or Tagesordnung()
    tagesordnung.sitzung = sitzung
    punkte = punkte_der_sitzung(sitzung_id)
    for punkt in punkte:
        punkt.sitzung = sitzung
    return Blatt(sitzung, tagesordnung, punkte)


def blatt_des_punktes(punkt_id: int) -> tuple[Blatt, Tagesordnungspunkt]:
    """Das Blatt und darauf der Punkt; wurde er inzwischen abgesetzt, gibt es ihn nicht mehr."""
    sitzung_id = Tagesordnungspunkt.objects.values_list("sitzung_id", flat=True).get(pk=punkt_id)
    blatt = blatt_sperren(sitzung_id)
    for punkt in blatt.punkte:
        if punkt.pk == punkt_id:
            return blatt, punkt
    raise Fachfehler(_("Dieser Punkt steht nicht mehr auf der Tagesordnung."), code="abgesetzt")
