"""Contrast after WCAG 2.2. Expected ratios: the published formula, and pairs that are known from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.basis.farbe import DUNKEL, HELL, akzent_dunkel, akzent_hell, akzent_taugt, ist_farbe, kontrast

farben = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda zahl: f"#{zahl:06x}")


def test_schwarz_auf_weiss_ist_21_und_gleich_auf_gleich_ist_1() -> None:
    assert kontrast("#000000", "#ffffff") == pytest.approx(21)
    assert kontrast("#777777", "#777777") == 1


def test_das_bekannte_grenzgrau() -> None:
    # #767676 is the lightest grey that passes 4.5 : 1 on white, #777777 the first that fails.
    assert akzent_taugt("#767676")
    assert not akzent_taugt("#777777")


@pytest.mark.parametrize("text", ["", "blau", "#12345", "#1234567", "#12345g", "123456"])
def test_was_keine_farbe_ist_taugt_nicht(text: str) -> None:
    assert not ist_farbe(text)
    assert not akzent_taugt(text)
    with pytest.raises(ValueError, match="Keine Farbe"):
        kontrast(text, HELL)


def test_eine_lesbare_farbe_bleibt_wie_sie_ist() -> None:
    assert akzent_hell("#1F4596") == "#1f4596"


@given(farben)
def test_jede_farbe_wird_auf_beiden_seiten_lesbar(farbe: str) -> None:
    assert kontrast(akzent_hell(farbe), HELL) >= 4.5
    assert kontrast(akzent_dunkel(farbe), DUNKEL) >= 8
