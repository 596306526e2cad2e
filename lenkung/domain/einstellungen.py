"""Einstellen, wie ein Gremium seine Sitzungen vorbereitet und woran es erinnert wird."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze
from lenkung import permissions
from lenkung.domain.queries.einstellung import einstellung_von
from lenkung.domain.queries.erinnerungen import abdruck_der_einstellungen, regel_aus
from lenkung.domain.sperren import gremium_sperren
from lenkung.models import Erinnerungsregel, Gremium
from lenkung.regeln.erinnerung import HAUSREGELN, Erinnerungsart, Regel, regel_fehler


class EinstellungAngaben(TypedDict, total=False):
    """Was für Einladung und Unterlagen gilt."""

    einladung_an_stellvertretung: bool
    anhang_grenze_mb: int
    link_tage: int


FELDER = frozenset(EinstellungAngaben.__annotations__)


@transaction.atomic
def einstellungen_aendern(
    *,
    gremium_id: int,
    akteur: Akteur,
    angaben: EinstellungAngaben,
    regeln: Mapping[Erinnerungsart, Regel],
    erwarteter_abdruck: str | None = None,
) -> Gremium:
    """Gespeichert wird nur, was sich unterscheidet: wo das Gremium nichts eigenes will, gilt das Haus."""
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_einstellen(akteur, gremium))
    if erwarteter_abdruck is not None and erwarteter_abdruck != abdruck_der_einstellungen(gremium):
        raise Fachfehler(
            _(
                "Diese Einstellungen hat inzwischen jemand anderes geändert. Ihre Eingaben stehen noch hier. "
                "Speichern Sie noch einmal, wenn sie gelten sollen."
            ),
            code="ueberholt",
        )
    for art, regel in regeln.items():
        if fehler := regel_fehler(art, regel):
            raise Fachfehler(fehler, code="regel", feld=f"{art.value}_tage")
    satz = einstellung_von(gremium)
    if setze(satz, angaben, FELDER):
        speichere(satz, akteur=akteur)
    vorhandene = {zeile.art: zeile for zeile in Erinnerungsregel.objects.filter(gremium=gremium)}
    for art, regel in regeln.items():
        _regel_speichern(gremium, art, regel, vorhandene.get(art.value), akteur)
    return gremium


def _regel_speichern(
    gremium: Gremium, art: Erinnerungsart, regel: Regel, zeile: Erinnerungsregel | None, akteur: Akteur
) -> None:
    if regel == (regel_aus(zeile) if zeile is not None else HAUSREGELN[art]):
        return
    zeile = zeile or Erinnerungsregel(gremium=gremium, art=art.value)
    zeile.aktiv, zeile.tage, zeile.an = regel.aktiv, list(regel.tage), [ziel.value for ziel in regel.an]
    speichere(zeile, akteur=akteur)
