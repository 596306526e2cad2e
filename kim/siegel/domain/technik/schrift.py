"""Embeds the house's typeface into a PDF being signed: just the letters of one stamp, by PDF/A's rules.

The viewer reads widths in thousandths of an em. Ours has 1000 units per em, so nothing has to be converted
and the widths in the file are exactly those of the font; PDF/A compares them.
"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from kim.siegel.domain.fehler import SiegelFehler

EINHEITEN = 1000
SCHNITTE = {"normal": "KimSans-Regular.ttf", "halbfett": "KimSans-SemiBold.ttf"}


class Schrift:
    def __init__(self, daten: bytes, name: str) -> None:
        self.name = name
        datei = TTFont(io.BytesIO(daten))
        if datei["head"].unitsPerEm != EINHEITEN:
            raise SiegelFehler(_("Die Schrift der Stempel passt nicht zu PDF/A."), code="schrift")
        self._zeichen: dict[int, str] = datei.getBestCmap()
        self._masse = datei["hmtx"]
        # Pairs of letters and ligatures are not used in a stamp; to read them would take most of the time.
        for tabelle in {"GPOS", "GSUB", "GDEF"} & set(datei.keys()):
            del datei[tabelle]
        ausgabe = io.BytesIO()
        datei.save(ausgabe)
        self._daten = ausgabe.getvalue()

    def breite(self, text: str, groesse: float) -> float:
        """Of text that the font can show."""
        return sum(self._masse[self._zeichen[ord(z)]][0] for z in text) * groesse / EINHEITEN

    def fehlende(self, text: str) -> set[str]:
        return {zeichen for zeichen in text if ord(zeichen) not in self._zeichen}

    def auszug(self, text: str) -> Auszug:
        return Auszug(self._daten, self.name, text)


class Auszug:
    """The font with only the letters of one text."""

    def __init__(self, daten: bytes, name: str, text: str) -> None:
        auswahl = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[])
        self._datei = TTFont(io.BytesIO(daten))
        verkleinerer = Subsetter(auswahl)
        verkleinerer.populate(text=text)
        verkleinerer.subset(self._datei)
        kennung = hashlib.sha256("".join(sorted(set(text))).encode()).digest()[:6]
        self.name = "".join(chr(ord("A") + wert % 26) for wert in kennung) + "+" + name
        namen = self._datei.getBestCmap()
        self._nummern = {zeichen: self._datei.getGlyphID(glyphe) for zeichen, glyphe in namen.items()}

    def kodiert(self, text: str) -> bytes:
        """As a hexadecimal string of a content stream: two bytes per glyph."""
        return b"<" + b"".join(b"%04X" % self._nummern[ord(zeichen)] for zeichen in text) + b">"

    def einbetten(self, schreiber: BasePdfFileWriter) -> generic.IndirectObject:
        ausgabe = io.BytesIO()
        self._datei.save(ausgabe)
        inhalt = ausgabe.getvalue()
        datei = generic.StreamObject({pdf_name("/Length1"): _zahl(len(inhalt))}, stream_data=inhalt)
        datei.compress()
        kopf, hhea, os2 = self._datei["head"], self._datei["hhea"], self._datei["OS/2"]
        beschreibung = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/FontDescriptor"),
                pdf_name("/FontName"): pdf_name("/" + self.name),
                # Symbolic: its codes are numbers of glyphs, no alphabet that a viewer knows.
                pdf_name("/Flags"): _zahl(4),
                pdf_name("/FontBBox"): generic.ArrayObject(
                    [_zahl(w) for w in (kopf.xMin, kopf.yMin, kopf.xMax, kopf.yMax)]
                ),
                pdf_name("/ItalicAngle"): _zahl(0),
                pdf_name("/Ascent"): _zahl(hhea.ascent),
                pdf_name("/Descent"): _zahl(hhea.descent),
                pdf_name("/CapHeight"): _zahl(os2.sCapHeight),
                pdf_name("/StemV"): _zahl(80),
                pdf_name("/FontFile2"): schreiber.add_object(datei),
            }
        )
        nachfahre = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Font"),
                pdf_name("/Subtype"): pdf_name("/CIDFontType2"),
                pdf_name("/BaseFont"): pdf_name("/" + self.name),
                pdf_name("/CIDSystemInfo"): generic.DictionaryObject(
                    {
                        pdf_name("/Registry"): generic.ByteStringObject(b"Adobe"),
                        pdf_name("/Ordering"): generic.ByteStringObject(b"Identity"),
                        pdf_name("/Supplement"): _zahl(0),
                    }
                ),
                pdf_name("/CIDToGIDMap"): pdf_name("/Identity"),
                pdf_name("/FontDescriptor"): schreiber.add_object(beschreibung),
                pdf_name("/DW"): _zahl(EINHEITEN),
                pdf_name("/W"): generic.ArrayObject([_zahl(0), self._breiten()]),
            }
        )
        zuordnung = generic.StreamObject(stream_data=self._zuordnung())
        zuordnung.compress()
        return schreiber.add_object(
            generic.DictionaryObject(
                {
                    pdf_name("/Type"): pdf_name("/Font"),
                    pdf_name("/Subtype"): pdf_name("/Type0"),
                    pdf_name("/BaseFont"): pdf_name("/" + self.name),
                    pdf_name("/Encoding"): pdf_name("/Identity-H"),
                    pdf_name("/DescendantFonts"): generic.ArrayObject([schreiber.add_object(nachfahre)]),
                    pdf_name("/ToUnicode"): schreiber.add_object(zuordnung),
                }
            )
        )

    def _breiten(self) -> generic.ArrayObject:
        masse = self._datei["hmtx"]
        return generic.ArrayObject([_zahl(masse[glyphe][0]) for glyphe in self._datei.getGlyphOrder()])

    def _zuordnung(self) -> bytes:
        """Glyph to letter, so that the stamp can be searched and read aloud."""
        paare = [
            f"<{nummer:04X}> <{chr(zeichen).encode('utf-16-be').hex().upper()}>"
            for zeichen, nummer in sorted(self._nummern.items(), key=lambda paar: paar[1])
        ]
        # At most a hundred in one block, says the format.
        bloecke = [paare[i : i + 100] for i in range(0, len(paare), 100)]
        zeilen = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in bloecke),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
        return "\n".join(zeilen).encode("ascii")


def _zahl(wert: int) -> generic.NumberObject:
    return generic.NumberObject(wert)


@lru_cache(maxsize=2)
def schrift(schnitt: str) -> Schrift:
    datei = SCHNITTE[schnitt]
    try:
        daten = (Path(settings.WURZEL) / "build" / "schriften" / datei).read_bytes()
    except FileNotFoundError as fehler:
        raise SiegelFehler(
            _("Die Schriften für PDF-Dateien fehlen. Bitte scripts/oberflaeche_bauen.py ausführen."),
            code="schrift",
        ) from fehler
    return Schrift(daten, datei.removesuffix(".ttf"))
