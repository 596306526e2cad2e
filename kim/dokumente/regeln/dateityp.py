"""Welche Dateien angenommen werden. Der Inhalt entscheidet, nicht der Name, nicht der Browser."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum


class Dateityp(StrEnum):
    """Der Wert ist der MIME-Typ, unter dem die Datei abgelegt und ausgeliefert wird."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    CSV = "text/csv"
    TXT = "text/plain"


ENDUNGEN: dict[Dateityp, tuple[str, ...]] = {
    Dateityp.PDF: ("pdf",),
    Dateityp.PNG: ("png",),
    Dateityp.JPEG: ("jpg", "jpeg"),
    Dateityp.DOCX: ("docx",),
    Dateityp.XLSX: ("xlsx",),
    Dateityp.ODT: ("odt",),
    Dateityp.ODS: ("ods",),
    Dateityp.CSV: ("csv",),
    Dateityp.TXT: ("txt",),
}
TITEL: dict[Dateityp, str] = {
    Dateityp.PDF: "PDF",
    Dateityp.PNG: "Bild (PNG)",
    Dateityp.JPEG: "Bild (JPEG)",
    Dateityp.DOCX: "Word-Dokument",
    Dateityp.XLSX: "Excel-Tabelle",
    Dateityp.ODT: "OpenDocument-Text",
    Dateityp.ODS: "OpenDocument-Tabelle",
    Dateityp.CSV: "CSV-Tabelle",
    Dateityp.TXT: "Textdatei",
}
BILDER = frozenset({Dateityp.PNG, Dateityp.JPEG})
ALLE = frozenset(Dateityp)

HOECHSTZAHL_TEILE = 5_000
HOECHSTGROESSE_ENTPACKT = 300 * 1024 * 1024
_OOXML = {
    f"{Dateityp.DOCX}.main+xml": Dateityp.DOCX,
    f"{Dateityp.XLSX}.main+xml": Dateityp.XLSX,
}
_OPENDOCUMENT = {Dateityp.ODT.value: Dateityp.ODT, Dateityp.ODS.value: Dateityp.ODS}
# Steuerzeichen, die in einer Textdatei nichts zu suchen haben; Tabulator, Zeilen- und Seitenende dürfen.
_STEUERZEICHEN = frozenset(range(32)) - {9, 10, 12, 13}


class Abweisung(Exception):
    """Die Datei wird nicht angenommen; `code` ist beständig."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def endung(name: str) -> str:
    stamm, punkt, ende = name.rpartition(".")
    return ende.lower() if punkt and stamm else ""


def dateityp(name: str, inhalt: bytes) -> Dateityp:
    """Bestimmt den Typ aus dem Inhalt und verlangt, dass die Endung dazu passt.

    Gründe der Abweisung: `leer`, `unbekannt`, `endung`, `beschaedigt`, `makros`, `zu_gross_entpackt`.
    """
    if not inhalt:
        raise Abweisung("leer")
    typ = _aus_inhalt(inhalt)
    if typ is Dateityp.TXT and endung(name) in ENDUNGEN[Dateityp.CSV]:
        typ = Dateityp.CSV
    if endung(name) not in ENDUNGEN[typ]:
        raise Abweisung("endung")
    return typ


def _aus_inhalt(inhalt: bytes) -> Dateityp:
    if inhalt.startswith(b"%PDF-"):
        # Ein abgebrochener Download hat kein Ende; er ließe sich später nicht öffnen.
        if b"%%EOF" not in inhalt[-2048:]:
            raise Abweisung("beschaedigt")
        return Dateityp.PDF
    if inhalt.startswith(b"\x89PNG\r\n\x1a\n"):
        return Dateityp.PNG
    if inhalt.startswith(b"\xff\xd8\xff"):
        return Dateityp.JPEG
    if inhalt.startswith(b"PK\x03\x04"):
        return _aus_zip(inhalt)
    if _ist_text(inhalt):
        return Dateityp.TXT
    raise Abweisung("unbekannt")


def _aus_zip(inhalt: bytes) -> Dateityp:
    try:
        with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
            teile = archiv.infolist()
            if len(teile) > HOECHSTZAHL_TEILE or sum(t.file_size for t in teile) > HOECHSTGROESSE_ENTPACKT:
                raise Abweisung("zu_gross_entpackt")
            namen = {teil.filename for teil in teile}
            if "mimetype" in namen:
                typ = _OPENDOCUMENT.get(_teil_lesen(archiv, "mimetype"))
            else:
                typ = (
                    _ooxml(_teil_lesen(archiv, "[Content_Types].xml"))
                    if "[Content_Types].xml" in namen
                    else None
                )
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        RuntimeError,
        NotImplementedError,
        OSError,
        ValueError,
    ) as fehler:
        raise Abweisung("beschaedigt") from fehler
    if any(_ist_makro(name) for name in namen):
        raise Abweisung("makros")
    if typ is None:
        raise Abweisung("unbekannt")
    return typ


def _teil_lesen(archiv: zipfile.ZipFile, name: str) -> str:
    with archiv.open(name) as teil:
        return teil.read(1024 * 1024).decode("utf-8", "replace").strip()


def _ooxml(inhaltstypen: str) -> Dateityp | None:
    if "macroEnabled" in inhaltstypen:
        raise Abweisung("makros")
    return next((typ for marke, typ in _OOXML.items() if f'"{marke}"' in inhaltstypen), None)


def _ist_makro(name: str) -> bool:
    return name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/"))


def _ist_text(inhalt: bytes) -> bool:
    if not _STEUERZEICHEN.isdisjoint(inhalt):
        return False
    try:
        inhalt.decode("utf-8")
    except UnicodeDecodeError:
        # So speichert Excel unter Windows eine CSV-Datei.
        try:
            inhalt.decode("cp1252")
        except UnicodeDecodeError:
            return False
    return True
