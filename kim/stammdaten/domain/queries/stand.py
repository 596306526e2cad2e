"""Der Stand eines Satzes: seine letzte Historienzeile."""

from __future__ import annotations

from typing import Any

from django.db import models
from simple_history.utils import get_history_manager_for_model


def letzte_aenderung(satz: models.Model) -> Any:
    return get_history_manager_for_model(satz).filter(id=satz.pk).latest("history_id")


def stand_von(satz: models.Model) -> int:
    """Die Kennung der letzten Änderung; ein Formular gibt sie zurück, damit nichts überschrieben wird."""
    return int(letzte_aenderung(satz).history_id)
