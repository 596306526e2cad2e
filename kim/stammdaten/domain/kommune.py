"""Kommunen anlegen, ändern, stilllegen und wieder aufnehmen."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten import permissions
from kim.stammdaten.domain.saetze import beenden, kreis_sperren, setze, stand_pruefen
from kim.stammdaten.models import Kommune


class KommuneAngaben(TypedDict, total=False):
    name: str
    art: str
    gemeindeschluessel: str
    rheinseite: str
    aktiv_ab: date | None


FELDER = frozenset(KommuneAngaben.__annotations__)


@transaction.atomic
def kommune_anlegen(*, kreis_id: int, akteur: Akteur, angaben: KommuneAngaben, grund: str = "") -> Kommune:
    """Legt eine Kommune im Kreis an."""
    kreis = kreis_sperren(kreis_id)
    verlange(permissions.darf_anlegen(akteur, kreis.pk))
    kommune = Kommune(kreis=kreis)
    setze(kommune, angaben, FELDER)
    return speichere(kommune, akteur=akteur, grund=grund)


@transaction.atomic
def kommune_aendern(
    *,
    kommune_id: int,
    akteur: Akteur,
    angaben: KommuneAngaben,
    erwarteter_stand: int | None = None,
    grund: str = "",
) -> Kommune:
    """Ändert eine Kommune; ohne Unterschied entsteht keine Historienzeile."""
    kommune = _gesperrt(kommune_id)
    verlange(permissions.darf_aendern(akteur, kommune))
    stand_pruefen(kommune, erwarteter_stand)
    if setze(kommune, angaben, FELDER):
        speichere(kommune, akteur=akteur, grund=grund)
    return kommune


@transaction.atomic
def kommune_stilllegen(*, kommune_id: int, zum: date, akteur: Akteur, grund: str) -> Kommune:
    """Beendet eine Kommune und die Standorte in ihr; ihre Einrichtungen bleiben."""
    kommune = _gesperrt(kommune_id)
    verlange(permissions.darf_stilllegen(akteur, kommune))
    for standort in kommune.standorte.filter(aktiv_bis=None):
        beenden(standort, zum=zum, akteur=akteur, grund=grund)
    return beenden(kommune, zum=zum, akteur=akteur, grund=grund)


@transaction.atomic
def kommune_wieder_aufnehmen(*, kommune_id: int, akteur: Akteur, grund: str) -> Kommune:
    """Nimmt eine stillgelegte Kommune wieder auf; was mit ihr endete, bleibt beendet."""
    kommune = _gesperrt(kommune_id)
    verlange(permissions.darf_wieder_aufnehmen(akteur, kommune))
    kommune.aktiv_bis = None
    return speichere(kommune, akteur=akteur, grund=grund)


def _gesperrt(kommune_id: int) -> Kommune:
    kreis_sperren(Kommune.objects.values_list("kreis_id", flat=True).get(pk=kommune_id))
    return Kommune.objects.get(pk=kommune_id)
