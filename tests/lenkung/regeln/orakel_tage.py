"""Days for the oracle: stepping one day at a time, holidays from the table of paschal full moons."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

EIN_TAG = timedelta(days=1)
MONTAG, SAMSTAG, SONNTAG = 0, 5, 6

# Paschal full moon by golden number 1 to 19, as prayer books print it for 1900 to 2199: (month, day).
VOLLMOND = (
    (4, 14), (4, 3), (3, 23), (4, 11), (3, 31), (4, 18), (4, 8), (3, 28), (4, 16), (4, 5),
    (3, 25), (4, 13), (4, 2), (3, 22), (4, 10), (3, 30), (4, 17), (4, 7), (3, 27),
)  # fmt: skip
FESTE = ((1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26))
# Karfreitag, Ostermontag, Christi Himmelfahrt (40th day), Pfingstmontag, Fronleichnam (60 days after)
BEWEGLICH = (-2, 1, 39, 50, 60)


def ostersonntag(jahr: int) -> date:
    """The first Sunday strictly after the paschal full moon."""
    if not 1900 <= jahr <= 2199:
        raise ValueError(jahr)
    monat, tag = VOLLMOND[jahr % 19]
    heute = date(jahr, monat, tag) + EIN_TAG
    while heute.weekday() != SONNTAG:
        heute += EIN_TAG
    return heute


@cache
def feiertage(jahr: int) -> frozenset[date]:
    """§ 2 Abs. 1 Feiertagsgesetz NW, eleven days."""
    fest = {date(jahr, monat, tag) for monat, tag in FESTE}
    return frozenset(fest | {ostersonntag(jahr) + abstand * EIN_TAG for abstand in BEWEGLICH})


def ist_arbeitstag(tag: date) -> bool:
    return tag.weekday() < SAMSTAG and tag not in feiertage(tag.year)


def zaehlt(tag: date, zaehlung: str) -> bool:
    return zaehlung == "kalendertage" or ist_arbeitstag(tag)


def tage_dazwischen(von: date, bis: date, zaehlung: str) -> int:
    """Counted days strictly between the two."""
    anzahl = 0
    tag = von + EIN_TAG
    while tag < bis:
        if zaehlt(tag, zaehlung):
            anzahl += 1
        tag += EIN_TAG
    return anzahl


def spaetester_versand(sitzungstag: date, frist: int, zaehlung: str) -> date:
    """Walk back from the day before the session until enough counted days lie between."""
    versand = sitzungstag - EIN_TAG
    dazwischen = 0
    while dazwischen < frist:
        # ``versand`` itself moves into the gap when one dispatches a day earlier.
        if zaehlt(versand, zaehlung):
            dazwischen += 1
        versand -= EIN_TAG
    return versand


def tage_frueher(tag: date, anzahl: int) -> date:
    for _ in range(anzahl):
        tag -= EIN_TAG
    return tag


def tage_spaeter(tag: date, anzahl: int) -> date:
    for _ in range(anzahl):
        tag += EIN_TAG
    return tag
