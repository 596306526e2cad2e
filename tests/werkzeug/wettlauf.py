"""Two (or more) threads start the same act at the same moment, each with a database connection of its own.

@pytest.mark.django_db(transaction=True)
def test_zwei_bestaetigen_zugleich(...):
    ausgang = wettlauf(2, lambda nummer: rolle_bestaetigen(zuweisung_id=…, akteur=akteure[nummer]))
    assert len(ausgang.gelungen) == 1
    assert [type(fehler) for fehler in ausgang.fehler] == [Ueberholt]
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections

T = TypeVar("T")

HOECHSTDAUER = 20.0
"""Seconds until the race counts as stuck."""


class Steckengeblieben(AssertionError):
    """A thread did not come back in time: a deadlock, or a lock that nobody released."""


@dataclass(frozen=True)
class Ausgang(Generic[T]):
    """One entry per thread, in the order of the threads: a result or an exception."""

    laeufer: tuple[T | BaseException, ...]

    @property
    def gelungen(self) -> list[T]:
        return [wert for wert in self.laeufer if not isinstance(wert, BaseException)]

    @property
    def fehler(self) -> list[BaseException]:
        return [wert for wert in self.laeufer if isinstance(wert, BaseException)]

    def alle(self) -> list[T]:
        """The results; raises the first exception, if there was one."""
        for fehler in self.fehler:
            raise fehler
        return self.gelungen


def wettlauf(anzahl: int, tat: Callable[[int], T], *, hoechstdauer: float = HOECHSTDAUER) -> Ausgang[T]:
    """Runs `tat(0)` … `tat(anzahl - 1)` at once."""
    return wettlauf_von(
        [lambda nummer=nummer: tat(nummer) for nummer in range(anzahl)], hoechstdauer=hoechstdauer
    )


def wettlauf_von(taten: Sequence[Callable[[], T]], *, hoechstdauer: float = HOECHSTDAUER) -> Ausgang[T]:
    """Different acts against each other, for example accepting and revoking."""
    _eigene_verbindungen_moeglich()
    start = threading.Barrier(len(taten))
    ergebnisse: dict[int, T | BaseException] = {}

    def laufen(nummer: int, tat: Callable[[], T]) -> None:
        try:
            _verbinden(hoechstdauer)
            start.wait(timeout=hoechstdauer)
            ergebnisse[nummer] = tat()
        except BaseException as fehler:
            ergebnisse[nummer] = fehler
        finally:
            connections.close_all()

    faeden = [
        threading.Thread(target=laufen, args=(nummer, tat), name=f"wettlauf-{nummer}", daemon=True)
        for nummer, tat in enumerate(taten)
    ]
    ende = time.monotonic() + hoechstdauer
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join(timeout=max(0.0, ende - time.monotonic()))
    if haengend := [faden.name for faden in faeden if faden.is_alive()]:
        start.abort()
        raise Steckengeblieben(f"Not back after {hoechstdauer:.0f} s: {', '.join(haengend)}")
    return Ausgang(tuple(ergebnisse[nummer] for nummer in range(len(taten))))


def _eigene_verbindungen_moeglich() -> None:
    """In a test transaction, or in a database in memory, the threads would see and prove nothing."""
    if connection.in_atomic_block:
        raise RuntimeError(
            "A race needs committed rows: mark the test with @pytest.mark.django_db(transaction=True)."
        )
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        raise RuntimeError("A race needs a database in a file: see TEST NAME in kim/settings/test.py.")


def _verbinden(hoechstdauer: float) -> None:
    """Connects before the start, so that the race is about the act and not about opening a connection."""
    verbindung: Any = connections[DEFAULT_DB_ALIAS]
    verbindung.ensure_connection()
    frist = int(hoechstdauer * 800)
    with verbindung.cursor() as cursor:
        # A little less than the whole time: a stuck thread ends with the database's own words.
        if verbindung.vendor == "postgresql":
            cursor.execute(f"SET statement_timeout = {frist}")
        else:
            cursor.execute(f"PRAGMA busy_timeout = {frist}")
