"""Die Löschregeln der Fallarbeit, gehalten gegen die Tabellen, die es wirklich gibt."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.apps import apps

from casemgmt.regeln.loeschregeln import Tabellenregel, lesen, luecken

DATEI = Path(__file__).resolve().parent.parent / "daten" / "loeschregeln.toml"


@lru_cache(maxsize=1)
def loeschregeln() -> dict[str, Tabellenregel]:
    return lesen(DATEI.read_text(encoding="utf-8"))


def tabellen() -> dict[str, list[str]]:
    """Ohne Historientabellen: deren Felder sind die ihres Satzes und teilen seine Regel."""
    return {
        modell._meta.model_name or "": [feld.name for feld in modell._meta.concrete_fields]
        for modell in apps.get_app_config("casemgmt").get_models()
        if not hasattr(modell, "history_date")
    }


def fehlende_regeln() -> list[str]:
    return luecken(loeschregeln(), tabellen())
