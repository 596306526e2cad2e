"""Registry of kinds of background jobs. The function gets ids and plain values, loads, delegates to a domain
function, and is safe to run twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from kim.basis.register import Register


class Fortschritt(Protocol):
    """Handed to a running job, so that a page can show live how far it is."""

    def melden(self, erledigt: int, gesamt: int, text: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Auftragsart:
    schluessel: str
    titel: str
    ausfuehren: Callable[[Mapping[str, Any], Fortschritt], Mapping[str, Any] | None]
    """Returns what a page needs afterwards (ids only, no personal data)."""
    versuche: int = 5
    pausen: tuple[timedelta, ...] = (
        timedelta(seconds=10),
        timedelta(minutes=1),
        timedelta(minutes=10),
        timedelta(hours=1),
    )
    frist: timedelta = timedelta(minutes=5)
    """After so long without a sign of life a started run counts as lost and is taken up again."""


@dataclass(frozen=True, slots=True)
class Zeitplan:
    """Something that recurs: the scheduler files one Auftrag per slot, however often it wakes up."""

    schluessel: str
    auftragsart: str
    abstand: timedelta
    noetig: Callable[[datetime], bool] | None = None
    """Asked before a slot is filed: without work there is no row."""


AUFTRAGSARTEN: Register[Auftragsart] = Register("Auftragsarten")
ZEITPLAENE: Register[Zeitplan] = Register("Zeitpläne")
