"""Background work of this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from kim.basis.auftragsart import Auftragsart, Fortschritt, Zeitplan
from kim.versand.domain.senden import faellige_senden, faellige_zustellungen, nachricht_senden
from kim.versand.domain.verfassen import AUFTRAGSART

# A mail that was just written has a job of its own; the sweep looks only for what is left over.
KARENZ = timedelta(seconds=30)


def senden(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> Mapping[str, Any]:
    return asdict(nachricht_senden(nachricht_id=angaben["nachricht_id"], fortschritt=fortschritt))


def kehren(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> Mapping[str, Any]:
    return asdict(faellige_senden(fortschritt=fortschritt))


def etwas_faellig(jetzt: datetime) -> bool:
    return faellige_zustellungen(jetzt=jetzt - KARENZ).exists()


# Many tries: each single mail counts its own, and a job that is killed again and again has sent some each
# time.
_WIEDERHOLUNG: dict[str, Any] = {
    "versuche": 50,
    "pausen": (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10)),
    "frist": timedelta(seconds=settings.KIM_VERSAND_FRIST_SEKUNDEN),
}
NACHRICHT_SENDEN = Auftragsart(AUFTRAGSART, "Nachricht senden", senden, **_WIEDERHOLUNG)
LIEGENGEBLIEBENES_SENDEN = Auftragsart(
    "versand.liegengebliebenes_senden", "Liegengebliebenes senden", kehren, **_WIEDERHOLUNG
)
KEHRPLAN = Zeitplan(
    "versand.kehren", LIEGENGEBLIEBENES_SENDEN.schluessel, timedelta(minutes=1), noetig=etwas_faellig
)
