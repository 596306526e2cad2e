"""Gremien anlegen, ändern und schließen."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from lenkung import permissions
from lenkung.domain.sitz import Beschluss, beenden_mit_besetzung
from lenkung.domain.sperren import gremium_sperren
from lenkung.models import Gremium


class GremiumAngaben(TypedDict, total=False):
    name: str
    kurzname: str
    art: str
    aktiv_ab: date | None


FELDER = frozenset(GremiumAngaben.__annotations__)


@transaction.atomic
def gremium_anlegen(*, kreis_id: int, akteur: Akteur, angaben: GremiumAngaben, grund: str = "") -> Gremium:
    """Legt ein Gremium des Kreises an; Sitze und Ämter kommen danach."""
    verlange(permissions.darf_gremium_anlegen(akteur, kreis_id))
    gremium = Gremium(kreis_id=kreis_id)
    setze(gremium, angaben, FELDER)
    return speichere(gremium, akteur=akteur, grund=grund)


@transaction.atomic
def gremium_aendern(
    *,
    gremium_id: int,
    akteur: Akteur,
    angaben: GremiumAngaben,
    erwarteter_stand: int | None = None,
    grund: str = "",
) -> Gremium:
    """Ändert Namen, Art und Beginn; ohne Unterschied entsteht keine Historienzeile."""
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_gremium_aendern(akteur, gremium))
    stand_pruefen(gremium, erwarteter_stand)
    if setze(gremium, angaben, FELDER):
        speichere(gremium, akteur=akteur, grund=grund)
    return gremium


@transaction.atomic
def gremium_schliessen(
    *, gremium_id: int, zum: date, beschluss: Beschluss, akteur: Akteur, grund: str = ""
) -> Gremium:
    """Beendet ein Gremium mit allen Sitzen, Besetzungen und Ämtern (GO Steinfurt § 1: bis zum 31.12.2022).

    Was schon früher endet, bleibt. Beginnt etwas erst nach dem letzten Tag, wird nichts geschlossen.
    """
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_gremium_schliessen(akteur, gremium))
    for sitz in gremium.sitze.select_related("einrichtung").all():
        if sitz.bis is None or sitz.bis > zum:
            beenden_mit_besetzung(sitz, zum=zum, beschluss=beschluss, akteur=akteur, grund=grund)
    for amt in gremium.aemter.select_related("person").all():
        if amt.bis is not None and amt.bis <= zum:
            continue
        if amt.von is not None and amt.von > zum:
            raise Fachfehler(
                _("Ein Amt beginnt erst nach diesem Tag: %(amt)s. Bitte zuerst dort den Beginn ändern.")
                % {"amt": amt},
                code="beginnt_spaeter",
                feld="zum",
            )
        amt.bis = zum
        speichere(amt, akteur=akteur, grund=grund)
    gremium.aktiv_bis = zum
    return speichere(gremium, akteur=akteur, grund=grund)
