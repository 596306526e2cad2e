"""Eine hochgeladene Datei prüfen, bevor irgendetwas gespeichert wird.

Steht außerhalb der Transaktion: eine Virenprüfung dauert, und so lange darf die Datenbank nicht warten.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from kim.basis.anzeige import zahl
from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.bilder import ohne_metadaten
from kim.dokumente.domain.virenscanner import auf_viren_pruefen
from kim.dokumente.regeln.dateiname import saubere
from kim.dokumente.regeln.dateityp import ALLE, BILDER, ENDUNGEN, Abweisung, Dateityp, dateityp


@dataclass(frozen=True, slots=True)
class GepruefteDatei:
    """Gibt es nur aus `datei_pruefen`; wer eine in der Hand hat, darf sie speichern."""

    name: str
    typ: Dateityp
    inhalt: bytes
    auf_viren_geprueft: bool


def datei_pruefen(
    *, name: str, inhalt: bytes, erlaubt: Collection[Dateityp] = ALLE, grenze: int | None = None
) -> GepruefteDatei:
    """Größe, Typ, Endung, Viren, Metadaten. Jede Abweisung sagt, was zu tun ist."""
    groesse_pruefen(len(inhalt), grenze)
    name = saubere(name)
    try:
        typ = dateityp(name, inhalt)
    except Abweisung as abweisung:
        raise Fachfehler(_grund(abweisung.code, erlaubt), code=abweisung.code, feld="datei") from abweisung
    if typ not in erlaubt:
        raise Fachfehler(_grund("unbekannt", erlaubt), code="unbekannt", feld="datei")
    geprueft = auf_viren_pruefen(inhalt)
    if typ in BILDER:
        inhalt = ohne_metadaten(inhalt, typ)
    return GepruefteDatei(name, typ, inhalt, geprueft)


def groesse_pruefen(groesse: int, grenze: int | None = None) -> None:
    """Genau die Grenze ist erlaubt. Aufrufbar, bevor die Datei gelesen wird."""
    grenze = settings.KIM_UPLOAD_GRENZE if grenze is None else grenze
    if groesse > grenze:
        raise Fachfehler(
            _(
                "Die Datei ist zu groß: %(ist)s Byte, erlaubt sind %(grenze)s Byte (%(mb)s MB). "
                "Bitte verkleinern oder aufteilen."
            )
            % {"ist": zahl(groesse), "grenze": zahl(grenze), "mb": zahl(grenze / 1024 / 1024, 1)},
            code="zu_gross",
            feld="datei",
        )


def endungen_als_text(erlaubt: Collection[Dateityp] = ALLE) -> str:
    return ", ".join(ENDUNGEN[typ][0].upper() for typ in Dateityp if typ in erlaubt)


def _grund(code: str, erlaubt: Collection[Dateityp]) -> str:
    texte = {
        "leer": _("Die Datei ist leer. Bitte wählen Sie eine andere."),
        "unbekannt": _("Dieser Dateityp wird nicht angenommen. Erlaubt sind: %s.")
        % endungen_als_text(erlaubt),
        "endung": _(
            "Der Inhalt der Datei passt nicht zu ihrer Endung. Bitte speichern Sie die Datei im richtigen "
            "Format und laden Sie sie noch einmal hoch. Erlaubt sind: %s."
        )
        % endungen_als_text(erlaubt),
        "beschaedigt": _("Die Datei ist beschädigt oder unvollständig. Bitte wählen Sie eine andere."),
        "makros": _(
            "Die Datei enthält Makros. Bitte speichern Sie sie ohne Makros und laden Sie sie dann hoch."
        ),
        "zu_gross_entpackt": _("Die Datei ist entpackt zu groß. Bitte teilen Sie sie auf."),
    }
    return texte[code]
