"""Woher eine Unterschrift kommt. Je Quelle eine Datei; geladen wird nur die eingestellte."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from django.conf import settings

from kim.siegel.domain.quellen.angaben import Angaben, Unterzeichner

_MODULE = {
    "eingebaut": "kim.siegel.domain.quellen.eingebaut",
    "pkcs12": "kim.siegel.domain.quellen.pkcs12",
    "pkcs11": "kim.siegel.domain.quellen.pkcs11",
    "fernsignatur": "kim.siegel.domain.quellen.fernsignatur",
}


def unterzeichner_fuer(angaben: Angaben) -> Unterzeichner:
    """Der eingestellte Unterzeichner; ein Zertifikat, das nicht gilt, fällt hier auf."""
    modul = import_module(_MODULE[settings.KIM_SIEGEL.quelle])
    unterzeichner = cast(Unterzeichner, modul.unterzeichner(angaben))
    unterzeichner.gilt_am(angaben.wann)
    return unterzeichner
