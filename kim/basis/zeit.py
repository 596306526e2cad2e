"""Day arithmetic. All times of the house are Europe/Berlin; a day begins and ends there."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def berliner_tag(zeitpunkt: datetime) -> date:
    """The calendar day in Germany of an aware moment."""
    if zeitpunkt.tzinfo is None:
        raise ValueError("Zeitpunkt ohne Zeitzone")
    return zeitpunkt.astimezone(BERLIN).date()


def tagesbeginn(tag: date) -> datetime:
    """The first moment of a German calendar day, as UTC."""
    return datetime.combine(tag, time.min, tzinfo=BERLIN).astimezone(UTC)


def tagesende(tag: date) -> datetime:
    """The first moment that no longer belongs to the day; 23 or 25 hours later when clocks change."""
    return tagesbeginn(tag + timedelta(days=1))
