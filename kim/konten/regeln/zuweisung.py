"""Wann eine Rollenzuweisung gilt."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from kim.konten.regeln.rollen import BESTAETIGUNGSPFLICHTIG


class Zuweisungsart(StrEnum):
    EIGENE = "eigene"
    VERTRETUNG = "vertretung"


class Zustand(StrEnum):
    WARTET = "wartet"
    GEPLANT = "geplant"
    GILT = "gilt"
    ABGELAUFEN = "abgelaufen"
    BEENDET = "beendet"
    ABGELEHNT = "abgelehnt"


def zustand(
    *, rolle: str, von: date, bis: date | None, bestaetigt: bool, beendet: bool, abgelehnt: bool, heute: date
) -> Zustand:
    """Beginn und Ende sind ganze Tage in Europe/Berlin; der letzte Tag zählt mit."""
    if abgelehnt:
        return Zustand.ABGELEHNT
    if beendet:
        return Zustand.BEENDET
    if bis is not None and bis < heute:
        return Zustand.ABGELAUFEN
    if rolle in BESTAETIGUNGSPFLICHTIG and not bestaetigt:
        return Zustand.WARTET
    if heute < von:
        return Zustand.GEPLANT
    return Zustand.GILT


def ueberschneiden_sich(von_a: date, bis_a: date | None, von_b: date, bis_b: date | None) -> bool:
    return (bis_a is None or von_b <= bis_a) and (bis_b is None or von_a <= bis_b)
