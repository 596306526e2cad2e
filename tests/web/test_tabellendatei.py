"""Tables as files. Whatever comes in is hostile until it is read; whatever goes out computes nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from kim.web.tabellendatei import (
    GRENZE,
    HOECHSTENS_SPALTEN,
    HOECHSTENS_TEILE,
    HOECHSTENS_ZEILEN,
    Dateifehler,
    Tabelleninhalt,
    Zellenproblem,
    als_csv,
    als_xlsx,
    entschaerft,
    lesen,
)


def gelesen(inhalt: bytes) -> Tabelleninhalt:
    return lesen(io.BytesIO(inhalt), groesse=len(inhalt))


def mappe(*zeilen: list[object]) -> bytes:
    buch = Workbook()
    for zeile in zeilen:
        buch.active.append(zeile)
    ziel = io.BytesIO()
    buch.save(ziel)
    return ziel.getvalue()


def archiv(teile: dict[str, bytes], kompression: int = zipfile.ZIP_DEFLATED) -> bytes:
    ziel = io.BytesIO()
    with zipfile.ZipFile(ziel, "w", kompression) as datei:
        for name, inhalt in teile.items():
            datei.writestr(name, inhalt)
    return ziel.getvalue()


def mit_teil(name: str, inhalt: bytes) -> bytes:
    """A good workbook with one part exchanged."""
    with zipfile.ZipFile(io.BytesIO(mappe(["Name"], ["Dorf"]))) as alt:
        return archiv({**{teil: alt.read(teil) for teil in alt.namelist()}, name: inhalt})


# CSV --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trenner", [";", ",", "\t"])
@pytest.mark.parametrize("kodierung", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_in_den_ueblichen_formen(trenner: str, kodierung: str) -> None:
    inhalt = gelesen(f"Name{trenner}Ort\r\nMüller{trenner}Köln\r\n".encode(kodierung))
    assert inhalt == Tabelleninhalt(("Name", "Ort"), ((2, ("Müller", "Köln")),))


def test_leere_zeilen_zaehlen_fuer_die_nummer_aber_nicht_als_zeile() -> None:
    assert gelesen(b"Name;Ort\n;\nA;B\n").zeilen == ((3, ("A", "B")),)


def test_ein_umbruch_in_anfuehrungszeichen_bleibt_in_der_zelle() -> None:
    assert gelesen(b'Name;Ort\n"A";"Markt 1\n53721"\n').zeilen == ((2, ("A", "Markt 1\n53721")),)


def test_kaputte_anfuehrungszeichen_werden_mit_der_zeile_genannt() -> None:
    with pytest.raises(Dateifehler, match="In Zeile 2"):
        gelesen(b'Name;Ort\nA;"B"C\n')


@pytest.mark.parametrize(
    ("inhalt", "meldung"), [(b"", "leer"), (b" \n ", "leer"), (b";;\n;;\n", "Tabelle ist leer")]
)
def test_eine_leere_datei(inhalt: bytes, meldung: str) -> None:
    with pytest.raises(Dateifehler, match=meldung):
        gelesen(inhalt)


def test_eine_datei_die_keine_tabelle_ist() -> None:
    with pytest.raises(Dateifehler, match="keine Tabelle"):
        gelesen(b"\x89PNG\r\n\x1a\n\x00\x00")


def test_ein_byte_zu_gross_ist_zu_gross_und_beide_zahlen_sind_zu_lesen() -> None:
    voll = b"Name\n" + b"x" * 99_994 + (b"\n" + b"x" * 99_999) * 19 + b"\n"
    assert len(voll) == GRENZE
    assert gelesen(voll).kopf == ("Name",)
    with pytest.raises(Dateifehler, match=r"2\.000\.001 Byte, möglich sind 2\.000\.000 Byte"):
        gelesen(voll + b"x")
    with pytest.raises(Dateifehler, match="4,0 MB, möglich sind 2,0 MB"):
        lesen(io.BytesIO(b""), groesse=2 * GRENZE)


def test_zu_viele_zeilen_und_spalten() -> None:
    assert len(gelesen(b"N\n" + b"x\n" * (HOECHSTENS_ZEILEN - 1)).zeilen) == HOECHSTENS_ZEILEN - 1
    with pytest.raises(Dateifehler, match="zu groß"):
        gelesen(b"N\n" + b"x\n" * HOECHSTENS_ZEILEN)
    with pytest.raises(Dateifehler, match="zu groß"):
        gelesen(b";" * HOECHSTENS_SPALTEN + b"x\n")


# XLSX -------------------------------------------------------------------------------------------------------


def test_xlsx_wird_gelesen_zahlen_und_tage_wie_man_sie_schreibt() -> None:
    inhalt = gelesen(
        mappe(
            ["Text", "Zahl", "Kommazahl", "Tag", "Zeit", "Wahr", "Falsch", "Leer", "Tag ohne Uhr"],
            [
                "A",
                5,
                2.5,
                datetime(2022, 3, 24),
                datetime(2022, 3, 24, 14, 30),
                True,
                False,
                None,
                date(2022, 3, 1),
            ],
        )
    )
    assert inhalt.zeilen == (
        (2, ("A", "5", "2.5", "24.03.2022", "24.03.2022 14:30", "ja", "nein", "", "01.03.2022")),
    )


def test_ganze_kommazahlen_verlieren_ihr_komma() -> None:
    assert gelesen(mappe(["Nummer"], [12.0])).zeilen == ((2, ("12",)),)


def test_eine_formel_wird_nicht_gerechnet_sondern_mit_ihrer_zelle_genannt() -> None:
    with pytest.raises(Zellenproblem) as grund:
        gelesen(mappe(["Name", "Summe"], ["A", "=1+1"]))
    assert (grund.value.zeile, grund.value.spalte, grund.value.wert) == (2, "B", "=1+1")


def test_ein_rechenfehler_wird_mit_seiner_zelle_genannt() -> None:
    with pytest.raises(Zellenproblem, match="Rechenfehler") as grund:
        gelesen(mappe(["Name"], ["#DIV/0!"]))
    assert (grund.value.zeile, grund.value.spalte) == (2, "A")


@pytest.mark.parametrize(
    "inhalt",
    [
        b"PK\x03\x04kaputt",
        archiv({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        archiv({"xl/workbook.xml": b"<keine>mappe"}),
        mit_teil("xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        mit_teil("xl/workbook.xml", '<?xml version="1.0" encoding="utf-16"?><x/>'.encode("utf-16")),
        mit_teil("xl/workbook.xml", b'<?xml version="1.0" encoding="utf-7"?><x/>'),
    ],
    ids=["kein Archiv", "ods", "keine Mappe", "Entität", "utf-16", "utf-7"],
)
def test_eine_unlesbare_oder_boesartige_mappe(inhalt: bytes) -> None:
    with pytest.raises(Dateifehler, match="keine lesbare XLSX-Mappe"):
        gelesen(inhalt)


def test_eine_zip_bombe_wird_nicht_ausgepackt() -> None:
    bombe = mit_teil("xl/media/gross.bin", b"\x00" * 70_000_000)
    assert len(bombe) < GRENZE
    with pytest.raises(Dateifehler, match="entpackt zu groß"):
        gelesen(bombe)


def test_zu_viele_teile_im_archiv() -> None:
    with pytest.raises(Dateifehler, match="entpackt zu groß"):
        gelesen(archiv({f"xl/{n}.bin": b"" for n in range(HOECHSTENS_TEILE + 1)}))


def test_eine_verschluesselte_mappe_ist_unlesbar() -> None:
    # Office writes encrypted workbooks as an OLE container, which is neither a zip nor text.
    with pytest.raises(Dateifehler, match="keine Tabelle"):
        gelesen(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100)


# Writing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("anfang", ["=", "+", "-", "@", "\t"])
def test_was_eine_formel_sein_koennte_wird_entschaerft_und_kommt_unveraendert_zurueck(anfang: str) -> None:
    boese = f"{anfang}HYPERLINK(1)"
    assert entschaerft(boese) == f"'{boese}"
    for datei in (als_csv(["A", "B"], [[boese, "x"]]), als_xlsx(["A", "B"], [[boese, "x"]], blatt="T")):
        assert gelesen(datei).zeilen[0][1][0] == boese


def test_ein_wagenruecklauf_beginnt_keine_neue_zelle() -> None:
    assert entschaerft("\r=1+1") == "\n=1+1"
    assert entschaerft("eins\r\nzwei") == "eins\nzwei"


def test_steuerzeichen_machen_keine_mappe_kaputt() -> None:
    assert gelesen(als_xlsx(["A"], [["eins\x00\x0bzwei"]], blatt="T")).zeilen == ((2, ("einszwei",)),)


def test_csv_oeffnet_ein_deutsches_excel_mit_doppelklick() -> None:
    datei = als_csv(["Name", "Tag", "Leer", "Zahl"], [["Köln; Bonn", date(2022, 3, 24), None, 5]])
    assert datei == '\ufeffName;Tag;Leer;Zahl\r\n"Köln; Bonn";24.03.2022;;5\r\n'.encode()


def test_xlsx_hat_tage_zahlen_auswahl_und_hinweise() -> None:
    datei = als_xlsx(
        ["Art", "Tag", "Zahl", "Lang"],
        [["Stadt", date(2022, 3, 24), 5, None]],
        blatt="Ein Name mit mehr als einunddreißig Zeichen",
        auswahl={0: ["Stadt", "Gemeinde"], 3: ["x" * 200, "y" * 200]},
        hinweise=[("Spalte", "Was"), ("Art", "=Auswahl")],
    )
    buch = load_workbook(io.BytesIO(datei))
    erstes, zweites = buch.worksheets
    assert (erstes["A2"].value, erstes["B2"].value, erstes["C2"].value) == ("Stadt", datetime(2022, 3, 24), 5)
    assert [str(regel.sqref) for regel in erstes.data_validations.dataValidation] == ["A2:A1001"]
    assert zweites.title == "Hinweise"
    assert zweites["B2"].value == "'=Auswahl"


def test_eine_mappe_ohne_zeilen_ist_eine_gute_vorlage() -> None:
    assert load_workbook(io.BytesIO(als_xlsx(["Name"], [], blatt="T"))).active["A1"].value == "Name"
