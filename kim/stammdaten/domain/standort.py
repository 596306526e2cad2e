"""Standorte anlegen, ändern, stilllegen und wieder aufnehmen."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten import permissions
from kim.stammdaten.domain.saetze import beenden, kreis_sperren, setze, stand_pruefen
from kim.stammdaten.models import Standort


class StandortAngaben(TypedDict, total=False):
    name: str
    kommune_id: int | None
    einrichtung_id: int | None
    anschrift: str
    barrierefrei: str
    zugang: str
    hinweise: str
    aktiv_ab: date | None


FELDER = frozenset(StandortAngaben.__annotations__)


@transaction.atomic
def standort_anlegen(*, kreis_id: int, akteur: Akteur, angaben: StandortAngaben, grund: str = "") -> Standort:
    """Legt einen Standort an einer Kommune oder Einrichtung an."""
    kreis = kreis_sperren(kreis_id)
    standort = Standort(kreis=kreis)
    setze(standort, angaben, FELDER)
    verlange(permissions.darf_aendern(akteur, standort))
    return speichere(standort, akteur=akteur, grund=grund)


@transaction.atomic
def standort_aendern(
    *,
    standort_id: int,
    akteur: Akteur,
    angaben: StandortAngaben,
    erwarteter_stand: int | None = None,
    grund: str = "",
) -> Standort:
    """Ändert einen Standort; das Recht muss vorher und nachher für ihn gelten."""
    standort = _gesperrt(standort_id)
    verlange(permissions.darf_aendern(akteur, standort))
    stand_pruefen(standort, erwarteter_stand)
    if setze(standort, angaben, FELDER):
        verlange(permissions.darf_aendern(akteur, standort))
        speichere(standort, akteur=akteur, grund=grund)
    return standort


@transaction.atomic
def standort_stilllegen(*, standort_id: int, zum: date, akteur: Akteur, grund: str) -> Standort:
    """Beendet einen Standort."""
    standort = _gesperrt(standort_id)
    verlange(permissions.darf_stilllegen(akteur, standort))
    return beenden(standort, zum=zum, akteur=akteur, grund=grund)


@transaction.atomic
def standort_wieder_aufnehmen(*, standort_id: int, akteur: Akteur, grund: str) -> Standort:
    """Nimmt einen stillgelegten Standort wieder auf."""
    standort = _gesperrt(standort_id)
    verlange(permissions.darf_wieder_aufnehmen(akteur, standort))
    standort.aktiv_bis = None
    return speichere(standort, akteur=akteur, grund=grund)


def _gesperrt(standort_id: int) -> Standort:
    kreis_sperren(Standort.objects.values_list("kreis_id", flat=True).get(pk=standort_id))
    return Standort.objects.select_related("kommune", "einrichtung").get(pk=standort_id)
