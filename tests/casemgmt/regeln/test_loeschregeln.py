"""Each field of a person has a deletion rule, in one file that people can read."""

from __future__ import annotations

import pytest

from casemgmt.regeln.loeschregeln import Regelfehler, lesen, luecken

TEXT = """
[klassen.akte]
titel = "Akte"
beginn = "Abschluss"
monate = 36
grund = "Zweck erfüllt"
[tabellen.klient]
klasse = "akte"
personenbezug = ["name"]
sachangaben = ["id"]
"""


def test_eine_vollstaendige_datei_hat_keine_luecken() -> None:
    regeln = lesen(TEXT)
    assert luecken(regeln, {"klient": ["id", "name"]}) == []
    assert regeln["klient"].klasse is not None
    assert regeln["klient"].klasse.monate == 36


@pytest.mark.parametrize(
    ("tabellen", "fund"),
    [
        ({"klient": ["id", "name", "neu"]}, "klient.neu: ohne Löschregel"),
        ({"klient": ["id"]}, "klient.name: gibt es nicht"),
        ({"klient": ["id", "name"], "neue": ["id"]}, "neue: Tabelle ohne Löschregel"),
        ({}, "klient: Regel ohne Tabelle"),
    ],
)
def test_jede_luecke_wird_genannt(tabellen: dict[str, list[str]], fund: str) -> None:
    assert luecken(lesen(TEXT), tabellen) == [fund]


def test_was_zweimal_steht_faellt_auf() -> None:
    doppelt = TEXT.replace('["id"]', '["id", "name"]')
    assert luecken(lesen(doppelt), {"klient": ["id", "name"]}) == ["klient.name: steht zweimal"]


@pytest.mark.parametrize(
    ("alt", "neu", "meldung"),
    [
        ("monate = 36", "monate = 0", "Frist"),
        ("monate = 36", 'monate = "bald"', "Frist"),
        ('beginn = "Abschluss"\n', "", "es fehlt beginn"),
        ('klasse = "akte"', 'klasse = "andere"', "gibt es nicht"),
        ('klasse = "akte"\n', "", "ohne Klasse"),
    ],
)
def test_eine_unvollstaendige_regel_wird_nicht_angenommen(alt: str, neu: str, meldung: str) -> None:
    with pytest.raises(Regelfehler, match=meldung):
        lesen(TEXT.replace(alt, neu))
