"""Wie es um eine Einwilligung heute steht, in einem Wort."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from casemgmt.regeln.einwilligung import Alter, Einwilligungsstand
from casemgmt.regeln.weitergabe import Einwilligung, unterschriften_fehlen
from kim.basis.zeit import berliner_tag


class Lage(StrEnum):
    ENTWURF = "entwurf"
    VERWORFEN = "verworfen"
    WIDERRUFEN = "widerrufen"
    ABGELAUFEN = "abgelaufen"
    UNVOLLSTAENDIG = "unvollstaendig"
    """Es fehlt noch eine Unterschrift; bis dahin trägt sie nichts."""
    KUENFTIG = "kuenftig"
    MUENDLICH = "muendlich"
    """Trägt, bis die Frist ohne Unterschrift abläuft."""
    GILT = "gilt"


TRAEGT = frozenset({Lage.GILT, Lage.MUENDLICH})


def lage(einwilligung: Einwilligung, alter: Alter, zeitpunkt: datetime) -> Lage:
    tag = berliner_tag(zeitpunkt)
    if einwilligung.stand is not Einwilligungsstand.ERTEILT:
        return Lage(einwilligung.stand.value)
    if tag > einwilligung.bis:
        return Lage.ABGELAUFEN
    if unterschriften_fehlen(einwilligung, alter, tag):
        return Lage.UNVOLLSTAENDIG
    if tag < einwilligung.von:
        return Lage.KUENFTIG
    return Lage.MUENDLICH if nur_muendlich(einwilligung, alter, tag) else Lage.GILT


def nur_muendlich(einwilligung: Einwilligung, alter: Alter, tag: date) -> bool:
    """Gilt sie nur noch, weil sie mündlich erteilt ist?"""
    if einwilligung.muendlich_bis is None:
        return False
    fehlt_selbst = alter.eigene_unterschrift_noetig and not einwilligung.selbst_unterschrieben
    noetig = max(1, einwilligung.sorgeberechtigte)
    fehlt_sorge = alter.sorge_noetig and einwilligung.sorge_unterschriften < noetig
    return fehlt_selbst or fehlt_sorge
