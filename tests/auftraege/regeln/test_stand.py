"""From one try to the next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kim.auftraege.regeln.stand import pause_nach, weitere_versuche, zeitfenster

PAUSEN = (timedelta(seconds=10), timedelta(minutes=1))


@pytest.mark.parametrize(("versuch", "pause"), [(1, PAUSEN[0]), (2, PAUSEN[1]), (7, PAUSEN[1])])
def test_die_pausen_wachsen_und_die_letzte_bleibt(versuch: int, pause: timedelta) -> None:
    assert pause_nach(versuch=versuch, pausen=PAUSEN) == pause


def test_vor_dem_ersten_versuch_gibt_es_keine_pause() -> None:
    with pytest.raises(ValueError, match="Nummer 1"):
        pause_nach(versuch=0, pausen=PAUSEN)


@pytest.mark.parametrize(
    ("versuch", "erlaubt", "weiter"), [(1, 3, True), (2, 3, True), (3, 3, False), (1, 1, False)]
)
def test_nach_dem_letzten_versuch_ist_schluss(versuch: int, erlaubt: int, weiter: bool) -> None:
    assert weitere_versuche(versuch=versuch, erlaubt=erlaubt) is weiter


def test_ein_zeitfenster_ist_eine_nummer_die_mit_der_zeit_steigt() -> None:
    jetzt = datetime(2023, 3, 26, 1, 0, tzinfo=UTC)
    fenster = [
        zeitfenster(jetzt=jetzt + timedelta(seconds=sekunden), abstand=timedelta(minutes=1))
        for sekunden in (0, 59, 60, 121)
    ]
    assert [nummer - fenster[0] for nummer in fenster] == [0, 0, 1, 2]
