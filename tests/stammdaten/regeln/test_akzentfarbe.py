"""Expected values from the WCAG definition: #767676 is the lightest grey with 4.5:1 on white."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.basis.farbe import DUNKEL, HELL, akzent_dunkel, kontrast
from kim.stammdaten.regeln.akzentfarbe import akzentfarbe_pruefen


def test_dunkles_blau_ist_lesbar_und_die_rechnung_nennt_beide_werte() -> None:
    befund = akzentfarbe_pruefen("#2044aa")
    assert befund.ohne_verstoss
    assert befund.urteil == "lesbar"
    assert "verlangt sind je 4,50:1" in befund.rechnung


def test_gelb_ist_nicht_lesbar_und_die_meldung_sagt_was_zu_tun_ist() -> None:
    befund = akzentfarbe_pruefen("#ffcc00")
    assert [verstoss.code for verstoss in befund.verstoesse] == ["kontrast_zu_gering"]
    assert "dunklere Farbe wählen" in befund.verstoesse[0].text


@pytest.mark.parametrize(("farbe", "lesbar"), [("#767676", True), ("#777777", False)])
def test_die_grenze_liegt_bei_viereinhalb_zu_eins(farbe: str, lesbar: bool) -> None:
    assert akzentfarbe_pruefen(farbe).ohne_verstoss is lesbar


def test_ein_knapp_verfehlter_wert_wird_nicht_aufgerundet() -> None:
    # 4.478:1
    assert "Kontrast 4,47:1" in akzentfarbe_pruefen("#777777").verstoesse[0].text


@pytest.mark.parametrize("farbe", ["2044aa", "#2044a", "#2044ag", "rot", ""])
def test_eine_unlesbare_angabe_ist_ein_fehler(farbe: str) -> None:
    with pytest.raises(ValueError, match="Keine Farbe"):
        akzentfarbe_pruefen(farbe)


@given(st.integers(0, 0xFFFFFF).map(lambda zahl: f"#{zahl:06x}"))
def test_was_besteht_ist_auch_in_der_dunklen_darstellung_lesbar(farbe: str) -> None:
    if akzentfarbe_pruefen(farbe).ohne_verstoss:
        assert kontrast(farbe, HELL) >= 4.5
        assert kontrast(akzent_dunkel(farbe), DUNKEL) >= 4.5
