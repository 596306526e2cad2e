"""Die Themen einer Beratung: sechs stehen in der Evaluation, fünf sind abgeleitet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thema:
    schluessel: str
    titel: str
    abgeleitet: bool = False


MITGELIEFERT = (
    Thema("lebensunterhalt", "Lebensunterhalt"),
    Thema("deutschkurse", "Deutschkurse"),
    Thema("aufenthalt", "Aufenthalt/Einbürgerung"),
    Thema("gesundheit", "Gesundheit"),
    Thema("wohnen", "Wohnen"),
    Thema("bildung", "Bildung/Schule"),
    Thema("arbeit", "Arbeit/Ausbildung", abgeleitet=True),
    Thema("kita", "Kita/frühkindliche Bildung", abgeleitet=True),
    Thema("familie", "Familie/Soziales", abgeleitet=True),
    Thema("behoerden", "Behörden/Formulare", abgeleitet=True),
    Thema("sonstiges", "Sonstiges", abgeleitet=True),
)
