"""HTML in, one PDF out that is PDF/A-3u and PDF/UA-1. The only place that knows WeasyPrint."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pydyf
from django.conf import settings
from django.utils.translation import gettext as _
from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.logger import LOGGER, PROGRESS_LOGGER
from weasyprint.text.fonts import FontConfiguration

from kim.basis.pdfart import Pdfanlage
from kim.dokumente.pdf.abruf import BASIS, Abgelehnt, Abruf
from kim.dokumente.pdf.fehler import PdfFehler
from kim.dokumente.pdf.metadaten import Metadaten, w3c_zeit
from kim.dokumente.pdf.ressource import Ressource
from kim.dokumente.regeln.dateiname import ohne_umlaute

# Its messages quote the document; they are turned into a PdfFehler here and do not go to the log.
LOGGER.propagate = False
PROGRESS_LOGGER.propagate = False

SCHNITTE = {
    "regular": ("Kim Sans", "KimSans-Regular.ttf", 400),
    "halbfett": ("Kim Sans", "KimSans-SemiBold.ttf", 600),
    # For what people read and sign in a language with the Arabic script; takes over letter by letter.
    "arabisch": ("Noto Sans Arabic", "NotoSansArabic-Regular.ttf", 400),
    "arabisch-halbfett": ("Noto Sans Arabic", "NotoSansArabic-SemiBold.ttf", 600),
}
GRUND_CSS = "".join(
    f'@font-face {{ font-family: "{familie}"; font-weight: {staerke}; src: url("kim:schrift/{name}"); }}\n'
    for name, (familie, _datei, staerke) in SCHNITTE.items()
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
    anlagen: Sequence[Pdfanlage] = (),
) -> bytes:
    """The same arguments give the same bytes. In HTML and CSS, a resource is addressed as `kim:<name>`.

    `anlagen` lie inside the file as they are (PDF/A-3, associated files).

    `kennung` identifies the document (not the file), `stand` is the moment that its content speaks of.
    """
    if not titel.strip():
        raise PdfFehler(_("Das PDF hat keinen Titel."))
    beigelegt = {f"anlage/{n}": Ressource(a.mime, a.inhalt) for n, a in enumerate(anlagen)}
    abruf = Abruf({**_schriften(), **(ressourcen or {}), **beigelegt})
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
                attachments=_anlagen(anlagen, abruf, stand),
                finisher=_namen_berichtigen,
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


def _anlagen(anlagen: Sequence[Pdfanlage], abruf: Abruf, stand: datetime) -> list[Attachment]:
    if len({ohne_umlaute(anlage.name) for anlage in anlagen}) != len(anlagen):
        raise PdfFehler(_("Zwei Anlagen tragen denselben Namen."))
    zeit = stand.astimezone(UTC)
    return [
        Attachment(
            # By address: so it keeps the type that it was checked for, where a name would be guessed from.
            url=f"kim:anlage/{nummer}",
            url_fetcher=abruf,
            name=anlage.name,
            description=anlage.beschreibung,
            created=zeit,
            modified=zeit,
            relationship="Supplement",
        )
        for nummer, anlage in enumerate(anlagen)
    ]


def _namen_berichtigen(_dokument: Document, pdf: pydyf.PDF) -> None:
    """The library writes UTF-8 where the norm has no such encoding, and a table of names out of order.

    The old name (F) and the table get plain letters; the name that people see (UF) stays as it is.
    """
    verweis = pdf.catalog.get("Names", {}).get("EmbeddedFiles")
    if verweis is None:
        return
    eintraege = []
    tabelle = pdf.objects[int(verweis.split()[0])]
    for ziel in tabelle["Names"][1::2]:
        satz = pdf.objects[int(ziel.split()[0])]
        satz["F"] = pydyf.String(ohne_umlaute(satz["UF"].string))
        eintraege.append((satz["F"].string, satz["F"], ziel))
    tabelle["Names"] = pydyf.Array(
        teil for _name, name, ziel in sorted(eintraege, key=lambda e: e[0]) for teil in (name, ziel)
    )


@lru_cache(maxsize=1)
def _schriften() -> dict[str, Ressource]:
    ordner = Path(settings.WURZEL) / "build" / "schriften"
    try:
        return {
            f"schrift/{name}": Ressource("font/ttf", (ordner / datei).read_bytes())
            for name, (_familie, datei, _staerke) in SCHNITTE.items()
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
