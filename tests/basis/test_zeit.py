"""Day arithmetic around the edges of the German day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from kim.basis.zeit import berliner_tag, tagesbeginn, tagesende


@pytest.mark.parametrize(
    ("zeitpunkt", "tag"),
    [
        # winter: Berlin is one hour ahead, summer: two
        (datetime(2023, 3, 6, 22, 59, 30, tzinfo=UTC), date(2023, 3, 6)),
        (datetime(2023, 3, 6, 23, 0, 10, tzinfo=UTC), date(2023, 3, 7)),
        (datetime(2023, 7, 1, 21, 59, 59, tzinfo=UTC), date(2023, 7, 1)),
        (datetime(2023, 7, 1, 22, 0, 0, tzinfo=UTC), date(2023, 7, 2)),
        (datetime(2024, 2, 28, 23, 30, tzinfo=UTC), date(2024, 2, 29)),
    ],
)
def test_the_day_is_the_german_one(zeitpunkt: datetime, tag: date) -> None:
    assert berliner_tag(zeitpunkt) == tag


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="ohne Zeitzone"):
        berliner_tag(datetime(2023, 3, 6, 12, 0))


@pytest.mark.parametrize(
    ("tag", "stunden"),
    [(date(2023, 3, 25), 24), (date(2023, 3, 26), 23), (date(2023, 10, 29), 25)],
)
def test_a_day_is_as_long_as_the_clock_says(tag: date, stunden: int) -> None:
    assert tagesende(tag) - tagesbeginn(tag) == timedelta(hours=stunden)
