"""Personen anlegen, ändern, stilllegen und wieder aufnehmen; Funktionen geben und ändern."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten import permissions
from kim.stammdaten.domain.saetze import beenden, kreis_sperren, setze, stand_pruefen
from kim.stammdaten.models import Funktion, Person


class PersonAngaben(TypedDict, total=False):
    anrede: str
    titel: str
    vorname: str
    nachname: str
    email: str
    telefon: str
    aktiv_ab: date | None


class FunktionAngaben(TypedDict, total=False):
    einrichtung_id: int
    bezeichnung: str
    von: date | None
    bis: date | None


FELDER = frozenset(PersonAngaben.__annotations__)
FUNKTION_FELDER = frozenset(FunktionAngaben.__annotations__)


@transaction.atomic
def person_anlegen(*, kreis_id: int, akteur: Akteur, angaben: PersonAngaben, grund: str = "") -> Person:
    """Legt eine Person im Kreis an."""
    kreis = kreis_sperren(kreis_id)
    verlange(permissions.darf_person_anlegen(akteur, kreis.pk))
    person = Person(kreis=kreis)
    setze(person, angaben, FELDER)
    return speichere(person, akteur=akteur, grund=grund)


@transaction.atomic
def person_aendern(
    *,
    person_id: int,
    akteur: Akteur,
    angaben: PersonAngaben,
    erwarteter_stand: int | None = None,
    grund: str = "",
) -> Person:
    """Ändert eine Person; ohne Unterschied entsteht keine Historienzeile."""
    person = _gesperrt(person_id)
    verlange(permissions.darf_aendern(akteur, person))
    stand_pruefen(person, erwarteter_stand)
    if setze(person, angaben, FELDER):
        speichere(person, akteur=akteur, grund=grund)
    return person


@transaction.atomic
def person_stilllegen(*, person_id: int, zum: date, akteur: Akteur, grund: str) -> Person:
    """Beendet die Tätigkeit einer Person und ihre offenen Funktionen."""
    person = _gesperrt(person_id)
    verlange(permissions.darf_stilllegen(akteur, person))
    funktionen_beenden(person.funktionen.all(), zum=zum, akteur=akteur, grund=grund)
    return beenden(person, zum=zum, akteur=akteur, grund=grund)


@transaction.atomic
def person_wieder_aufnehmen(*, person_id: int, akteur: Akteur, grund: str) -> Person:
    """Nimmt eine stillgelegte Person wieder auf; ihre beendeten Funktionen bleiben beendet."""
    person = _gesperrt(person_id)
    verlange(permissions.darf_wieder_aufnehmen(akteur, person))
    person.aktiv_bis = None
    return speichere(person, akteur=akteur, grund=grund)


@transaction.atomic
def funktion_geben(*, person_id: int, akteur: Akteur, angaben: FunktionAngaben, grund: str = "") -> Funktion:
    """Gibt einer Person eine Funktion bei einer Einrichtung ihres Kreises."""
    person = _gesperrt(person_id)
    verlange(permissions.darf_funktion_geben(akteur, person, timezone.localdate()))
    funktion = Funktion(person=person)
    setze(funktion, angaben, FUNKTION_FELDER)
    _einrichtung_pruefen(funktion)
    return speichere(funktion, akteur=akteur, grund=grund)


@transaction.atomic
def funktion_aendern(
    *,
    funktion_id: int,
    akteur: Akteur,
    angaben: FunktionAngaben,
    erwarteter_stand: int | None = None,
    grund: str = "",
) -> Funktion:
    """Ändert eine Funktion; mit dem Tag „bis“ wird sie beendet."""
    person = _gesperrt(Funktion.objects.values_list("person_id", flat=True).get(pk=funktion_id))
    funktion = Funktion.objects.select_related("einrichtung").get(pk=funktion_id)
    funktion.person = person
    verlange(permissions.darf_funktion_aendern(akteur, funktion))
    stand_pruefen(funktion, erwarteter_stand)
    if setze(funktion, angaben, FUNKTION_FELDER):
        _einrichtung_pruefen(funktion)
        speichere(funktion, akteur=akteur, grund=grund)
    return funktion


def funktionen_beenden(funktionen: QuerySet[Funktion], *, zum: date, akteur: Akteur, grund: str) -> int:
    """Beendet die offenen Funktionen; eine, die erst später begonnen hätte, endet an ihrem ersten Tag."""
    offene = funktionen.filter(bis=None).select_related("person", "einrichtung")
    for funktion in offene:
        funktion.bis = max(zum, funktion.von) if funktion.von else zum
        speichere(funktion, akteur=akteur, grund=grund)
    return len(offene)


def _einrichtung_pruefen(funktion: Funktion) -> None:
    if funktion.einrichtung_id is None or funktion.bis is not None:
        return
    beginn = max(timezone.localdate(), funktion.von or date.min)
    ende = funktion.einrichtung.aktiv_bis
    if ende is not None and ende < beginn:
        raise Fachfehler(
            _(
                "Diese Einrichtung ist stillgelegt. "
                "Bitte eine andere wählen oder das Ende der Funktion angeben."
            ),
            code="stillgelegt",
            feld="einrichtung",
        )


def _gesperrt(person_id: int) -> Person:
    kreis_sperren(Person.objects.values_list("kreis_id", flat=True).get(pk=person_id))
    return Person.objects.get(pk=person_id)
