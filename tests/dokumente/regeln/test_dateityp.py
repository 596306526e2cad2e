"""The content decides what a file is; the ending has to agree."""

from __future__ import annotations

import io
import zipfile

import pytest

from kim.dokumente.regeln import dateityp as regel
from kim.dokumente.regeln.dateityp import Abweisung, Dateityp, dateityp, endung
from tests.dokumente import dateien


@pytest.mark.parametrize(
    ("name", "inhalt", "typ"),
    [
        ("a.pdf", dateien.PDF, Dateityp.PDF),
        ("A.PDF", dateien.PDF, Dateityp.PDF),
        ("a.png", dateien.bild("PNG"), Dateityp.PNG),
        ("a.jpg", dateien.bild("JPEG"), Dateityp.JPEG),
        ("a.jpeg", dateien.bild("JPEG"), Dateityp.JPEG),
        ("a.docx", dateien.docx(), Dateityp.DOCX),
        ("a.xlsx", dateien.xlsx(), Dateityp.XLSX),
        ("a.odt", dateien.opendocument(), Dateityp.ODT),
        ("a.ods", dateien.opendocument("spreadsheet"), Dateityp.ODS),
        ("a.csv", "Name;Straße\r\n".encode(), Dateityp.CSV),
        ("a.csv", "Name;Straße\r\n".encode("cp1252"), Dateityp.CSV),
        ("a.txt", "\ufeffGrüße\n".encode(), Dateityp.TXT),
    ],
    ids=dateien.benennen,
)
def test_diese_dateien_werden_erkannt(name: str, inhalt: bytes, typ: Dateityp) -> None:
    assert dateityp(name, inhalt) is typ


@pytest.mark.parametrize(
    ("name", "inhalt", "grund"),
    [
        ("a.pdf", b"", "leer"),
        ("a.exe", b"MZ\x90\x00\x03", "unbekannt"),
        ("a.pdf", b"MZ\x90\x00\x03", "unbekannt"),
        ("a.gif", b"GIF89a\x01\x00\x01\x00", "unbekannt"),
        ("a.txt", "Grüße".encode("utf-16"), "unbekannt"),
        ("a.txt", b"\x81\x8d", "unbekannt"),
        ("a.zip", dateien.archiv(("a.txt", "x")), "unbekannt"),
        ("a.odp", dateien.opendocument("presentation"), "unbekannt"),
        ("a.pptx", dateien.docx("application/vnd.pptx.main+xml"), "unbekannt"),
        ("a.jpg", dateien.PDF, "endung"),
        ("a.pdf.exe", dateien.PDF, "endung"),
        ("a", dateien.PDF, "endung"),
        ("a.html", b"<script>alert(1)</script>", "endung"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "endung"),
        ("a.csv", dateien.xlsx(), "endung"),
        ("a.pdf", dateien.PDF[:20], "beschaedigt"),
        ("a.docx", dateien.docx()[:60], "beschaedigt"),
        ("a.docm", dateien.docx("application/vnd.ms-word.document.macroEnabled.main+xml"), "makros"),
        ("a.docx", dateien.docx(dateien.DOCX_TYP, ("word/vbaProject.bin", "x")), "makros"),
        ("a.odt", dateien.opendocument("text", ("Basic/Standard/Module1.xml", "x")), "makros"),
    ],
    ids=dateien.benennen,
)
def test_diese_dateien_werden_abgewiesen(name: str, inhalt: bytes, grund: str) -> None:
    with pytest.raises(Abweisung) as abweisung:
        dateityp(name, inhalt)
    assert abweisung.value.code == grund


def test_eine_zip_bombe_wird_nicht_entpackt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regel, "HOECHSTGROESSE_ENTPACKT", 1000)
    with pytest.raises(Abweisung, match="zu_gross_entpackt"):
        dateityp("a.docx", dateien.docx(dateien.DOCX_TYP, ("word/bild", "x" * 1000)))


def test_zu_viele_teile_werden_abgewiesen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regel, "HOECHSTZAHL_TEILE", 2)
    with pytest.raises(Abweisung, match="zu_gross_entpackt"):
        dateityp("a.docx", dateien.docx(dateien.DOCX_TYP, ("word/noch-eins", "x")))


def test_ein_beschaedigter_teil_wird_abgewiesen() -> None:
    inhalt = bytearray(dateien.opendocument())
    stelle = zipfile.ZipFile(io.BytesIO(bytes(inhalt))).infolist()[0].header_offset
    # the compressed bytes of the first part
    inhalt[stelle + 40] ^= 0xFF
    with pytest.raises(Abweisung, match="beschaedigt"):
        dateityp("a.odt", bytes(inhalt))


@pytest.mark.parametrize(
    ("name", "erwartet"), [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), (".pdf", ""), ("a.", "")]
)
def test_die_endung_steht_hinter_dem_letzten_punkt(name: str, erwartet: str) -> None:
    assert endung(name) == erwartet
