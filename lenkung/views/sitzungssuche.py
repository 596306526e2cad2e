"""Which days somebody means who types a date into the search field."""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, datetime

from kim.basis.zeit import tagesbeginn

_DATUM = re.compile(r"(?:(?:(\d{1,2})\.)?(\d{1,2})\.)?(\d{4})")


def tage_gemeint(wort: str) -> tuple[datetime, datetime] | None:
    """The first moment, and the first that no longer belongs to it; None, if it is no date."""
    treffer = _DATUM.fullmatch(wort)
    if treffer is None:
        return None
    tag, monat, jahr = (int(teil) if teil else None for teil in treffer.groups())
    assert jahr is not None  # the pattern demands it
    try:
        von = date(jahr, monat or 1, tag or 1)
        if tag is not None:
            bis = date.fromordinal(von.toordinal() + 1)
        elif monat is not None:
            bis = date(jahr + monat // 12, monat % 12 + 1, 1)
        else:
            bis = date(jahr + 1, 1, 1)
    except (ValueError, OverflowError):
        return None
    return (tagesbeginn(von), tagesbeginn(bis)) if 1 < jahr < MAXYEAR else None
