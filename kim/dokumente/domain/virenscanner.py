"""Der Anschluss für einen Virenscanner. Ohne eingestellten Scanner gilt eine Datei als nicht geprüft."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler

protokoll = logging.getLogger(__name__)

Virenscanner = Callable[[bytes], str | None]
"""Bekommt den Inhalt, gibt den Namen des Fundes oder None; wirft `ScannerGestoert`, wenn er nicht prüfte."""


class ScannerGestoert(Exception):
    """Der Scanner hat nicht oder unverständlich geantwortet."""


def auf_viren_pruefen(inhalt: bytes) -> bool:
    """Wahr: geprüft, ohne Befund. Falsch: kein Scanner eingestellt. Sonst wird die Datei abgewiesen."""
    if not settings.KIM_VIRENSCANNER:
        return False
    scanner: Virenscanner = import_string(settings.KIM_VIRENSCANNER)
    try:
        fund = scanner(inhalt)
    except ScannerGestoert as fehler:
        protokoll.error("virus scanner: %s", fehler)
        raise Fachfehler(
            _(
                "Die Datei konnte nicht auf Viren geprüft werden, weil der Virenscanner nicht antwortet. "
                "Sie wurde nicht gespeichert. Bitte versuchen Sie es später noch einmal oder geben Sie der "
                "Systemadministration Bescheid."
            ),
            code="scanner_gestoert",
            feld="datei",
        ) from fehler
    if fund is not None:
        protokoll.warning("virus scanner: found %s", fund)
        raise Fachfehler(
            _(
                "Der Virenscanner hat in der Datei etwas gefunden (%s). Sie wurde nicht gespeichert. Bitte "
                "öffnen Sie die Datei nicht mehr und geben Sie Ihrer IT Bescheid."
            )
            % fund,
            code="virus",
            feld="datei",
        )
    return True
