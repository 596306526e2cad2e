"""What the figures are called, and integers that add up."""

from __future__ import annotations

import pytest

from casemgmt.regeln.kennzahlen import KENNZAHLEN, Zeitraum
from casemgmt.regeln.verteilung import verteilen


def test_jede_kennzahl_hat_einen_namen_und_eine_bestimmung() -> None:
    assert len({zahl.schluessel for zahl in KENNZAHLEN}) == len(KENNZAHLEN)
    assert all(zahl.titel and zahl.bestimmung.endswith(".") for zahl in KENNZAHLEN)


def test_ein_zeitraum_umfasst_seine_jahre_ganz() -> None:
    assert (str(Zeitraum.jahre(2022).von), str(Zeitraum.jahre(2022, 2023).bis)) == (
        "2022-01-01",
        "2023-12-31",
    )


@pytest.mark.parametrize(
    ("summe", "gewichte", "mindestens", "zahlen"),
    [
        (10, [1, 1, 1], 0, [4, 3, 3]),
        (7, [3, 1], 1, [5, 2]),  # 5 left to share, 3.75 and 1.25: the larger remainder gets the odd one
        (2, [0, 0], 1, [1, 1]),
        (0, [], 0, []),
    ],
)
def test_verteilt_wird_ohne_rest(
    summe: int, gewichte: list[float], mindestens: int, zahlen: list[int]
) -> None:
    assert verteilen(summe, gewichte, mindestens=mindestens) == zahlen


@pytest.mark.parametrize(("summe", "gewichte", "mindestens"), [(1, [1, 1], 1), (1, [0, 0], 0)])
def test_was_nicht_aufgeht_wird_nicht_verteilt(summe: int, gewichte: list[float], mindestens: int) -> None:
    with pytest.raises(ValueError, match="verteilen"):
        verteilen(summe, gewichte, mindestens=mindestens)
