"""Builds master data for tests through the domain functions, as the software itself does."""

from __future__ import annotations

from typing import Any

from kim.basis.akteur import SystemAkteur
from kim.stammdaten import permissions
from kim.stammdaten.domain.einrichtung import einrichtung_anlegen
from kim.stammdaten.domain.kommune import kommune_anlegen
from kim.stammdaten.domain.kreis import kreis_anlegen
from kim.stammdaten.domain.person import funktion_geben, person_anlegen
from kim.stammdaten.domain.standort import standort_anlegen
from kim.stammdaten.models import Einrichtung, Funktion, Kommune, Kreis, Person, Standort
from tests.werkzeug.akteure import Probeakteur

SYSTEM = SystemAkteur("Test")
ALLE_RECHTE = frozenset(recht.schluessel for recht in permissions.RECHTE_DIESES_RAUMS)


def kreis(name: str = "Kreis K") -> Kreis:
    return kreis_anlegen(name=name, kuerzel=name.lower().replace(" ", "-"), akteur=SYSTEM)


def kommune(kreis: Kreis, name: str = "Birkenau", **angaben: Any) -> Kommune:
    return kommune_anlegen(
        kreis_id=kreis.pk, akteur=SYSTEM, angaben={"name": name, "art": "stadt", **angaben}
    )


def einrichtung(kreis: Kreis, name: str = "Sozialamt", **angaben: Any) -> Einrichtung:
    return einrichtung_anlegen(
        kreis_id=kreis.pk, akteur=SYSTEM, angaben={"name": name, "art": "behoerde", **angaben}
    )


def person(kreis: Kreis, nachname: str = "Muster", vorname: str = "Mia", **angaben: Any) -> Person:
    return person_anlegen(
        kreis_id=kreis.pk, akteur=SYSTEM, angaben={"vorname": vorname, "nachname": nachname, **angaben}
    )


def funktion(
    person: Person, einrichtung: Einrichtung, bezeichnung: str = "Leitung", **angaben: Any
) -> Funktion:
    return funktion_geben(
        person_id=person.pk,
        akteur=SYSTEM,
        angaben={"einrichtung_id": einrichtung.pk, "bezeichnung": bezeichnung, **angaben},
    )


def standort(kreis: Kreis, name: str = "Rathaus", **angaben: Any) -> Standort:
    return standort_anlegen(kreis_id=kreis.pk, akteur=SYSTEM, angaben={"name": name, **angaben})


def akteur(kreis: Kreis, *rechte: str, konto_id: int | None = 1) -> Probeakteur:
    """Without named rights: all of this room."""
    return Probeakteur(kreis.pk, frozenset(rechte) or ALLE_RECHTE, konto_id=konto_id)
