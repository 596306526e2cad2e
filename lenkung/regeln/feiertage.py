"""Die elf Feiertage in Nordrhein-Westfalen (§ 2 Feiertagsgesetz NW), nach heutigem Recht für alle Jahre."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_FEST = ((1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26))
# Days from Easter Sunday: Karfreitag, Ostermontag, Christi Himmelfahrt, Pfingstmontag, Fronleichnam
_VON_OSTERN = (-2, 1, 39, 50, 60)


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
def feiertage(jahr: int) -> frozenset[date]:
    ostern = ostersonntag(jahr)
    bewegliche = (ostern + timedelta(days=abstand) for abstand in _VON_OSTERN)
    return frozenset((*(date(jahr, monat, tag) for monat, tag in _FEST), *bewegliche))


def ist_arbeitstag(tag: date) -> bool:
    return tag.weekday() < 5 and tag not in feiertage(tag.year)
