"""Wer ein Gremium führt: Vorsitz, stellvertretender Vorsitz, Leitung der Geschäftsstelle."""

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
from lenkung.domain.sperren import datenbank_uebersetzt, gremium_sperren
from lenkung.models import Amt
from lenkung.regeln.besetzung import vortag


class AmtAngaben(TypedDict, total=False):
    art: str
    person_id: int
    von: date | None
    bis: date | None


FELDER = frozenset(AmtAngaben.__annotations__)
BERICHTIGBAR = FELDER - {"art"}


@transaction.atomic
def amt_vergeben(
    *, gremium_id: int, akteur: Akteur, angaben: AmtAngaben, loest_ab: bool = False, grund: str = ""
) -> Amt:
    """Vergibt ein Amt; an einem Tag hat es höchstens eine Person.

    Mit `loest_ab` endet, wer es bei Beginn innehat, am Tag davor.
    """
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_besetzen(akteur, gremium))
    amt = Amt(gremium=gremium)
    setze(amt, angaben, FELDER)
    if loest_ab:
        _abloesen(amt, akteur, grund)
    return _speichern(amt, akteur, grund)


@transaction.atomic
def amt_berichtigen(
    *,
    amt_id: int,
    akteur: Akteur,
    angaben: AmtAngaben,
    grund: str,
    erwarteter_stand: int | None = None,
) -> Amt:
    """Berichtigt Person oder Tage; der Verlauf behält, was vorher dastand."""
    amt = _gesperrt(amt_id)
    verlange(permissions.darf_besetzen(akteur, amt.gremium))
    stand_pruefen(amt, erwarteter_stand)
    if setze(amt, angaben, BERICHTIGBAR):
        _speichern(amt, akteur, grund)
    return amt


@transaction.atomic
def amt_beenden(*, amt_id: int, zum: date, akteur: Akteur, grund: str = "") -> Amt:
    """Trägt den letzten Tag ein."""
    amt = _gesperrt(amt_id)
    verlange(permissions.darf_besetzen(akteur, amt.gremium))
    amt.bis = zum
    return _speichern(amt, akteur, grund)


def _abloesen(neues: Amt, akteur: Akteur, grund: str) -> None:
    if neues.von is None:
        raise Fachfehler(
            _("Wer jemanden ablöst, braucht einen ersten Tag. Bitte den Tag angeben."),
            code="ohne_beginn",
            feld="von",
        )
    for bisheriges in Amt.objects.filter(gremium_id=neues.gremium_id, art=neues.art).select_related("person"):
        if not bisheriges.aktiv_am(neues.von):
            continue
        if bisheriges.von == neues.von:
            raise Fachfehler(
                _("%(name)s hat das Amt selbst erst seit diesem Tag. Bitte einen späteren Beginn wählen.")
                % {"name": bisheriges.person},
                code="nachfolge_zu_frueh",
                feld="von",
            )
        bisheriges.gremium = neues.gremium
        bisheriges.bis = vortag(neues.von)
        _speichern(bisheriges, akteur, grund)


def _speichern(amt: Amt, akteur: Akteur, grund: str) -> Amt:
    with datenbank_uebersetzt():
        return speichere(amt, akteur=akteur, grund=grund)


def _gesperrt(amt_id: int) -> Amt:
    gremium = gremium_sperren(Amt.objects.values_list("gremium_id", flat=True).get(pk=amt_id))
    amt = Amt.objects.select_related("person").get(pk=amt_id)
    amt.gremium = gremium
    return amt
