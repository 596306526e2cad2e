"""One list of languages: names, direction, and in which language a sheet goes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from casemgmt.regeln.sprachen import (
    ALLE,
    BLATTNAMEN,
    BLATTSPRACHEN,
    blattsprache,
    in_worten,
    richtung,
    sprachname,
)

DATEN = Path(__file__).resolve().parents[3] / "casemgmt" / "daten"


def test_die_bevorzugte_zuerst() -> None:
    assert in_worten(["ar", "de"]) == "Arabisch, Deutsch"
    assert in_worten(None) == ""
    assert sprachname("xx") == "xx"
    assert sprachname("und") == "eine andere"


def test_die_richtung_folgt_der_schrift_des_eigenen_namens() -> None:
    """What Unicode says about the first letter of the name in the language itself."""
    for sprache in ALLE.values():
        erstes = unicodedata.bidirectional(sprache.eigenname[0])
        assert sprache.richtung == ("rtl" if erstes in ("R", "AL") else "ltr"), sprache
    assert (richtung("ar"), richtung("prs"), richtung("kmr"), richtung("xx")) == ("rtl", "rtl", "ltr", "ltr")


def test_wer_dari_spricht_bekommt_das_blatt_auf_farsi_oder_dari() -> None:
    assert blattsprache(["de", "prs"]) == "fa"
    assert blattsprache(["ckb", "tr"]) == "tr"
    assert blattsprache(["ckb"]) == blattsprache(None) == blattsprache(["xx"]) == "de"
    assert BLATTNAMEN["fa"] == "Farsi oder Dari"


def test_jedes_blatt_liegt_in_genau_diesen_sprachen_bei() -> None:
    for ordner in ("einwilligung", "terminzettel"):
        assert {datei.stem for datei in (DATEN / ordner).glob("*.toml")} == set(BLATTSPRACHEN), ordner
    assert {sprache.blatt for sprache in ALLE.values()} - {""} == set(BLATTSPRACHEN)
