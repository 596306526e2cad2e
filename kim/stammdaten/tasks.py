"""Background work of this room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kim.basis.auftragsart import Auftragsart, Fortschritt, Zeitplan
from kim.stammdaten.domain.einspielen import importvorschauen_aufraeumen


def aufraeumen(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> Mapping[str, Any]:
    return {"geloescht": importvorschauen_aufraeumen(jetzt=timezone.now())}


AUFRAEUMEN = Auftragsart("stammdaten.aufraeumen", "Nicht bestätigte Importe löschen", aufraeumen)
AUFRAEUMEN_PLAN = Zeitplan("stammdaten.aufraeumen", AUFRAEUMEN.schluessel, timedelta(hours=1))
