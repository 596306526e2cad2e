"""Wer einen Sitz innehat: besetzen, berichtigen, beenden, und die Nachfolge in einem Zug."""

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
from lenkung.domain.sitz import gesperrter_sitz
from lenkung.domain.sperren import datenbank_uebersetzt
from lenkung.models import Besetzung
from lenkung.regeln.besetzung import vortag
from lenkung.regeln.gremium import BesetzungArt


class BesetzungAngaben(TypedDict, total=False):
    art: str
    person_id: int
    von: date | None
    bis: date | None


FELDER = frozenset(BesetzungAngaben.__annotations__)
BERICHTIGBAR = FELDER - {"art"}


@transaction.atomic
def sitz_besetzen(*, sitz_id: int, akteur: Akteur, angaben: BesetzungAngaben, grund: str = "") -> Besetzung:
    """Besetzt einen Sitz mit einem Mitglied oder einer Stellvertretung (GO RSK § 2 Abs. 2).

    Ohne Angabe gilt die Zeit des Sitzes.
    """
    sitz = gesperrter_sitz(sitz_id)
    verlange(permissions.darf_besetzen(akteur, sitz.gremium))
    besetzung = Besetzung(sitz=sitz)
    setze(besetzung, angaben, FELDER)
    besetzung.von = besetzung.von or sitz.von
    besetzung.bis = besetzung.bis or sitz.bis
    return _speichern(besetzung, akteur, grund)


@transaction.atomic
def besetzung_berichtigen(
    *,
    besetzung_id: int,
    akteur: Akteur,
    angaben: BesetzungAngaben,
    grund: str,
    erwarteter_stand: int | None = None,
) -> Besetzung:
    """Berichtigt Person oder Tage einer falsch eingetragenen Besetzung; der Verlauf behält das Frühere."""
    besetzung = _gesperrt(besetzung_id)
    verlange(permissions.darf_besetzen(akteur, besetzung.sitz.gremium))
    stand_pruefen(besetzung, erwarteter_stand)
    if setze(besetzung, angaben, BERICHTIGBAR):
        _speichern(besetzung, akteur, grund)
    return besetzung


@transaction.atomic
def besetzung_beenden(*, besetzung_id: int, zum: date, akteur: Akteur, grund: str = "") -> Besetzung:
    """Trägt den letzten Tag ein; der Sitz ist danach frei."""
    besetzung = _gesperrt(besetzung_id)
    verlange(permissions.darf_besetzen(akteur, besetzung.sitz.gremium))
    besetzung.bis = zum
    return _speichern(besetzung, akteur, grund)


@transaction.atomic
def nachfolge(
    *, besetzung_id: int, person_id: int, von: date, akteur: Akteur, bis: date | None = None, grund: str = ""
) -> Besetzung:
    """Besetzt den Sitz neu; die bisherige Besetzung endet am Tag davor.

    Rückt die Stellvertretung desselben Sitzes nach, endet auch ihre Stellvertretung am Tag davor.
    """
    bisherige = _gesperrt(besetzung_id)
    sitz = bisherige.sitz
    verlange(permissions.darf_besetzen(akteur, sitz.gremium))
    _enden_lassen(bisherige, von, akteur, grund)
    if bisherige.art == BesetzungArt.MITGLIED:
        stellvertretungen = sitz.besetzungen.filter(art=BesetzungArt.STELLVERTRETUNG, person_id=person_id)
        for stellvertretung in stellvertretungen:
            if stellvertretung.aktiv_am(von):
                stellvertretung.sitz = sitz
                _enden_lassen(stellvertretung, von, akteur, grund)
    neue = Besetzung(
        sitz=sitz, art=bisherige.art, person_id=person_id, von=von, bis=bis if bis is not None else sitz.bis
    )
    return _speichern(neue, akteur, grund)


def _enden_lassen(besetzung: Besetzung, von: date, akteur: Akteur, grund: str) -> None:
    """Endet am Tag vor der Nachfolge; was schon früher endet, bleibt."""
    if besetzung.von is not None and besetzung.von >= von:
        raise Fachfehler(
            _(
                "%(name)s ist selbst erst seit diesem Tag oder später eingetragen. Bitte einen späteren "
                "Beginn wählen oder die Besetzung berichtigen."
            )
            % {"name": besetzung.person},
            code="nachfolge_zu_frueh",
            feld="von",
        )
    if besetzung.bis is None or besetzung.bis >= von:
        besetzung.bis = vortag(von)
        _speichern(besetzung, akteur, grund)


def _speichern(besetzung: Besetzung, akteur: Akteur, grund: str) -> Besetzung:
    with datenbank_uebersetzt():
        return speichere(besetzung, akteur=akteur, grund=grund)


def _gesperrt(besetzung_id: int) -> Besetzung:
    sitz = gesperrter_sitz(Besetzung.objects.values_list("sitz_id", flat=True).get(pk=besetzung_id))
    besetzung = Besetzung.objects.select_related("person").get(pk=besetzung_id)
    besetzung.sitz = sitz
    return besetzung
