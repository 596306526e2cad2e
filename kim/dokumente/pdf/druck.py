"""HTML in, one PDF out that is PDF/A-3u and PDF/UA-1. The only place that knows WeasyPrint."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.logger import LOGGER, PROGRESS_LOGGER
from weasyprint.text.fonts import FontConfiguration

from kim.dokumente.pdf.abruf import BASIS, Abgelehnt, Abruf
from kim.dokumente.pdf.fehler import PdfFehler
from kim.dokumente.pdf.metadaten import Metadaten, w3c_zeit
from kim.dokumente.pdf.ressource import Ressource

# Its messages quote the document; they are turned into a PdfFehler here and do not go to the log.
LOGGER.propagate = False
PROGRESS_LOGGER.propagate = False

SCHNITTE = {"regular": ("KimSans-Regular.ttf", 400), "halbfett": ("KimSans-SemiBold.ttf", 600)}
GRUND_CSS = "".join(
    f'@font-face {{ font-family: "Kim Sans"; font-weight: {staerke}; src: url("kim:schrift/{name}"); }}\n'
    for name, (_datei, staerke) in SCHNITTE.items()
)
# PDF/A forbids the smoothing of pictures that a viewer would do on its own (ISO 19005-3, 6.2.8).
GRUND_CSS += "img, svg { image-rendering: crisp-edges; }\n"


def drucke(
    html: str,
    *,
    titel: str,
    kennung: str,
    stand: datetime,
    urheber: str = "",
    css: Sequence[str] = (),
    ressourcen: Mapping[str, Ressource] | None = None,
) -> bytes:
    """The same arguments give the same bytes. In HTML and CSS, a resource is addressed as `kim:<name>`.

    `kennung` identifies the document (not the file), `stand` is the moment that its content speaks of.
    """
    if not titel.strip():
        raise PdfFehler(_("Das PDF hat keinen Titel."))
    abruf = Abruf({**_schriften(), **(ressourcen or {})})
    schriften = FontConfiguration()
    with _Mitschrift() as mitschrift:
        try:
            blaetter = [
                CSS(string=text, base_url=BASIS, url_fetcher=abruf, font_config=schriften)
                for text in (GRUND_CSS, *css)
            ]
            seiten = HTML(string=html, base_url=BASIS, url_fetcher=abruf).render(
                font_config=schriften, stylesheets=blaetter
            )
            seiten.metadata = _metadaten(seiten, titel, stand, urheber)
            inhalt = seiten.write_pdf(
                pdf_variant="pdf/a-3u",
                pdf_tags=True,
                pdf_identifier=hashlib.sha256(kennung.encode()).digest()[:16],
            )
        except Abgelehnt as fehler:
            raise PdfFehler(fehler.meldung) from fehler
        except PdfFehler:
            raise
        except Exception as fehler:
            raise PdfFehler(
                _("Das PDF konnte nicht gesetzt werden (%s).") % type(fehler).__name__
            ) from fehler
    mitschrift.pruefen()
    if not seiten.pages or not inhalt.startswith(b"%PDF-"):
        raise PdfFehler(_("Das PDF ist leer geblieben."))
    return inhalt


def _metadaten(seiten: Document, titel: str, stand: datetime, urheber: str) -> Metadaten:
    sprache = seiten.metadata.lang or ""
    if sprache.split("-")[0] != "de":
        raise PdfFehler(_("Der Vorlage fehlt die Angabe, dass sie deutsch ist."))
    zeit = w3c_zeit(stand)
    return Metadaten(
        title=titel,
        authors=[urheber] if urheber else [],
        generator="KIM",
        created=zeit,
        modified=zeit,
        # kept so that one that may not be loaded stops the document instead of being forgotten
        attachments=seiten.metadata.attachments,
        lang=sprache,
    )


@lru_cache(maxsize=1)
def _schriften() -> dict[str, Ressource]:
    ordner = Path(settings.WURZEL) / "build" / "schriften"
    try:
        return {
            f"schrift/{name}": Ressource("font/ttf", (ordner / datei).read_bytes())
            for name, (datei, _staerke) in SCHNITTE.items()
        }
    except FileNotFoundError as fehler:
        raise PdfFehler(
            _("Die Schriften für PDF-Dateien fehlen. Bitte scripts/oberflaeche_bauen.py ausführen.")
        ) from fehler


class _Mitschrift(logging.Handler):
    """Collects what the library merely remarks on: a missing picture, a letter that no font has."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._faden = threading.get_ident()
        self._fehlende_zeichen: list[str] = []
        self._fehler: list[str] = []

    def __enter__(self) -> _Mitschrift:
        LOGGER.addHandler(self)
        return self

    def __exit__(self, *_ausnahme: object) -> None:
        LOGGER.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self._faden:
            return
        if str(record.msg).startswith(".notdef glyph"):
            zeichen = record.getMessage().rpartition("(")[2].rstrip(")")
            self._fehlende_zeichen.append(f"{chr(int(zeichen[2:], 16))} ({zeichen})")
        elif record.levelno >= logging.ERROR:
            self._fehler.append(record.getMessage())

    def pruefen(self) -> None:
        if self._fehlende_zeichen:
            zeichen = ", ".join(dict.fromkeys(self._fehlende_zeichen))
            raise PdfFehler(
                _("Diese Zeichen kann das PDF nicht darstellen: %s. Bitte in lateinischer Schrift angeben.")
                % zeichen
            )
        if self._fehler:
            raise PdfFehler(_("Das PDF wäre unvollständig: %s") % self._fehler[0][:200])
