"""Einrichtungen anlegen, ändern, stilllegen und wieder aufnehmen."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten import permissions
from kim.stammdaten.domain.person import funktionen_beenden
from kim.stammdaten.domain.saetze import beenden, kreis_sperren, setze, stand_pruefen
from kim.stammdaten.models import Einrichtung


class EinrichtungAngaben(TypedDict, total=False):
    name: str
    kurzname: str
    art: str
    rechtskreis: str
    kommune_id: int | None
    email: str
    telefon: str
    website: str
    anschrift: str
    bemerkung: str
    aktiv_ab: date | None


FELDER = frozenset(EinrichtungAngaben.__annotations__)


@transaction.atomic
def einrichtung_anlegen(
    *, kreis_id: int, akteur: Akteur, angaben: EinrichtungAngaben, grund: str = ""
) -> Einrichtung:
    """Legt eine Einrichtung im Kreis an."""
    kreis = kreis_sperren(kreis_id)
    einrichtung = Einrichtung(kreis=kreis)
    setze(einrichtung, angaben, FELDER)
    # The scope follows from what is entered: who is responsible for one Kommune may add a body there.
    verlange(permissions.darf_aendern(akteur, einrichtung))
    return speichere(einrichtung, akteur=akteur, grund=grund)


@transaction.atomic
def einrichtung_aendern(
    *,
    einrichtung_id: int,
    akteur: Akteur,
    angaben: EinrichtungAngaben,
    erwarteter_stand: int | None = None,
    grund: str = "",
) -> Einrichtung:
    """Ändert eine Einrichtung; das Recht muss vorher und nachher für sie gelten."""
    einrichtung = _gesperrt(einrichtung_id)
    verlange(permissions.darf_aendern(akteur, einrichtung))
    stand_pruefen(einrichtung, erwarteter_stand)
    if setze(einrichtung, angaben, FELDER):
        verlange(permissions.darf_aendern(akteur, einrichtung))
        speichere(einrichtung, akteur=akteur, grund=grund)
    return einrichtung


@transaction.atomic
def einrichtung_stilllegen(*, einrichtung_id: int, zum: date, akteur: Akteur, grund: str) -> Einrichtung:
    """Beendet eine Einrichtung, die offenen Funktionen bei ihr und die Standorte, die nur ihre sind."""
    einrichtung = _gesperrt(einrichtung_id)
    verlange(permissions.darf_stilllegen(akteur, einrichtung))
    funktionen_beenden(einrichtung.funktionen.all(), zum=zum, akteur=akteur, grund=grund)
    for standort in einrichtung.standorte.filter(aktiv_bis=None, kommune=None):
        beenden(standort, zum=zum, akteur=akteur, grund=grund)
    return beenden(einrichtung, zum=zum, akteur=akteur, grund=grund)


@transaction.atomic
def einrichtung_wieder_aufnehmen(*, einrichtung_id: int, akteur: Akteur, grund: str) -> Einrichtung:
    """Nimmt eine stillgelegte Einrichtung wieder auf; was mit ihr endete, bleibt beendet."""
    einrichtung = _gesperrt(einrichtung_id)
    verlange(permissions.darf_wieder_aufnehmen(akteur, einrichtung))
    einrichtung.aktiv_bis = None
    return speichere(einrichtung, akteur=akteur, grund=grund)


def _gesperrt(einrichtung_id: int) -> Einrichtung:
    kreis_sperren(Einrichtung.objects.values_list("kreis_id", flat=True).get(pk=einrichtung_id))
    return Einrichtung.objects.select_related("kommune").get(pk=einrichtung_id)
