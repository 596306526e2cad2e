"""Die Themen einer Beratung: sechs stehen in der Evaluation, fünf sind abgeleitet."""

from __future__ import annotations

from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True)
class Themenzeile:
    """Ein Thema an seinem Platz. `satz`: die Zeile des Kreises, falls er dazu etwas bestimmt hat."""

    thema: Thema
    rang: int
    aktiv: bool = True
    satz: int | None = None


def zusammenfuehren(eigene: Iterable[Themenzeile]) -> list[Themenzeile]:
    """Die mitgelieferten in ihrer Reihenfolge; was der Kreis bestimmt hat, gilt statt ihrer."""
    zeilen = {
        thema.schluessel: Themenzeile(thema, 10 * nummer) for nummer, thema in enumerate(MITGELIEFERT, 1)
    }
    for zeile in eigene:
        zeilen[zeile.thema.schluessel] = zeile
    return sorted(zeilen.values(), key=lambda zeile: (zeile.rang, zeile.thema.titel))
