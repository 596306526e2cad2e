"""Der eine Weg, einen historisierten Satz zu speichern oder zu löschen: mit Urheber und Grund."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import models, transaction

from kim.basis.akteur import Akteur

M = TypeVar("M", bound=models.Model)


@transaction.atomic
def speichere(objekt: M, *, akteur: Akteur, grund: str = "") -> M:
    """Prüft den Satz ganz und speichert ihn; die Historienzeile nennt Urheber und Grund."""
    objekt.full_clean()
    with _urheber(objekt, akteur, grund):
        objekt.save()
    return objekt


@transaction.atomic
def loesche(objekt: models.Model, *, akteur: Akteur, grund: str) -> None:
    """Löscht einen Satz, der gelöscht werden darf; seine Historie behält, was er zuletzt enthielt."""
    with _urheber(objekt, akteur, grund):
        objekt.delete()


@contextmanager
def _urheber(objekt: models.Model, akteur: Akteur, grund: str) -> Iterator[None]:
    """Gilt nur für diesen einen Vorgang; ein späterer am selben Satz darf nichts davon erben."""
    objekt._history_user = akteur  # type: ignore[attr-defined]
    objekt._change_reason = grund  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del objekt._history_user  # type: ignore[attr-defined]
        del objekt._change_reason  # type: ignore[attr-defined]
