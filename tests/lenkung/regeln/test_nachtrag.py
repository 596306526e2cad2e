"""Presence per item: which times it becomes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lenkung.regeln.nachtrag import abschnitte, anwesend_waehrend, punktnummern
from lenkung.regeln.zeitplan import Abschnitt

BEGINN = datetime(2022, 3, 24, 13, 0, tzinfo=UTC)


def _um(minute: int) -> datetime:
    return BEGINN + timedelta(minutes=minute)


def test_der_letzte_punkt_dauert_bis_zum_ende() -> None:
    assert abschnitte(BEGINN, [10, 0, 20]) == (
        Abschnitt(_um(0), _um(10)),
        Abschnitt(_um(10), _um(11)),
        Abschnitt(_um(11), _um(31)),
    )
    assert abschnitte(BEGINN, [10, 20], _um(50))[-1] == Abschnitt(_um(10), _um(50))
    # Shorter than planned, 15 minutes for 10 + 20 + 15: each item gets a third of its time.
    assert abschnitte(BEGINN, [10, 20, 15], _um(15)) == (
        Abschnitt(BEGINN, BEGINN + timedelta(seconds=200)),
        Abschnitt(BEGINN + timedelta(seconds=200), _um(10)),
        Abschnitt(_um(10), _um(15)),
    )
    # An end before the beginning is no end; whoever asks has to say so.
    assert abschnitte(BEGINN, [10, 20], BEGINN)[-1] == Abschnitt(_um(10), _um(30))
    assert abschnitte(BEGINN, [], _um(5)) == ()


def test_aufeinander_folgende_punkte_werden_eine_zeit() -> None:
    plan = abschnitte(BEGINN, [10, 10, 10, 10])
    zeiten = {"beginn": BEGINN, "ende": _um(40)}
    assert anwesend_waehrend(plan, None, **zeiten) == (Abschnitt(_um(0), _um(40)),)
    assert anwesend_waehrend(plan, {1, 2, 4}, **zeiten) == (
        Abschnitt(_um(0), _um(20)),
        Abschnitt(_um(30), _um(40)),
    )
    assert anwesend_waehrend(plan, {9}, **zeiten) == ()


@pytest.mark.parametrize(
    ("text", "nummern"),
    [
        ("3", {3}),
        ("1-3, 5", {1, 2, 3, 5}),
        ("TOP 2 – 4", {2, 3, 4}),
        ("1,1", {1}),
        ("3-1", None),
        ("0", None),
        ("1-", None),
        ("alle", None),
        ("1-100", None),
    ],
)
def test_nummern_der_punkte_wie_man_sie_schreibt(text: str, nummern: set[int] | None) -> None:
    assert punktnummern(text) == nummern
