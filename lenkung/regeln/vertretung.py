"""Welche Sitze sind in einem Augenblick vertreten (GO RSK § 2 Abs. 2, § 6 Abs. 3)?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from lenkung.regeln.werte import Anwesenheitsart


class Sitz(NamedTuple):
    id: str
    stimmrecht: bool
    von: date
    bis: date | None = None
    mitglied: str | None = None
    stellvertretung: str | None = None

    def besteht_am(self, tag: date) -> bool:
        return self.von <= tag and (self.bis is None or tag <= self.bis)

    @property
    def besetzt(self) -> bool:
        return self.mitglied is not None or self.stellvertretung is not None


class Anwesenheit(NamedTuple):
    """Der Beginn zählt mit, das Ende nicht: wer um 15:10 geht, zählt um 15:10 nicht mehr."""

    person: str
    von: datetime
    bis: datetime | None = None
    art: Anwesenheitsart = Anwesenheitsart.VOR_ORT


def anwesende(anwesenheit: Iterable[Anwesenheit], zeit: datetime, ende: datetime) -> frozenset[str]:
    """Wer in diesem Augenblick da ist; ohne eigenes Ende bis zum Ende der Sitzung."""
    return frozenset(
        [person for person, von, bis, _art in anwesenheit if von <= zeit < (ende if bis is None else bis)]
    )


def sitze_mit_stimme(sitze: Iterable[Sitz], tag: date) -> list[Sitz]:
    return [sitz for sitz in sitze if sitz.stimmrecht and sitz.besteht_am(tag)]


def vertretene(sitze: Iterable[Sitz], da: frozenset[str]) -> frozenset[str]:
    return frozenset([sitz.id for sitz in sitze if sitz.mitglied in da or sitz.stellvertretung in da])


def doppelt_benannt(sitze: Sequence[Sitz], tag: date) -> tuple[int, str] | None:
    """Die erste Stelle, an der eine Person auf einem zweiten bestehenden Sitz mit Stimme steht."""
    mit_stimme = [stelle for stelle, sitz in enumerate(sitze) if sitz.stimmrecht and sitz.besteht_am(tag)]
    gesehen: set[str | None] = {None}
    for stelle in mit_stimme:
        sitz = sitze[stelle]
        for feld, person in (("mitglied", sitz.mitglied), ("stellvertretung", sitz.stellvertretung)):
            if person is not None and person in gesehen:
                return stelle, feld
            gesehen.add(person)
    return None
