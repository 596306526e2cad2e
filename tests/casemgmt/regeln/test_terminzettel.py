"""The fixed sentences of a sheet: complete in each language, or refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from casemgmt.regeln.terminzettel import Textfehler, Zettelwerte, blatt, lesen

ORDNER = Path(__file__).resolve().parents[3] / "casemgmt" / "daten" / "terminzettel"
DEUTSCH = (ORDNER / "de.toml").read_text(encoding="utf-8")


def test_zehn_sprachen_sind_vollstaendig() -> None:
    texte = {datei.stem: lesen(datei.stem, datei.read_text("utf-8")) for datei in ORDNER.glob("*.toml")}
    assert set(texte) == {"de", "en", "ar", "uk", "ru", "fa", "ps", "kmr", "tr", "fr"}
    assert {kuerzel for kuerzel, t in texte.items() if t.richtung == "rtl"} == {"ar", "fa", "ps"}
    assert {kuerzel for kuerzel, t in texte.items() if t.geprueft} == {"de"}


def test_zeit_in_deutschland_mit_dem_wochentag() -> None:
    """2026-05-12 is a Tuesday; 7:30 UTC is 9:30 in summer."""
    texte = lesen("de", DEUTSCH)
    assert texte.wann(datetime(2026, 5, 12, 7, 30, tzinfo=UTC)) == "Dienstag, 12.05.2026, 09:30 Uhr"
    arabisch = lesen("ar", (ORDNER / "ar.toml").read_text(encoding="utf-8"))
    assert arabisch.wann(datetime(2026, 5, 12, 7, 30, tzinfo=UTC)) == "الثلاثاء، 12.05.2026، 09:30"
    assert texte.name == "Deutsch"
    assert texte.ohne_ort("telefon") == "Wir rufen Sie an."
    assert texte.ohne_ort("vor_ort") == ""


def test_ohne_ort_zugang_und_sachen_bleiben_vier_zeilen() -> None:
    """By telephone: when, how, with whom, and that it is confidential. Nothing about the person."""
    werte = Zettelwerte(datetime(2026, 5, 12, 7, 30, tzinfo=UTC), "telefon", "", "", "Karla Nordmann")
    b = blatt(werte, lesen("de", DEUTSCH))
    assert len(b.zeilen) == 4
    assert [block.text for block in b.zeilen[1][0]] == ["Wo", "Wir rufen Sie an."]
    assert b.zeilen[2][0][1].text == "\u2068Karla Nordmann\u2069"


@pytest.mark.parametrize(
    ("alt", "neu"),
    [
        ('titel = "Ihr Termin"', ""),
        ('richtung = "ltr"', 'richtung = "oben"'),
        ('"Montag", ', ""),
        ('ausweis = "Ausweis oder Aufenthaltstitel"', ""),
    ],
)
def test_was_fehlt_faellt_auf(alt: str, neu: str) -> None:
    assert alt in DEUTSCH
    with pytest.raises(Textfehler):
        lesen("de", DEUTSCH.replace(alt, neu))
