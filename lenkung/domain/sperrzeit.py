"""Zeiten eintragen, in denen der Kreis keine Sitzungen will, zum Beispiel Schulferien."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.protokoll.domain.speichern import loesche, speichere
from kim.stammdaten.domain.saetze import kreis_sperren, setze, stand_pruefen
from lenkung import permissions
from lenkung.models import Sperrzeit


class SperrzeitAngaben(TypedDict, total=False):
    bezeichnung: str
    von: date
    bis: date


FELDER = frozenset(SperrzeitAngaben.__annotations__)


@transaction.atomic
def sperrzeit_eintragen(
    *, kreis_id: int, akteur: Akteur, angaben: SperrzeitAngaben, grund: str = ""
) -> Sperrzeit:
    """Gilt für alle Gremien des Kreises. Schon geplante Sitzungen bleiben; ihre Seite weist darauf hin."""
    kreis_sperren(kreis_id)
    verlange(permissions.darf_sperrzeiten_pflegen(akteur, kreis_id))
    sperrzeit = Sperrzeit(kreis_id=kreis_id)
    setze(sperrzeit, angaben, FELDER)
    return speichere(sperrzeit, akteur=akteur, grund=grund)


@transaction.atomic
def sperrzeit_aendern(
    *,
    sperrzeit_id: int,
    akteur: Akteur,
    angaben: SperrzeitAngaben,
    erwarteter_stand: int | None = None,
) -> Sperrzeit:
    """Ändert Bezeichnung und Tage; ohne Unterschied entsteht keine Historienzeile."""
    sperrzeit = _gesperrt(sperrzeit_id)
    verlange(permissions.darf_sperrzeiten_pflegen(akteur, sperrzeit.kreis_id))
    stand_pruefen(sperrzeit, erwarteter_stand)
    if setze(sperrzeit, angaben, FELDER):
        speichere(sperrzeit, akteur=akteur)
    return sperrzeit


@transaction.atomic
def sperrzeit_loeschen(*, sperrzeit_id: int, akteur: Akteur, grund: str = "") -> None:
    """Nimmt sie aus dem Kalender; der Verlauf behält sie."""
    sperrzeit = _gesperrt(sperrzeit_id)
    verlange(permissions.darf_sperrzeiten_pflegen(akteur, sperrzeit.kreis_id))
    loesche(sperrzeit, akteur=akteur, grund=grund)


def _gesperrt(sperrzeit_id: int) -> Sperrzeit:
    kreis_sperren(Sperrzeit.objects.values_list("kreis_id", flat=True).get(pk=sperrzeit_id))
    return Sperrzeit.objects.get(pk=sperrzeit_id)
