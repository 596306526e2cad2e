"""Abfragen unter den Mitgliedern. Sie sind kein Beschluss: gezählt wird, entschieden wird anderswo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Abfrageart(StrEnum):
    ABSAGE = "absage"
    """Soll die Sitzung ausfallen? So gefragt vor dem 19.06.2023."""
    TERMIN = "termin"
    FRAGE = "frage"


class Abfragestand(StrEnum):
    OFFEN = "offen"
    BEENDET = "beendet"
    ZURUECKGENOMMEN = "zurueckgenommen"


class Meinung(StrEnum):
    JA = "ja"
    NOTFALLS = "notfalls"
    NEIN = "nein"


HOECHSTENS_MOEGLICHKEITEN = 8


def laeuft(*, stand: Abfragestand, bis: datetime, jetzt: datetime) -> bool:
    """Bis zum genannten Zeitpunkt, wenn sie nicht vorher beendet oder zurückgenommen wird."""
    return stand is Abfragestand.OFFEN and jetzt < bis


@dataclass(frozen=True, slots=True)
class Zaehlung:
    """Was die Befragten zu einer Möglichkeit sagen."""

    ja: int
    notfalls: int
    nein: int
    offen: int

    @property
    def geht(self) -> int:
        return self.ja + self.notfalls


def auszaehlen(meinungen: Iterable[Meinung | None]) -> Zaehlung:
    """Eine Meinung je befragter Person; None, wenn sie noch nicht geantwortet hat."""
    alle = list(meinungen)
    return Zaehlung(
        ja=sum(meinung is Meinung.JA for meinung in alle),
        notfalls=sum(meinung is Meinung.NOTFALLS for meinung in alle),
        nein=sum(meinung is Meinung.NEIN for meinung in alle),
        offen=sum(meinung is None for meinung in alle),
    )


def vorn(zaehlungen: Sequence[Zaehlung]) -> frozenset[int]:
    """Die Stellen, die am besten passen: die meisten, bei denen es geht, davon die mit den meisten Ja."""
    werte = [(zaehlung.geht, zaehlung.ja) for zaehlung in zaehlungen]
    beste = max(werte, default=(0, 0))
    return frozenset(stelle for stelle, wert in enumerate(werte) if wert == beste and wert[0] > 0)
