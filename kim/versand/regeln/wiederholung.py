"""Wie oft und in welchen Abständen eine Zustellung versucht wird: über etwa drei Tage, in wachsenden
Pausen."""

from __future__ import annotations

from datetime import datetime, timedelta

PAUSEN = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    timedelta(hours=8),
    timedelta(hours=12),
    timedelta(hours=20),
    timedelta(hours=24),
)
HOECHSTENS = len(PAUSEN) + 1


def naechster_versuch(*, versuche: int, jetzt: datetime) -> datetime | None:
    """None: alle Versuche sind verbraucht, jetzt entscheidet ein Mensch."""
    if versuche < 1:
        raise ValueError("Vor dem ersten Versuch gibt es keine Wiederholung")
    if versuche >= HOECHSTENS:
        return None
    return jetzt + PAUSEN[versuche - 1]
