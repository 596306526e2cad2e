"""Der eine Weg, einen historisierten Satz zu speichern: geprüft, mit Urheber und Grund, in einer Transaktion."""

from __future__ import annotations

from typing import TypeVar

from django.db import models, transaction
from simple_history.utils import get_history_manager_for_model

from kim.basis.akteur import Akteur

M = TypeVar("M", bound=models.Model)


@transaction.atomic
def speichere(objekt: M, *, akteur: Akteur, grund: str = "") -> M:
    """Prüft den Satz ganz und speichert ihn; die Historienzeile nennt Urheber und Grund."""
    objekt.full_clean()
    objekt._change_reason = grund  # type: ignore[attr-defined]
    objekt.save()
    zeile = get_history_manager_for_model(objekt).filter(pk=objekt.pk).latest("history_id")
    zeile.history_user_id = akteur.konto_id
    zeile.akteur_name = akteur.akteur_name
    zeile.save(update_fields=["history_user_id", "akteur_name"])
    return objekt
