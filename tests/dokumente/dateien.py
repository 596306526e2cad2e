"""Small files of every kind, made here: true ones, and ones that only pretend."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
_OOXML = "application/vnd.openxmlformats-officedocument."
DOCX_TYP = f"{_OOXML}wordprocessingml.document.main+xml"


def benennen(wert: object) -> str:
    """For the names of parametrised tests: contents differ from run to run, and rights have no order."""
    if isinstance(wert, bytes):
        return f"{len(wert) > 0:d}"
    if isinstance(wert, (set, frozenset)):
        return "+".join(sorted(wert)) or "nichts"
    return str(wert)


def archiv(*teile: tuple[str, str]) -> bytes:
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as datei:
        for name, inhalt in teile:
            datei.writestr(name, inhalt)
    return puffer.getvalue()


def docx(typ: str = DOCX_TYP, *weitere: tuple[str, str]) -> bytes:
    inhaltstypen = f'<Types><Override PartName="/word/document.xml" ContentType="{typ}"/></Types>'
    return archiv(("[Content_Types].xml", inhaltstypen), ("word/document.xml", "<w/>"), *weitere)


def xlsx() -> bytes:
    mappe, puffer = Workbook(), io.BytesIO()
    mappe.active.append(["Name", "Zahl"])
    mappe.save(puffer)
    return puffer.getvalue()


def opendocument(art: str = "text", *weitere: tuple[str, str]) -> bytes:
    return archiv(
        ("mimetype", f"application/vnd.oasis.opendocument.{art}"), ("content.xml", "<o/>"), *weitere
    )


def bild(format_: str, modus: str = "RGB", groesse: tuple[int, int] = (40, 20), **angaben: object) -> bytes:
    puffer = io.BytesIO()
    Image.new(modus, groesse).save(puffer, format_, **angaben)
    return puffer.getvalue()


def foto_mit_standort() -> bytes:
    """A picture lying on its side, as a phone takes it, with place, device and author."""
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn by 90 degrees
    exif[0x010F] = "Musterphone"
    exif[0x013B] = "Petra Probe"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (50.0, 47.0, 30.0)
    return bild("JPEG", exif=exif.tobytes(), comment=b"Kommentar von Petra Probe", dpi=(300, 300))
