"""Counselling and leading cases: who may."""

from __future__ import annotations

from django.utils.translation import gettext as _

from casemgmt.models import Fall
from casemgmt.permissions.rechte import FAELLE_FUEHREN, MUKIS_FUEHREN
from casemgmt.permissions.sicht import ist_zustaendig, sichtbare_faelle, umfang
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert


def darf_beraten(akteur: Akteur, kreis_id: int, bereich: str, kommune_id: int | None) -> Erlaubnis:
    """Take somebody in, or log a consultation, in this area."""
    recht = MUKIS_FUEHREN if bereich == Fallbereich.MUKIS else FAELLE_FUEHREN
    if umfang(akteur, recht).umfasst(kreis_id, kommune_id):
        return erlaubt(_("im eigenen Bereich"))
    return verweigert(_("Das gehört nicht zu Ihrem Bereich."))


def darf_fall_fuehren(akteur: Akteur, fall: Fall) -> Erlaubnis:
    """Write in a file: whoever works in its area or stands in for the responsible, and is not shut out.

    The Koordination reads; a file opened in an emergency is read, not written.
    """
    if not sichtbare_faelle(akteur).filter(pk=fall.pk).exists():
        return verweigert(_("Diesen Fall gibt es nicht."))
    return darf_gesehenen_fall_fuehren(akteur, fall)


def darf_gesehenen_fall_fuehren(akteur: Akteur, fall: Fall) -> Erlaubnis:
    """For a page that has just fetched the case through the gate: whether it is seen is not asked again."""
    if darf_beraten(akteur, fall.kreis_id, fall.bereich, fall.kommune_id) or ist_zustaendig(akteur, fall):
        return erlaubt(_("im eigenen Bereich"))
    return verweigert(_("Sie dürfen diesen Fall lesen, aber nicht führen."))
