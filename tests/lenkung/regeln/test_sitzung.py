"""The life of a session, and moments that a clock in Germany does not show."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import pairwise

import pytest

from lenkung.regeln.sitzung import (
    UEBERGAENGE,
    VERAENDERLICH,
    WEG,
    Sitzungsstand,
    braucht_link,
    geht,
    ortszeit,
)
from lenkung.regeln.werte import Sitzungsart


def test_jeder_stand_hat_seine_uebergaenge_und_der_weg_fuehrt_vom_anfang_zum_ende() -> None:
    assert set(UEBERGAENGE) == set(Sitzungsstand)
    assert all(geht(von, nach) for von, nach in pairwise(WEG))


def test_absagen_laesst_sich_nur_was_noch_nicht_eroeffnet_ist() -> None:
    absagbar = {stand for stand in Sitzungsstand if geht(stand, Sitzungsstand.ABGESAGT)}
    assert absagbar == VERAENDERLICH


def test_was_geschlossen_oder_abgesagt_ist_bleibt_es() -> None:
    assert not UEBERGAENGE[Sitzungsstand.GESCHLOSSEN]
    assert not UEBERGAENGE[Sitzungsstand.ABGESAGT]


def test_nur_in_praesenz_geht_es_ohne_link() -> None:
    assert [art for art in Sitzungsart if not braucht_link(art)] == [Sitzungsart.PRAESENZ]


@pytest.mark.parametrize(
    ("tag", "uhrzeit", "utc"),
    [
        (date(2026, 1, 13), time(14, 0), datetime(2026, 1, 13, 13, 0, tzinfo=UTC)),
        (date(2026, 7, 14), time(14, 0), datetime(2026, 7, 14, 12, 0, tzinfo=UTC)),
        # The clock goes forward on 29 March 2026 at 2:00, and back on 25 October at 3:00.
        (date(2026, 3, 29), time(1, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (date(2026, 3, 29), time(3, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 30), None),
    ],
)
def test_die_uhrzeit_gilt_in_deutschland(tag: date, uhrzeit: time, utc: datetime | None) -> None:
    assert ortszeit(tag, uhrzeit) == utc
