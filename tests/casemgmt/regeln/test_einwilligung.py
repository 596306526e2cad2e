"""Age, wording, signature, grounds: the small rules around a consent."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casemgmt.regeln.einwilligung import ERWACHSEN, Alter, Datenklasse, Einwilligungsart, Zweck, alter_am
from casemgmt.regeln.einwilligungstext import (
    Blattangaben,
    Sprachtext,
    Textfehler,
    aus_wert,
    blatt,
    lesen,
    pruefsumme,
)
from casemgmt.regeln.sprachen import BLATTSPRACHEN
from casemgmt.regeln.unterschrift import striche_lesen, svg_pfad
from casemgmt.regeln.weitergabegruende import lesen as gruende_lesen

DATEN = Path(__file__).resolve().parents[3] / "casemgmt" / "daten"


def text(sprache: str) -> Sprachtext:
    return lesen((DATEN / "einwilligung" / f"{sprache}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("tag", "jahre"),
    [(date(2026, 3, 1), 15), (date(2026, 2, 28), 14), (date(2027, 2, 28), 15), (date(2027, 3, 1), 16)],
)
def test_das_alter_zaehlt_vollendete_jahre(tag: date, jahre: int) -> None:
    assert alter_am(tag, geburtsdatum=date(2011, 3, 1)) == Alter(jahre, jahre)


def test_wer_am_schalttag_geboren_ist_wird_am_ersten_maerz_aelter() -> None:
    """§ 187 Abs. 2, § 188 Abs. 2 BGB: the year of life ends with 28 February."""
    assert alter_am(date(2027, 2, 28), geburtsdatum=date(2012, 2, 29)).hoechstens == 14
    assert alter_am(date(2027, 3, 1), geburtsdatum=date(2012, 2, 29)).hoechstens == 15


def test_vom_jahr_allein_bleibt_eine_spanne_und_beide_unterschriften_werden_verlangt() -> None:
    alter = alter_am(date(2026, 6, 1), geburtsjahr=2011)
    assert alter == Alter(14, 15)
    assert alter.eigene_unterschrift_noetig
    assert alter.sorge_noetig
    assert not alter_am(date(2026, 6, 1), geburtsjahr=2012).eigene_unterschrift_noetig
    assert not alter_am(date(2026, 6, 1), geburtsjahr=2007).sorge_noetig


def test_ohne_jede_angabe_gilt_wer_als_kind_gefuehrt_wird_als_kind() -> None:
    assert alter_am(date(2026, 6, 1)) == ERWACHSEN
    kind = alter_am(date(2026, 6, 1), als_kind=True)
    assert kind.eigene_unterschrift_noetig
    assert kind.sorge_noetig


# Wording ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sprache", BLATTSPRACHEN)
def test_jede_sprache_ist_vollstaendig_und_als_zu_pruefen_bezeichnet(sprache: str) -> None:
    satz = text(sprache)
    assert satz.sprache == sprache
    assert "zu prüfen" in satz.pruefstand
    assert satz.richtung == ("rtl" if sprache in ("ar", "fa", "ps") else "ltr")


def test_was_fehlt_oder_zu_viel_ist_wird_genannt() -> None:
    wert = text("de").als_wert()
    kaputt: dict[str, Any] = {
        **wert,
        "richtung": "schräg",
        "saetze": {**wert["saetze"], "kind": " ", "von_bis": "immer", "neu": "x"},
        "zwecke": {k: v for k, v in wert["zwecke"].items() if k != "antrag"},
    }
    with pytest.raises(Textfehler) as fehler:
        aus_wert(kaputt)
    for genannt in (
        "saetze.kind fehlt",
        "saetze.neu unbekannt",
        "zwecke.antrag fehlt",
        "richtung",
        "von_bis",
    ):
        assert genannt in str(fehler.value)


def angaben(**felder: Any) -> Blattangaben:
    return Blattangaben(
        **{
            "art": Einwilligungsart.SCHWEIGEPFLICHT,
            "name": "Amira Haddad",
            "empfaenger": [("Jobcenter", ["Frau A", "Herr B"]), ("Jugendamt", [])],
            "klassen": [Datenklasse.GESUNDHEIT, Datenklasse.STAMMDATEN],
            "zwecke": [Zweck.ANTRAG],
            "von": date(2026, 6, 1),
            "bis": date(2027, 5, 31),
            **felder,
        }
    )


def test_das_blatt_steht_deutsch_und_in_der_sprache_der_person() -> None:
    wert = blatt(angaben(), text("de"), text("ar"))
    deutsch, arabisch = wert["spalten"]
    assert (deutsch["sprache"], arabisch["sprache"], arabisch["richtung"]) == ("de", "ar", "rtl")
    assert deutsch["titel"] == "Entbindung von der Schweigepflicht"
    assert deutsch["listen"][0][1] == ["Jobcenter: Frau A, Herr B", "Jugendamt"]
    assert deutsch["listen"][1][1] == ["Name, Geburtsdatum, Sprachen", "meine Gesundheit"]
    assert deutsch["listen"][3][1] == [
        "Vom 01.06.2026 bis zum 31.05.2027. Danach endet die Einwilligung von selbst."
    ]
    assert len(deutsch["einleitung"]) == len(arabisch["einleitung"]) == 2
    assert not any("{" in satz for satz in arabisch["listen"][3][1])


def test_auf_deutsch_allein_steht_eine_spalte() -> None:
    wert = blatt(angaben(art=Einwilligungsart.DATENUEBERMITTLUNG), text("de"), text("de"))
    assert len(wert["spalten"]) == 1
    assert len(wert["spalten"][0]["einleitung"]) == 1


def test_fuer_ein_kind_stehen_die_zeilen_der_sorgeberechtigten_da() -> None:
    ohne = blatt(angaben(), text("de"), text("de"))["spalten"][0]
    klein = blatt(angaben(selbst=False, sorgeberechtigte=2), text("de"), text("de"))["spalten"][0]
    sorge = text("de").saetze["unterschrift_sorge"]
    assert klein["zeilen"].count(sorge) == 2
    assert text("de").saetze["unterschrift"] not in klein["zeilen"]
    assert text("de").saetze["kind"] in klein["rechte"]
    assert text("de").saetze["kind"] not in ohne["rechte"]


def test_die_pruefsumme_haengt_am_inhalt_und_nicht_an_der_reihenfolge() -> None:
    assert pruefsumme({"a": 1, "b": "ü"}) == pruefsumme({"b": "ü", "a": 1})
    assert pruefsumme({"a": 1}) != pruefsumme({"a": 2})


# Signature --------------------------------------------------------------------------------------------------


def test_eine_unterschrift_sind_striche_auf_der_flaeche() -> None:
    striche = [[[10, 10], [200, 40], [300, 20]], [[320, 30], [400, 90], [410, 95]]]
    assert striche_lesen(json.dumps(striche)) == striche
    assert svg_pfad([*striche, []]) == "M10 10 L200 40 L300 20 M320 30 L400 90 L410 95"


@pytest.mark.parametrize(
    "wert",
    [
        "",
        "{}",
        '"x"',
        "[1]",
        "[]",
        "[[[1,1],[2,2]]]",
        json.dumps([[[n, 5] for n in range(40)]]),
        json.dumps([[[n * 200, 5] for n in range(7)]]),
        json.dumps([[[n * 100, 500] for n in range(7)]]),
        json.dumps([[[n * 100, 5.5] for n in range(7)]]),
        json.dumps([[[n * 100, True] for n in range(7)]]),
        json.dumps([[[n * 100, 5, 6] for n in range(7)]]),
        json.dumps([["x"] * 7]),
        json.dumps([[[n % 1000, 5] for n in range(20_001)]]),
    ],
)
def test_ein_tupfer_und_fremdes_sind_keine(wert: str) -> None:
    assert striche_lesen(wert) is None


# Grounds ----------------------------------------------------------------------------------------------------


def test_die_mitgelieferten_gruende_nennen_norm_voraussetzung_und_was_zuerst_zu_tun_ist() -> None:
    gruende = gruende_lesen((DATEN / "weitergabegruende.toml").read_text(encoding="utf-8"))
    assert gruende["kindesschutz"].norm == "§ 4 Abs. 3 KKG"
    assert gruende["notstand"].norm == "§ 34 StGB"
    assert gruende["schutzauftrag"].norm == "§ 8a Abs. 4 SGB VIII"
    assert gruende["anzeigepflicht"].pflicht
    assert all(grund.wann and grund.vorher for grund in gruende.values())
    assert not gruende["auslaenderbehoerde"].eingeschaltet
    assert gruende["auslaenderbehoerde"].frage


@pytest.mark.parametrize(
    ("ersetzt", "durch"), [("gilt_tage = 3", "gilt_tage = 0"), ('frage = "', 'andere_frage = "')]
)
def test_ein_grund_ohne_frist_oder_ohne_offene_frage_faellt_auf(ersetzt: str, durch: str) -> None:
    datei = (DATEN / "weitergabegruende.toml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"gilt_tage|ausgeschaltet"):
        gruende_lesen(datei.replace(ersetzt, durch))
