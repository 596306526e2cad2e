"""Lesen: wer als Empfänger gewählt werden kann, Einrichtungen und die Menschen, die dort arbeiten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis


@dataclass(frozen=True, slots=True)
class Wahlperson:
    nummer: int
    name: str


@dataclass(frozen=True, slots=True)
class Wahleinrichtung:
    nummer: int
    name: str
    personen: tuple[Wahlperson, ...]


def empfaengerwahl(kreis_id: int, tag: date) -> list[Wahleinrichtung]:
    """Zwei weitere Abfragen, gleich wie viele es sind."""
    ergebnis = []
    for einrichtung in einrichtungen_im_kreis(kreis_id, am=tag).prefetch_related("funktionen__person"):
        dort = {
            funktion.person_id: f"{funktion.person}, {funktion.bezeichnung}"
            for funktion in einrichtung.funktionen.all()
            if funktion.aktiv_am(tag) and funktion.person.aktiv_am(tag)
        }
        personen = tuple(Wahlperson(nummer, name) for nummer, name in sorted(dort.items()))
        ergebnis.append(Wahleinrichtung(einrichtung.pk, einrichtung.name, personen))
    return ergebnis
