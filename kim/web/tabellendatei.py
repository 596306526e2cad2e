"""Tables as files: CSV and XLSX, written without formulas and read without trusting anything in them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from xlsxwriter import Workbook

from kim.basis.anzeige import dateigroesse

GRENZE = 2_000_000
GRENZE_ENTPACKT = 60 * 1024 * 1024
HOECHSTENS_TEILE = 200
HOECHSTENS_ZEILEN = 5000
HOECHSTENS_SPALTEN = 100
CSV_TYP = "text/csv; charset=utf-8"
XLSX_TYP = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GEFAEHRLICH = ("=", "+", "-", "@", "\t")
# No entities, and no encoding in which one could hide from this very look.
_VERBOTEN_IM_XML = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)|\x00|<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE
)
# What XML 1.0 cannot hold would make a workbook that no program opens.
_STEUERZEICHEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Dateifehler(ValueError):
    """The file as a whole cannot be read; the text says why and what to do."""


class Zellenproblem(ValueError):
    """One cell cannot be taken over."""

    def __init__(self, zeile: int, spalte: str, wert: str, meldung: str) -> None:
        super().__init__(meldung)
        self.zeile, self.spalte, self.wert, self.meldung = zeile, spalte, wert, meldung


@dataclass(frozen=True, slots=True)
class Tabelleninhalt:
    """`zeilen` with their number in the file, so that a message can point to the row that the person sees."""

    kopf: tuple[str, ...]
    zeilen: tuple[tuple[int, tuple[str, ...]], ...]


# Reading ----------------------------------------------------------------------------------------------------


def lesen(datei: BinaryIO, *, groesse: int, grenze: int = GRENZE) -> Tabelleninhalt:
    """The first sheet, or the whole CSV file. The kind is told by the content, not by the name."""
    if groesse > grenze:
        raise Dateifehler(
            _(
                "Die Datei hat %(groesse)s, möglich sind %(grenze)s. "
                "Bitte die Datei teilen und nacheinander einlesen."
            )
            % {"groesse": _genau(groesse, grenze), "grenze": _genau(grenze, groesse)}
        )
    inhalt = datei.read(grenze + 1)
    if not inhalt.strip():
        raise Dateifehler(_("Die Datei ist leer. Bitte die ausgefüllte Vorlage wählen."))
    zeilen = _xlsx(inhalt) if inhalt.startswith(b"PK") else _csv(inhalt)
    gefuellt = [(nummer, zellen) for nummer, zellen in zeilen if any(zelle.strip() for zelle in zellen)]
    if not gefuellt:
        raise Dateifehler(_("Die Tabelle ist leer. Bitte die ausgefüllte Vorlage wählen."))
    (_erste, kopf), *rest = gefuellt
    return Tabelleninhalt(kopf, tuple(rest))


def _genau(groesse: int, andere: int) -> str:
    """Rounded, unless both would read the same."""
    kurz = dateigroesse(groesse)
    return kurz if kurz != dateigroesse(andere) else f"{groesse:,} Byte".replace(",", ".")


def _csv(inhalt: bytes) -> list[tuple[int, tuple[str, ...]]]:
    if b"\x00" in inhalt:
        raise Dateifehler(_("Das ist keine Tabelle. Bitte eine Datei im Format CSV oder XLSX wählen."))
    try:
        text = inhalt.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel on Windows writes; the five bytes that cp1252 leaves open become visible signs.
        text = inhalt.decode("cp1252", errors="replace")
    erste = next((zeile for zeile in text.splitlines() if zeile.strip()), "")
    trenner = max((";", ",", "\t"), key=erste.count)
    zeilen: list[tuple[int, tuple[str, ...]]] = []
    leser = csv.reader(io.StringIO(text, newline=""), delimiter=trenner, strict=True)
    try:
        for zellen in leser:
            _umfang_pruefen(len(zeilen), len(zellen))
            zeilen.append((len(zeilen) + 1, tuple(_ohne_schutz(zelle) for zelle in zellen)))
    except csv.Error:
        raise Dateifehler(
            _("In Zeile %(zeile)s stimmt die Aufteilung nicht. Bitte die Anführungszeichen dort prüfen.")
            % {"zeile": leser.line_num}
        ) from None
    return zeilen


def _xlsx(inhalt: bytes) -> list[tuple[int, tuple[str, ...]]]:
    _archiv_pruefen(inhalt)
    try:
        # Formulas stay what they are: text that is refused below. Nothing is computed here.
        mappe = load_workbook(io.BytesIO(inhalt), read_only=True, data_only=False, keep_links=False)
        blatt = mappe.worksheets[0]
        # The stated size of a sheet is a mere claim; without it openpyxl reads what is there.
        blatt.reset_dimensions()
        zeilen: list[tuple[int, tuple[str, ...]]] = []
        for nummer, reihe in enumerate(blatt.iter_rows(), start=1):
            _umfang_pruefen(nummer - 1, len(reihe))
            zellen = []
            for stelle, zelle in enumerate(reihe, start=1):
                if zelle.data_type == "f":
                    meldung = _("Hier steht eine Formel. Bitte stattdessen den Wert einfügen.")
                    raise Zellenproblem(nummer, get_column_letter(stelle), str(zelle.value)[:60], meldung)
                if zelle.data_type == "e":
                    meldung = _(
                        "Hier steht ein Rechenfehler. Bitte den Wert eintragen oder die Zelle leeren."
                    )
                    raise Zellenproblem(nummer, get_column_letter(stelle), str(zelle.value)[:60], meldung)
                zellen.append(_als_text(zelle.value))
            zeilen.append((nummer, tuple(zellen)))
    except (Dateifehler, Zellenproblem):
        raise
    except Exception as fehler:
        # openpyxl raises whatever its parsers raise; for the person it is one and the same thing.
        raise Dateifehler(_unlesbar()) from fehler
    return zeilen


def _archiv_pruefen(inhalt: bytes) -> None:
    """Before anything is unpacked: how much would it be? And no entities, which blow up or read files."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
            teile = archiv.infolist()
            if len(teile) > HOECHSTENS_TEILE or sum(teil.file_size for teil in teile) > GRENZE_ENTPACKT:
                raise Dateifehler(
                    _("Die Datei ist entpackt zu groß. Bitte die Daten in eine neue Mappe kopieren.")
                )
            if not any(teil.filename == "xl/workbook.xml" for teil in teile):
                raise Dateifehler(_unlesbar())
            for teil in teile:
                if teil.filename.endswith((".xml", ".rels")):
                    with archiv.open(teil) as strom:
                        # Never more than was counted above, whatever the header claims.
                        if _VERBOTEN_IM_XML.search(strom.read(teil.file_size)):
                            raise Dateifehler(_unlesbar())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as fehler:
        raise Dateifehler(_unlesbar()) from fehler


