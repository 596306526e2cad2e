"""What a device sends: each field checked, each error at its field."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from casemgmt.domain.annahme_termin import (
    Datenfehler,
    arbeitstermin_aus_daten,
    beratung_aus_daten,
    kopfzahl_aus_daten,
)
from casemgmt.regeln.termin import (
    Arbeitsangaben,
    Arbeitsart,
    Beratungsangaben,
    Kanal,
    Kopfzahlangaben,
    Kopfzahlart,
    Sprachmittlung,
)

BEGINN = "2026-05-12T09:30:00+02:00"
NOETIG: dict[str, Any] = {"beginn": BEGINN, "dauer_minuten": 30, "kanal": "telefon", "themen": ["wohnen"]}


def test_das_noetige_genuegt() -> None:
    assert beratung_aus_daten(NOETIG) == Beratungsangaben(
        datetime(2026, 5, 12, 7, 30, tzinfo=UTC), 30, Kanal.TELEFON, ("wohnen",)
    )


def test_alles_kommt_an() -> None:
    angaben = beratung_aus_daten(
        NOETIG
        | {
            "sprachmittlung": "geraet",
            "sprache": "ar",
            "personen": 3,
            "fall_id": 7,
            "klienten": [1, 2],
            "kommune_id": None,
            "standort_id": 4,
            "naechster_schritt": "Antrag",
            "notiz": "kurz",
            "vorbereitung_minuten": 5,
            "nachbereitung_minuten": 10,
        }
    )
    assert (angaben.sprachmittlung, angaben.klienten, angaben.fall_id) == (Sprachmittlung.GERAET, (1, 2), 7)
    assert (angaben.vorbereitung_minuten, angaben.nachbereitung_minuten) == (5, 10)


@pytest.mark.parametrize(
    ("feld", "wert"),
    [
        ("beginn", "2026-05-12T09:30:00"),
        ("beginn", "gestern"),
        ("beginn", None),
        ("dauer_minuten", "30"),
        ("dauer_minuten", True),
        ("dauer_minuten", 2**31),
        ("kanal", "brieftaube"),
        ("kanal", ["telefon"]),
        ("themen", "wohnen"),
        ("themen", [1]),
        ("themen", ["x"] * 201),
        ("klienten", [1, "2"]),
        ("sprache", 7),
        ("naechster_schritt", "x" * 301),
        ("notiz", "\x00"),
        ("dozent", "x"),
    ],
)
def test_jeder_fehler_steht_am_feld(feld: str, wert: Any) -> None:
    with pytest.raises(Datenfehler) as fehler:
        beratung_aus_daten(NOETIG | {feld: wert})
    assert list(fehler.value.fehler) == [feld]
    assert fehler.value.feld == feld
    assert fehler.value.code == "daten"


def test_alle_fehler_auf_einmal() -> None:
    with pytest.raises(Datenfehler) as fehler:
        beratung_aus_daten({"kanal": "x", "fremd": 1})
    assert set(fehler.value.fehler) == {"beginn", "dauer_minuten", "kanal", "fremd"}
    with pytest.raises(Datenfehler):
        beratung_aus_daten(["kein Satz"])


def test_arbeit_und_kopfzahl() -> None:
    assert arbeitstermin_aus_daten(
        {"art": "netzwerk", "beginn": BEGINN, "dauer_minuten": 60, "titel": "Tisch"}
    ) == Arbeitsangaben(Arbeitsart.NETZWERK, datetime(2026, 5, 12, 7, 30, tzinfo=UTC), 60, "Tisch")
    assert kopfzahl_aus_daten({"art": "ankunft", "tag": "2026-05-12", "anzahl": 9}) == Kopfzahlangaben(
        Kopfzahlart.ANKUNFT, date(2026, 5, 12), 9
    )
    for was, daten in (
        (kopfzahl_aus_daten, {"art": "ankunft", "tag": "12.05.2026", "anzahl": 9}),
        (arbeitstermin_aus_daten, {}),
    ):
        with pytest.raises(Datenfehler):
            was(daten)
