"""Viele Sätze auf einmal schreiben, mit ihrer Historie: für Vorführung und Übernahmen, nicht für Vorgänge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from casemgmt.domain.suche import zweck
from casemgmt.models import Klient, Suchschluessel
from casemgmt.regeln.namen import suchworte
from kim.basis.akteur import Akteur
from kim.basis.zeit import tagesbeginn
from kim.schluessel.domain.blindindex import marke

M = TypeVar("M", bound=models.Model)
PORTION = 500


def schreiben(saetze: Sequence[M], *, akteur: Akteur, grund: str, tag: date | None = None) -> Sequence[M]:
    """Ungeprüft bis auf das, was die Datenbank selbst prüft; `tag` ist der der Historie."""
    if not saetze:
        return saetze
    modell = type(saetze[0])
    if not hasattr(modell, "history"):
        return modell._default_manager.bulk_create(saetze, batch_size=PORTION)
    return bulk_create_with_history(
        saetze,
        modell,
        batch_size=PORTION,
        default_user=akteur,
        default_change_reason=grund,
        default_date=tagesbeginn(tag) if tag else timezone.now(),
    )


def suchschluessel_sammeln(klienten: Sequence[Klient]) -> None:
    Suchschluessel.objects.bulk_create(
        [
            Suchschluessel(kreis_id=klient.kreis_id, klient=klient, marke=zahl)
            for klient in klienten
            for zahl in sorted(_marken(klient))
        ],
        batch_size=PORTION,
    )


def _marken(klient: Any) -> set[int]:
    worte = suchworte(klient.vorname, klient.nachname)
    return {marke(wort, zweck=zweck(klient.kreis_id)) for wort in worte}
