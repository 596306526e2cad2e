"""Die elf Feiertage in Nordrhein-Westfalen (§ 2 Feiertagsgesetz NW), nach heutigem Recht für alle Jahre."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_FEST = {
    (1, 1): "Neujahr",
    (5, 1): "Tag der Arbeit",
    (10, 3): "Tag der Deutschen Einheit",
    (11, 1): "Allerheiligen",
    (12, 25): "1. Weihnachtstag",
    (12, 26): "2. Weihnachtstag",
}
# Days from Easter Sunday
_VON_OSTERN = {
    -2: "Karfreitag",
    1: "Ostermontag",
    39: "Christi Himmelfahrt",
    50: "Pfingstmontag",
    60: "Fronleichnam",
}


def ostersonntag(jahr: int) -> date:
    """Gregorian calendar, after Meeus and Butcher."""
    a, (b, c) = jahr % 19, divmod(jahr, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    monat, tag = divmod(h + m - 7 * n + 114, 31)
    return date(jahr, monat, tag + 1)


@lru_cache(maxsize=256)
def _benannt(jahr: int) -> dict[date, str]:
    """Fällt einer auf den anderen (2008: Himmelfahrt am 1. Mai), behält der feste seinen Namen."""
    ostern = ostersonntag(jahr)
    namen = {date(jahr, monat, tag): name for (monat, tag), name in _FEST.items()}
    for abstand, name in _VON_OSTERN.items():
        namen.setdefault(ostern + timedelta(days=abstand), name)
    return namen


def feiertage(jahr: int) -> frozenset[date]:
    return frozenset(_benannt(jahr))


def feiertagsname(tag: date) -> str:
    """Leer, wenn der Tag kein Feiertag ist."""
    return _benannt(tag.year).get(tag, "")


def ist_arbeitstag(tag: date) -> bool:
    return tag.weekday() < 5 and tag not in feiertage(tag.year)
