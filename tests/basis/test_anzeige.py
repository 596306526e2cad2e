"""How dates, numbers and money are written. Expected values: the house's rules for texts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from kim.basis import anzeige


def test_datum_hat_immer_zwei_stellen() -> None:
    assert anzeige.datum(date(2022, 3, 4)) == "04.03.2022"


def test_datum_eines_zeitpunkts_ist_der_deutsche_tag() -> None:
    # 23:30 UTC on the last day of the year is already the new year in Germany.
    assert anzeige.datum(datetime(2022, 12, 31, 23, 30, tzinfo=UTC)) == "01.01.2023"


def test_uhrzeit_ist_deutsche_zeit_mit_dem_wort_uhr() -> None:
    assert anzeige.uhrzeit(datetime(2022, 3, 24, 13, 0, tzinfo=UTC)) == "14:00 Uhr"
    assert anzeige.uhrzeit(datetime(2022, 7, 24, 13, 0, tzinfo=UTC)) == "15:00 Uhr"
    assert anzeige.uhrzeit(time(9, 5)) == "09:05 Uhr"


def test_zeitpunkt_nennt_tag_und_uhrzeit() -> None:
    assert anzeige.zeitpunkt(datetime(2022, 3, 24, 13, 0, tzinfo=UTC)) == "24.03.2022, 14:00 Uhr"


@pytest.mark.parametrize(
    ("wert", "stellen", "text"),
    [
        (1503, 0, "1.503"),
        (0, 0, "0"),
        (999, 0, "999"),
        (1234567, 0, "1.234.567"),
        (Decimal("2.5"), 0, "3"),
        (2.25, 1, "2,3"),
        (-1503, 0, "−1.503"),
        (Decimal("-0.2"), 0, "0"),
    ],
)
def test_zahlen_sind_gruppiert_und_kaufmaennisch_gerundet(wert: float, stellen: int, text: str) -> None:
    assert anzeige.zahl(wert, stellen) == text


def test_geld_hat_zwei_stellen_und_einen_festen_abstand() -> None:
    assert anzeige.geld(Decimal("15797.5")) == "15.797,50\N{NO-BREAK SPACE}€"


def test_wochentag() -> None:
    assert anzeige.wochentag(date(2022, 3, 24)) == "Donnerstag"


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        (date(2023, 3, 21), "heute (21.03.)"),
        (date(2023, 3, 22), "morgen (22.03.)"),
        (date(2023, 3, 23), "in 2 Tagen (23.03.)"),
        (date(2023, 4, 4), "in 14 Tagen (04.04.)"),
        (date(2023, 4, 5), "bis 05.04.2023"),
        (date(2023, 3, 20), "seit gestern (20.03.)"),
        (date(2023, 3, 18), "seit 3 Tagen (18.03.)"),
        (date(2023, 3, 7), "seit 14 Tagen (07.03.)"),
        (date(2023, 3, 6), "seit 06.03.2023"),
    ],
)
def test_frist_in_worten(tag: date, text: str) -> None:
    assert anzeige.tage_bis(tag, date(2023, 3, 21)) == text


@pytest.mark.parametrize(
    ("byte", "text"), [(0, "0 Byte"), (999, "999 Byte"), (20_400, "20 kB"), (1_400_000, "1,4 MB")]
)
def test_dateigroesse(byte: int, text: str) -> None:
    assert anzeige.dateigroesse(byte) == text
