"""Presence per item: which times it becomes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lenkung.regeln.nachtrag import abschnitte, anwesend_waehrend
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
    # An end before the last item would begin leaves the plan as it is.
    assert abschnitte(BEGINN, [10, 20], _um(5))[-1] == Abschnitt(_um(10), _um(30))
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
