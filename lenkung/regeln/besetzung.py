"""Zeiträume und Besetzung von Sitzen: wer an welchem Tag, was überschneidet sich. Beide Tage zählen mit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Zeitraum:
    """Vom ersten bis zum letzten Tag; ohne Tag ist das Ende dort offen."""

    von: date | None = None
    bis: date | None = None

    def umfasst(self, tag: date) -> bool:
        return (self.von is None or self.von <= tag) and (self.bis is None or tag <= self.bis)

    def ueberschneidet(self, anderer: Zeitraum) -> bool:
        return _vor(self.von, anderer.bis) and _vor(anderer.von, self.bis)

    def liegt_in(self, aussen: Zeitraum) -> bool:
        beginnt = aussen.von is None or (self.von is not None and aussen.von <= self.von)
        endet = aussen.bis is None or (self.bis is not None and self.bis <= aussen.bis)
        return beginnt and endet


def _vor(beginn: date | None, ende: date | None) -> bool:
    return beginn is None or ende is None or beginn <= ende


@dataclass(frozen=True, slots=True)
class Sitzstand:
    """Ein Sitz an einem Tag, in einfachen Werten: was die Regeln der Geschäftsordnung brauchen."""

    sitz_id: int
    name: str
    stimmrecht: bool
    mitglied_id: int | None = None
    stellvertretung_id: int | None = None

    @property
    def besetzt(self) -> bool:
        """Ein Sitz ohne Mitglied ist frei, auch wenn es eine Stellvertretung gibt."""
        return self.mitglied_id is not None


@dataclass(frozen=True, slots=True)
class Sitzzahlen:
    stimmberechtigt: int
    besetzt: int
    frei: int
    ohne_stellvertretung: int
    ohne_stimme: int


def zaehlen(sitze: Iterable[Sitzstand]) -> Sitzzahlen:
    """Gezählt wird, was eine Stimme hat; freie Sitze zählen mit (Fachmodell § 2, „Seats“)."""
    alle = list(sitze)
    mit_stimme = [sitz for sitz in alle if sitz.stimmrecht]
    besetzt = sum(sitz.besetzt for sitz in mit_stimme)
    return Sitzzahlen(
        stimmberechtigt=len(mit_stimme),
        besetzt=besetzt,
        frei=len(mit_stimme) - besetzt,
        ohne_stellvertretung=sum(sitz.stellvertretung_id is None for sitz in mit_stimme),
        ohne_stimme=len(alle) - len(mit_stimme),
    )


def folgetag(tag: date) -> date:
    """Die Amtszeit der Nachfolge beginnt am Tag danach. Nach dem 31.12.9999 kommt keiner mehr."""
    return tag if tag == date.max else tag + timedelta(days=1)


def vortag(tag: date) -> date:
    return tag if tag == date.min else tag - timedelta(days=1)