def _unlesbar() -> str:
    return _("Die Datei ist keine lesbare XLSX-Mappe. Bitte neu speichern oder das Format CSV nehmen.")


def _umfang_pruefen(zeilen: int, spalten: int) -> None:
    if zeilen >= HOECHSTENS_ZEILEN or spalten > HOECHSTENS_SPALTEN:
        raise Dateifehler(
            _("Die Tabelle ist zu groß. Bitte leere Zeilen und Spalten löschen oder die Datei teilen.")
        )


def _als_text(wert: Any) -> str:
    if wert is None:
        return ""
    if isinstance(wert, datetime):
        return f"{wert:%d.%m.%Y}" if wert.time() == time.min else f"{wert:%d.%m.%Y %H:%M}"
    if isinstance(wert, date):
        return f"{wert:%d.%m.%Y}"
    if isinstance(wert, bool):
        return _("ja") if wert else _("nein")
    if isinstance(wert, float) and wert.is_integer():
        return str(int(wert))
    return _ohne_schutz(str(wert))


def _ohne_schutz(zelle: str) -> str:
    """Takes back the apostrophe that `entschaerft` put in front."""
    return zelle[1:] if zelle.startswith("'") and zelle[1:].startswith(_GEFAEHRLICH) else zelle


# Writing ----------------------------------------------------------------------------------------------------


def entschaerft(wert: Any) -> Any:
    """A text that a spreadsheet program would take for a formula gets an apostrophe in front."""
    if not isinstance(wert, str):
        return wert
    # A lone carriage return starts a new cell for some programs, and XLSX cannot hold it.
    wert = _STEUERZEICHEN.sub("", wert.replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{wert}" if wert.startswith(_GEFAEHRLICH) else wert


def als_csv(kopf: Sequence[str], zeilen: Iterable[Sequence[Any]]) -> bytes:
    """Semicolons and a byte order mark: so a German Excel opens it with a double click."""
    ziel = io.StringIO(newline="")
    schreiber = csv.writer(ziel, delimiter=";", lineterminator="\r\n")
    schreiber.writerow(kopf)
    for zeile in zeilen:
        schreiber.writerow([_csv_wert(wert) for wert in zeile])
    return ziel.getvalue().encode("utf-8-sig")


def _csv_wert(wert: Any) -> Any:
    if isinstance(wert, date):
        return f"{wert:%d.%m.%Y}"
    return "" if wert is None else entschaerft(wert)


def als_xlsx(
    kopf: Sequence[str],
    zeilen: Iterable[Sequence[Any]],
    *,
    blatt: str,
    auswahl: dict[int, Sequence[str]] | None = None,
    hinweise: Sequence[Sequence[str]] = (),
) -> bytes:
    """`auswahl`: allowed words of a column by its position; `hinweise`: rows of a second sheet."""
    ziel = io.BytesIO()
    mappe = Workbook(
        ziel,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    fett = mappe.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    umbruch = mappe.add_format({"text_wrap": True, "valign": "top"})
    tag = mappe.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"})
    # As text, so that leading zeros and plus signs survive typing.
    als_text = mappe.add_format({"num_format": "@"})
    seite = mappe.add_worksheet(blatt[:31])
    seite.freeze_panes(1, 0)
    for stelle, titel in enumerate(kopf):
        seite.set_column(stelle, stelle, max(14, min(40, len(titel) + 4)), als_text)
        seite.write_string(0, stelle, titel, fett)
    letzte = 0
    for letzte, zeile in enumerate(zeilen, start=1):
        for stelle, wert in enumerate(zeile):
            if isinstance(wert, date):
                seite.write_datetime(letzte, stelle, datetime.combine(wert, time.min), tag)
            elif isinstance(wert, int):
                seite.write_number(letzte, stelle, wert)
            elif wert:
                seite.write_string(letzte, stelle, entschaerft(wert), umbruch)
    if letzte and kopf:
        seite.autofilter(0, 0, letzte, len(kopf) - 1)
    for stelle, worte in (auswahl or {}).items():
        quelle = list(worte)
        # Excel allows 255 characters for such a list; longer ones are named in the notes instead.
        if len(",".join(quelle)) <= 255:
            seite.data_validation(1, stelle, 1000, stelle, {"validate": "list", "source": quelle})
    if hinweise:
        zweite = mappe.add_worksheet(_("Hinweise"))
        zweite.set_column(0, 0, 24)
        zweite.set_column(1, 1, 90)
        for nummer, eintrag in enumerate(hinweise):
            for stelle, wert in enumerate(eintrag):
                zweite.write_string(nummer, stelle, entschaerft(wert), umbruch if nummer else fett)
    mappe.close()
    return ziel.getvalue()
