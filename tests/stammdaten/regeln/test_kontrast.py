"""Expected values from the WCAG definition: black on white 21:1, #767676 the lightest grey with 4.5:1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.stammdaten.regeln.kontrast import (
    DUNKLER_GRUND,
    HELLER_GRUND,
    MINDESTENS,
    akzentfarbe_pruefen,
    fuer_dunkel,
    kanaele,
    kontrast,
)

farben = st.integers(0, 0xFFFFFF).map(lambda zahl: f"#{zahl:06x}")


def test_schwarz_auf_weiss_hat_den_groessten_kontrast() -> None:
    assert kontrast("#000000", "#ffffff") == pytest.approx(21.0)


def test_dieselbe_farbe_hat_keinen_kontrast() -> None:
    assert kontrast("#2044aa", "#2044AA") == pytest.approx(1.0)


@pytest.mark.parametrize(("farbe", "genug"), [("#767676", True), ("#777777", False)])
def test_das_hellste_lesbare_grau_auf_weiss(farbe: str, genug: bool) -> None:
    assert (kontrast(farbe, "#ffffff") >= MINDESTENS) is genug


def test_dunkles_blau_ist_lesbar_und_die_rechnung_nennt_beide_werte() -> None:
    befund = akzentfarbe_pruefen("#2044aa")
    assert befund.ohne_verstoss
    assert befund.urteil == "lesbar"
    assert "verlangt sind je 4,50:1" in befund.rechnung


def test_gelb_ist_nicht_lesbar_und_die_meldung_sagt_was_zu_tun_ist() -> None:
    befund = akzentfarbe_pruefen("#ffcc00")
    assert [verstoss.code for verstoss in befund.verstoesse] == ["kontrast_zu_gering"]
    assert "dunklere Farbe wählen" in befund.verstoesse[0].text


@pytest.mark.parametrize("farbe", ["2044aa", "#2044a", "#2044ag", "rot", "", "#2044aa\n"])
def test_eine_unlesbare_angabe_ist_ein_fehler(farbe: str) -> None:
    with pytest.raises(ValueError, match="sechs Zeichen"):
        kanaele(farbe)


@given(farben)
def test_jede_farbe_wird_fuer_den_dunklen_grund_lesbar(farbe: str) -> None:
    assert kontrast(fuer_dunkel(farbe), DUNKLER_GRUND) >= MINDESTENS


@given(farben)
def test_wer_die_pruefung_besteht_ist_auch_auf_weiss_lesbar(farbe: str) -> None:
    if akzentfarbe_pruefen(farbe).ohne_verstoss:
        assert kontrast(farbe, HELLER_GRUND) >= MINDESTENS
        assert kontrast(farbe, "#ffffff") >= MINDESTENS
