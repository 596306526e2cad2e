"""How old lists write times, numbers and agendas."""

from __future__ import annotations

from datetime import time

import pytest

from lenkung.regeln.uebernahme import Beschlusszeichen, punkte_lesen, uhrzeit_lesen, zeichen_lesen


@pytest.mark.parametrize(
    ("text", "gelesen"),
    [
        ("14:00", time(14)),
        ("9.30 Uhr", time(9, 30)),
        ("14 uhr", time(14)),
        ("14:00:00", time(14)),
        ("24:00", None),
        ("14:60", None),
        ("nachmittags", None),
    ],
)
def test_uhrzeiten(text: str, gelesen: time | None) -> None:
    assert uhrzeit_lesen(text) == gelesen


@pytest.mark.parametrize(
    ("text", "gelesen"),
    [
        ("7/2022", Beschlusszeichen(7, 2022)),
        (" 12 / 2022 ", Beschlusszeichen(12, 2022)),
        ("3", Beschlusszeichen(3, None)),
        ("0/2022", None),
        ("LG-3", None),
        ("12345", None),
    ],
)
def test_nummern_der_beschluesse(text: str, gelesen: Beschlusszeichen | None) -> None:
    assert zeichen_lesen(text) == gelesen


def test_die_tagesordnung_je_zeile_oder_mit_strichen() -> None:
    assert punkte_lesen("TOP 1 Begrüßung\n2. Kitas  im Kreis | 3) 5 neue Plätze\n\n") == (
        "Begrüßung",
        "Kitas im Kreis",
        "5 neue Plätze",
    )
    assert punkte_lesen("") == ()
