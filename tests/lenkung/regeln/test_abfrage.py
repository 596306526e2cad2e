"""Counting a poll, and when it still runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lenkung.regeln.abfrage import Abfragestand, Meinung, Zaehlung, auszaehlen, laeuft, vorn

BIS = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
JA, NOTFALLS, NEIN = Meinung.JA, Meinung.NOTFALLS, Meinung.NEIN


@pytest.mark.parametrize(
    ("stand", "nach", "erwartet"),
    [
        (Abfragestand.OFFEN, -1, True),
        (Abfragestand.OFFEN, 0, False),
        (Abfragestand.BEENDET, -1, False),
        (Abfragestand.ZURUECKGENOMMEN, -1, False),
    ],
)
def test_eine_abfrage_laeuft_bis_zum_genannten_zeitpunkt(
    stand: Abfragestand, nach: int, erwartet: bool
) -> None:
    assert laeuft(stand=stand, bis=BIS, jetzt=BIS + timedelta(seconds=nach)) is erwartet


def test_gezaehlt_wird_jede_befragte_person() -> None:
    assert auszaehlen([JA, JA, NOTFALLS, NEIN, None, None]) == Zaehlung(2, 1, 1, 2)


def test_vorn_liegt_was_bei_den_meisten_geht_bei_gleichstand_mit_mehr_ja() -> None:
    # 3 can (1 yes), 3 can (2 yes), 2 can (2 yes)
    assert vorn([Zaehlung(1, 2, 0, 0), Zaehlung(2, 1, 0, 0), Zaehlung(2, 0, 1, 0)]) == {1}
    assert vorn([Zaehlung(2, 0, 0, 0), Zaehlung(2, 0, 0, 0)]) == {0, 1}


def test_ohne_eine_zustimmung_liegt_nichts_vorn() -> None:
    assert vorn([Zaehlung(0, 0, 2, 1)]) == frozenset()
    assert vorn([]) == frozenset()
