"""Eine fremde Tabelle auf die eigenen Spalten beziehen, bevor etwas übernommen wird."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Uebernahmeart(StrEnum):
    """In dieser Reihenfolge: Fälle nennen Personen, Termine nennen Fälle."""

    PERSONEN = "personen"
    FAELLE = "faelle"
    TERMINE = "termine"


class Uebernahmestand(StrEnum):
    GEPRUEFT = "geprueft"
    """Hochgeladen, noch nichts übernommen."""
    UEBERNOMMEN = "uebernommen"
    ZURUECKGENOMMEN = "zurueckgenommen"


def grundwort(titel: str) -> str:
    return " ".join(titel.rstrip("* ").casefold().split())


def vorschlag(
    spalten: Sequence[tuple[str, str]], kopf: Sequence[str], gemerkt: Mapping[str, str]
) -> dict[str, str]:
    """Je eigener Spalte die der Datei: wie beim letzten Mal, sonst die mit demselben Titel."""
    vorhanden = {grundwort(titel): titel for titel in kopf if titel.strip()}
    ergebnis = {}
    for schluessel, titel in spalten:
        gesucht = grundwort(gemerkt.get(schluessel, "")) or grundwort(titel)
        gefunden = vorhanden.get(gesucht) or vorhanden.get(grundwort(titel))
        if gefunden is not None:
            ergebnis[schluessel] = gefunden
    return ergebnis


def umgestellt(
    spalten: Sequence[tuple[str, str]],
    kopf: Sequence[str],
    zeilen: Sequence[tuple[int, Sequence[str]]],
    zuordnung: Mapping[str, str],
) -> tuple[list[str], list[tuple[int, tuple[str, ...]]]]:
    """Die Tabelle mit den eigenen Spalten; was niemandem zugeordnet ist, bleibt draußen."""
    stellen = {titel: stelle for stelle, titel in reversed(list(enumerate(kopf)))}
    genommen = [(titel, stellen[zuordnung[s]]) for s, titel in spalten if zuordnung.get(s) in stellen]
    neue = [
        (nummer, tuple(zellen[stelle] if stelle < len(zellen) else "" for _titel, stelle in genommen))
        for nummer, zellen in zeilen
    ]
    return [titel for titel, _stelle in genommen], neue
