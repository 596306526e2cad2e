"""Background work of this module."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from casemgmt.domain.abgleich import ABGLEICH, abgleichen
from casemgmt.domain.uebernahme import einspielungen_aufraeumen
from kim.basis.auftragsart import Auftragsart, Fortschritt, Zeitplan


def dateien_aufraeumen(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> Mapping[str, Any]:
    return {"geloescht": einspielungen_aufraeumen(jetzt=timezone.now())}


DATEIEN = Auftragsart(
    "casemgmt.dateien", "Nicht übernommene Dateien der Fallarbeit löschen", dateien_aufraeumen
)
DATEIEN_PLAN = Zeitplan("casemgmt.dateien", DATEIEN.schluessel, timedelta(hours=1))


def namen_abgleichen(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> None:
    """No result: whoever reads the list of jobs must not learn whether there was a match."""
    abgleichen(angaben)


NAMEN = Auftragsart(ABGLEICH, "Namen der Fallarbeit abgleichen", namen_abgleichen)
