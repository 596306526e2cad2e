"""Der Verlauf einer Sitzung unter Sperre: was allen Einträgen an ihm gemeinsam ist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler
from kim.basis.zeit import berliner_tag
from lenkung.domain.sperren import gremium_sperren
from lenkung.models import Abstimmung, Sitzung, Sitzungsereignis, Sitzungsverlauf, Tagesordnungspunkt
from lenkung.regeln.verlauf import Abstimmungsstand, Ereignisart

LAENGSTE_UNTERBRECHUNG = timedelta(hours=12)
"""So lange darf ein Eintrag auf eine Verbindung gewartet haben."""


@dataclass(frozen=True, slots=True)
class Eintrag:
    """Wer einträgt, und wann es geschah.

    `alter`: wie lange der Eintrag auf der Seite gewartet hat. Die Uhr des Geräts spielt keine Rolle.
    `schluessel`: zweimal gesandt, zählt er einmal. `zeit`: nur beim Nachtragen.
    """

    akteur: Akteur
    schluessel: UUID | None = None
    alter: timedelta = timedelta()
    zeit: datetime | None = None

    def wann(self) -> datetime:
        """Auf die Sekunde, wie die Regeln rechnen."""
        if self.zeit is not None:
            return self.zeit
        alter = min(max(self.alter, timedelta()), LAENGSTE_UNTERBRECHUNG)
        return (timezone.now() - alter).replace(microsecond=0)


@dataclass(slots=True)
class Verlaufsblatt:
    """Sitzung und Verlauf, wie sie unter der Sperre sind."""

    sitzung: Sitzung
    verlauf: Sitzungsverlauf
    eintrag: Eintrag
    doppelt: bool = False
    """Derselbe Eintrag ist schon da; es gibt nichts mehr zu tun."""

    @property
    def akteur(self) -> Akteur:
        return self.eintrag.akteur

    def festhalten(
        self,
        art: Ereignisart,
        *,
        text: str = "",
        punkt: Tagesordnungspunkt | None = None,
        zeit: datetime | None = None,
    ) -> Sitzungsereignis:
        """Ein Ereignis, und der Zähler steigt: die anderen Bildschirme merken es daran."""
        ereignis = Sitzungsereignis.objects.create(
            sitzung=self.sitzung,
            punkt=punkt,
            art=art.value,
            zeit=zeit or self.eintrag.wann(),
            text=text[:500],
            von_name=self.akteur.akteur_name,
            schluessel=None if self.doppelt else self.eintrag.schluessel,
        )
        # A second event of the same entry must not claim its key again.
        self.doppelt = True
        self.gezaehlt()
        return ereignis

    def gezaehlt(self) -> None:
        self.verlauf.zaehler += 1
        self.verlauf.save()


def verlauf_sperren(sitzung_id: int, eintrag: Eintrag, *, mit_gremium: bool = False) -> Verlaufsblatt:
    """Einträge einer Sitzung geschehen nacheinander. Mit dem Gremium, wo eine Nummer vergeben wird."""
    if mit_gremium:
        gremium_sperren(Sitzung.objects.values_list("gremium_id", flat=True).get(pk=sitzung_id))
    sitzung = (
        Sitzung.objects.select_for_update(no_key=True, of=("self",))
        .select_related("gremium", "geschaeftsordnung")
        .get(pk=sitzung_id)
    )
    verlauf = Sitzungsverlauf.objects.filter(sitzung=sitzung).first() or Sitzungsverlauf(sitzung=sitzung)
    verlauf.sitzung = sitzung
    doppelt = (
        eintrag.schluessel is not None
        and Sitzungsereignis.objects.filter(schluessel=eintrag.schluessel).exists()
    )
    return Verlaufsblatt(sitzung, verlauf, eintrag, doppelt)


def offene_abstimmung(sitzung: Sitzung) -> Abstimmung | None:
    """Die läuft oder gezählt ist und noch auf die Feststellung wartet; es ist höchstens eine."""
    offen = [Abstimmungsstand.LAEUFT.value, Abstimmungsstand.GESCHLOSSEN.value]
    return Abstimmung.objects.filter(sitzung=sitzung, stand__in=offen).select_related("wortlaut").first()


def keine_offene_abstimmung(sitzung: Sitzung) -> None:
    offen = offene_abstimmung(sitzung)
    if offen is not None:
        raise Fachfehler(
            _("Eine Abstimmung ist noch offen. Bitte zuerst zählen und das Ergebnis feststellen."),
            code="abstimmung_offen",
        )


def nicht_vor_dem_tag(blatt: Verlaufsblatt) -> None:
    if berliner_tag(blatt.eintrag.wann()) < blatt.sitzung.tag:
        raise Fachfehler(
            _("Die Sitzung ist erst am %(tag)s. Vorher lässt sich nichts eintragen.")
            % {"tag": datum(blatt.sitzung.tag)},
            code="vor_dem_tag",
        )
