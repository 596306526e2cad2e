"""Bilder neu schreiben: Ort, Gerät, Zeit und Urheber der Aufnahme bleiben dabei zurück."""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

from kim.basis.fehler import Fachfehler
from kim.dokumente.regeln.dateityp import Dateityp

HOECHSTZAHL_BILDPUNKTE = 50_000_000
_nur_ganze = threading.Lock()
_FORMATE = {Dateityp.PNG: "PNG", Dateityp.JPEG: "JPEG"}


def ohne_metadaten(inhalt: bytes, typ: Dateityp) -> bytes:
    format_ = _FORMATE[typ]
    try:
        with _nur_ganze_bilder(), warnings.catch_warnings():
            # Pillow's own limit only warns below twice its size; ours is checked before anything is unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(inhalt), formats=[format_]) as bild:
                if bild.width * bild.height > HOECHSTZAHL_BILDPUNKTE:
                    raise _zu_viele_bildpunkte()
                return _neu_geschrieben(bild, format_)
    except Image.DecompressionBombError as fehler:
        raise _zu_viele_bildpunkte() from fehler
    except (OSError, ValueError, SyntaxError) as fehler:
        raise Fachfehler(
            _("Das Bild ist beschädigt und lässt sich nicht öffnen. Bitte wählen Sie eine andere Datei."),
            code="beschaedigt",
            feld="datei",
        ) from fehler


@contextmanager
def _nur_ganze_bilder() -> Iterator[None]:
    """Die PDF-Bibliothek stellt für den ganzen Prozess ein, dass halbe Bilder grau aufgefüllt werden."""
    with _nur_ganze:
        vorher = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = vorher


def _neu_geschrieben(bild: Image.Image, format_: str) -> bytes:
    # Die Lage des Bildes steht in den Metadaten; ohne sie läge ein Hochformat auf der Seite.
    gerade = ImageOps.exif_transpose(bild)
    if format_ == "JPEG":
        gerade = gerade if gerade.mode in ("L", "RGB") else gerade.convert("RGB")
        einstellungen = {"quality": 92, "optimize": True}
    else:
        if gerade.mode not in ("1", "L", "LA", "RGB", "RGBA"):
            gerade = gerade.convert("RGBA" if "transparency" in gerade.info or gerade.mode == "PA" else "RGB")
        einstellungen = {"optimize": True}
    # Ein neues Bild aus nichts als den Bildpunkten: was Pillow sonst beim Speichern mitnimmt, fehlt ihm.
    rein = Image.new(gerade.mode, gerade.size)
    rein.paste(gerade)
    ausgabe = io.BytesIO()
    rein.save(ausgabe, format_, **einstellungen)
    return ausgabe.getvalue()


def _zu_viele_bildpunkte() -> Fachfehler:
    return Fachfehler(
        _("Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es auf höchstens 50 Millionen."),
        code="bild_zu_gross",
        feld="datei",
    )
