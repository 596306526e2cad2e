from __future__ import annotations

from datetime import date

import pytest

from kim.stammdaten.regeln.einspielung import (
    HOECHSTENS_ZEICHEN,
    HOECHSTENS_ZEILEN,
    Pruefergebnis,
    Spalte,
    Unlesbar,
    Zeile,
    absatz,
    gemeindeschluessel,
    nummer,
    pruefen,
    tag,
    text,
    wort_aus,
)

SPALTEN = (
    Spalte("nummer", "Nummer", nummer),
    Spalte("name", "Name", text, pflicht=True),
    Spalte("art", "Art", wort_aus([("stadt", "Stadt"), ("gemeinde", "Gemeinde")])),
    Spalte("ab", "Aktiv ab", tag),
    Spalte("stand", "Stand", text, nur_ausgabe=True),
)


def gepruft(kopf: list[str], *zeilen: list[str]) -> Pruefergebnis:
    return pruefen(SPALTEN, kopf, [Zeile(stelle, tuple(z)) for stelle, z in enumerate(zeilen, start=2)])


def stellen(ergebnis: Pruefergebnis) -> list[tuple[int, str, str]]:
    return [(fehler.zeile, fehler.spalte, fehler.wert) for fehler in ergebnis.fehler]


def test_eine_gute_tabelle_wird_zu_saetzen_mit_nur_den_spalten_der_datei() -> None:
    ergebnis = gepruft(["Name*", "art", "Aktiv ab"], [" Neu  dorf ", "STADT", "24.03.2022"])
    assert ergebnis.fehler == ()
    assert [(satz.zeile, dict(satz.werte)) for satz in ergebnis.saetze] == [
        (2, {"name": "Neu dorf", "art": "stadt", "ab": date(2022, 3, 24)})
    ]


def test_jede_schlechte_zelle_wird_genannt_und_gute_zeilen_bleiben_pruefbar() -> None:
    ergebnis = gepruft(["Name", "Art", "Nummer"], ["", "Weiler", "x"], ["Dorf", "", "7"])
    assert stellen(ergebnis) == [(2, "Name", ""), (2, "Art", "Weiler"), (2, "Nummer", "x")]
    assert "Möglich sind: Stadt, Gemeinde." in ergebnis.fehler[1].meldung
    assert [satz.zeile for satz in ergebnis.saetze] == [3]


def test_eine_zu_kurze_zeile_laesst_die_pflichtspalte_nicht_verschwinden() -> None:
    assert stellen(gepruft(["Art", "Name"], ["Stadt"])) == [(2, "Name", "")]


def test_eine_ausgabespalte_wird_uebergangen() -> None:
    ergebnis = gepruft(["Name", "Stand"], ["Dorf", "aktiv"])
    assert dict(ergebnis.saetze[0].werte) == {"name": "Dorf"}


@pytest.mark.parametrize(
    ("kopf", "erwartet"),
    [
        (["Name", "Farbe"], [(1, "Spalte 2", "Farbe")]),
        (["Name", "name"], [(1, "Name", "")]),
        (["Art"], [(1, "Name", "")]),
        ([""], [(1, "Name", "")]),
    ],
)
def test_fehler_im_kopf_stehen_vor_allem_anderen(
    kopf: list[str], erwartet: list[tuple[int, str, str]]
) -> None:
    assert stellen(gepruft(kopf, ["x"])) == erwartet


def test_was_rechts_von_der_tabelle_steht_wird_genannt_leeres_nicht() -> None:
    assert stellen(gepruft(["Name", ""], ["Dorf", "Notiz"], ["Stadt", " "])) == [(2, "Spalte 2", "Notiz")]


def test_eine_tabelle_ohne_zeilen_ist_ein_fehler() -> None:
    assert "mindestens eine Zeile" in gepruft(["Name"]).fehler[0].meldung


def test_eine_zeile_zu_viel_wird_als_ganzes_abgewiesen() -> None:
    zeilen = [["Dorf"]] * HOECHSTENS_ZEILEN
    assert gepruft(["Name"], *zeilen).fehler == ()
    zu_viel = gepruft(["Name"], *zeilen, ["Dorf"])
    assert stellen(zu_viel) == [(HOECHSTENS_ZEILEN + 2, "", "")]
    assert "Bitte die Datei teilen" in zu_viel.fehler[0].meldung


def test_ein_zu_langer_text_wird_gekuerzt_gezeigt() -> None:
    assert gepruft(["Name"], ["x" * HOECHSTENS_ZEICHEN]).fehler == ()
    fehler = gepruft(["Name"], ["x" * (HOECHSTENS_ZEICHEN + 1)]).fehler[0]
    assert len(fehler.wert) == 60
    assert "Bitte kürzen" in fehler.meldung


@pytest.mark.parametrize(("roh", "wert"), [("", None), (" 12 ", 12), ("12.0", 12)])
def test_nummern(roh: str, wert: int | None) -> None:
    assert nummer(roh) == wert


@pytest.mark.parametrize(
    ("roh", "wert"),
    [("05382004", "05382004"), ("5382004", "05382004"), ("5382004.0", "05382004"), ("538", "538"), ("", "")],
)
def test_eine_verschluckte_null_des_gemeindeschluessels_wird_ergaenzt(roh: str, wert: str) -> None:
    assert gemeindeschluessel(roh) == wert


@pytest.mark.parametrize(
    ("roh", "wert"),
    [
        ("24.03.2022", date(2022, 3, 24)),
        ("2022-03-24", date(2022, 3, 24)),
        ("29.02.2024", date(2024, 2, 29)),
        ("", None),
    ],
)
def test_tage(roh: str, wert: date | None) -> None:
    assert tag(roh) == wert


@pytest.mark.parametrize("roh", ["29.02.2023", "31.04.2022", "gestern", "03/24/2022"])
def test_kein_tag(roh: str) -> None:
    with pytest.raises(Unlesbar, match=r"24\.03\.2022"):
        tag(roh)


def test_absaetze_behalten_ihre_zeilen() -> None:
    assert absatz("  Rathaus \r\nMarkt 1\r53721 \n") == "Rathaus\nMarkt 1\n53721"


def test_zusammengesetzte_umlaute_werden_eins() -> None:
    assert text("Ko\u0308nigswinter") == "Königswinter"
