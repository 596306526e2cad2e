"""Wie ein Auftrag von Versuch zu Versuch weitergeht. Reine Rechnung, ohne Uhr."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum


class Stand(StrEnum):
    WARTET = "wartet"
    LAEUFT = "laeuft"
    ERLEDIGT = "erledigt"
    GESCHEITERT = "gescheitert"
    VERWORFEN = "verworfen"


OFFENE = frozenset({Stand.WARTET, Stand.LAEUFT})


def pause_nach(*, versuch: int, pausen: Sequence[timedelta]) -> timedelta:
    """Die Pause nach dem soundsovielten Versuch; nach der letzten angegebenen bleibt es bei ihr."""
    if versuch < 1:
        raise ValueError("Der erste Versuch hat die Nummer 1")
    return pausen[min(versuch, len(pausen)) - 1]


def weitere_versuche(*, versuch: int, erlaubt: int) -> bool:
    return versuch < erlaubt


def zeitfenster(*, jetzt: datetime, abstand: timedelta) -> int:
    """Nummer des Zeitfensters, in dem `jetzt` liegt. Je Fenster entsteht höchstens ein Auftrag."""
    return int(jetzt.timestamp() // abstand.total_seconds())
