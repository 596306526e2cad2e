"""Wo ein Fall, ein Termin, ein Verweis ist, in Worten; bei einer Schutzadresse nur für Zuständige."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.models import Fall, Termin
from kim.basis.akteur import Akteur


def geschuetzt() -> str:
    return _("geschützt")


def kommune_des_falls(akteur: Akteur | None, fall: Fall) -> str:
    """Ohne Akteur: in einer Liste, auf Papier, bei einem Empfänger."""
    if not permissions.sieht_ort(akteur, fall):
        return geschuetzt()
    return kommunenname(fall)


def kommunenname(satz: Any) -> str:
    return satz.kommune.name if satz.kommune is not None else ""


def kommune_des_termins(akteur: Akteur | None, termin: Termin) -> str:
    if not permissions.sieht_kommune_des_termins(akteur, termin):
        return geschuetzt()
    return kommunenname(termin)


def standort_des_termins(akteur: Akteur | None, termin: Termin) -> str:
    if not permissions.sieht_standort(akteur, termin):
        return geschuetzt()
    return str(termin.standort) if termin.standort is not None else ""
