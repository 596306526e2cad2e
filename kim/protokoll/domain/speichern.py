"""Der eine Weg, einen historisierten Satz zu speichern oder zu löschen: mit Urheber und Grund."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import models, transaction

from kim.basis.akteur import Akteur

M = TypeVar("M", bound=models.Model)


@transaction.atomic
def speichere(objekt: M, *, akteur: Akteur, grund: str = "", nur: Collection[str] | None = None) -> M:
    """Prüft den Satz ganz und speichert ihn; die Historienzeile nennt Urheber und Grund.

    `nur`: allein diese Felder sind neu. Sie werden geprüft und geschrieben, und alle Bedingungen prüft die
    Datenbank selbst: für Vorgänge, die Geprüftes weiterschalten und keine Abfrage zu viel vertragen.
    """
    if nur is None:
        objekt.full_clean()
    else:
        objekt.clean_fields(exclude={feld.name for feld in objekt._meta.fields} - set(nur))
    with _urheber(objekt, akteur, grund):
        objekt.save(update_fields=None if objekt._state.adding else nur)
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
