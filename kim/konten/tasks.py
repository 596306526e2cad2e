"""What recurs in this room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from kim.basis.auftragsart import Fortschritt
from kim.konten.domain.rollen import abgelaufene_abraeumen


def rollen_abraeumen(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> Mapping[str, Any]:
    return {"abgeraeumt": abgelaufene_abraeumen(heute=timezone.localdate())}
