"""The bundle of a session's papers: who has it made and who reads it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import Sitzung
from lenkung.permissions.sitzungen import sichtbare_sitzungen
from lenkung.permissions.vorbereitung import darf_entwuerfe_sehen
from lenkung.regeln.sitzung import Sitzungsstand


def darf_mappe_erstellen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Whoever reads the agenda; it holds what the chair has set, never a draft."""
    if sitzung.lage is Sitzungsstand.GEPLANT:
        return verweigert(_("Die Mappe entsteht, sobald die Tagesordnung festgelegt ist."))
    return darf_entwuerfe_sehen(akteur, sitzung)


def darf_mappe_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    sitzung = sichtbare_sitzungen(akteur).filter(pk=dokument.gehoert_zu_id).first()
    if sitzung is None:
        return verweigert(_("Diese Mappe gehört zu einer Sitzung, die Sie nicht sehen."))
    erlaubnis = darf_entwuerfe_sehen(akteur, sitzung)
    return erlaubt(_("Sie lesen diese Tagesordnung.")) if erlaubnis else erlaubnis
