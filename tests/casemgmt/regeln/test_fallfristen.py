"""When a case needs attention: 42 days without contact, 90 days to the next review, 14 days of waiting."""

from __future__ import annotations

from datetime import date

import pytest

from casemgmt.regeln import fallfristen

HEUTE = date(2024, 6, 12)
"""42 days before: 1 May."""


@pytest.mark.parametrize(
    ("letzter", "eroeffnet", "still"),
    [
        (date(2024, 5, 1), date(2024, 1, 1), False),
        (date(2024, 4, 30), date(2024, 1, 1), True),
        (None, date(2024, 4, 30), True),
        (None, date(2024, 5, 1), False),
        (date(2024, 1, 1), date(2024, 5, 20), False),
    ],
)
def test_ohne_kontakt(letzter: date | None, eroeffnet: date, still: bool) -> None:
    assert fallfristen.ohne_kontakt(letzter, eroeffnet, HEUTE) is still


def test_die_naechste_pruefung_und_die_warteliste() -> None:
    assert fallfristen.vorschlag_planpruefung(date(2024, 1, 1)) == date(2024, 3, 31)
    assert not fallfristen.wartet_zu_lange(date(2024, 5, 29), HEUTE)
    assert fallfristen.wartet_zu_lange(date(2024, 5, 28), HEUTE)
