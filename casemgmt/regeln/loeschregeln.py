"""Die Löschregeln lesen und prüfen, ob jede Angabe eine hat (DIN 66398: Löschklasse, Frist, Beginn)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Loeschklasse:
    schluessel: str
    titel: str
    beginn: str
    monate: int
    grund: str


@dataclass(frozen=True, slots=True)
class Tabellenregel:
    """`klasse` None: die Tabelle hat keinen Personenbezug."""

    tabelle: str
    klasse: Loeschklasse | None
    personenbezug: tuple[str, ...]
    sachangaben: tuple[str, ...]


class Regelfehler(ValueError):
    pass


def lesen(text: str) -> dict[str, Tabellenregel]:
    daten = tomllib.loads(text)
    klassen = {name: _klasse(name, angaben) for name, angaben in daten["klassen"].items()}
    return {name: _regel(name, angaben, klassen) for name, angaben in daten["tabellen"].items()}


def _klasse(name: str, angaben: Mapping[str, Any]) -> Loeschklasse:
    if fehlend := {"titel", "beginn", "monate", "grund"} - set(angaben):
        raise Regelfehler(f"Klasse {name}: es fehlt {', '.join(sorted(fehlend))}")
    monate = angaben["monate"]
    if not isinstance(monate, int) or monate < 1:
        raise Regelfehler(f"Klasse {name}: die Frist muss eine Zahl von Monaten sein")
    return Loeschklasse(name, str(angaben["titel"]), str(angaben["beginn"]), monate, str(angaben["grund"]))


def _regel(name: str, angaben: Mapping[str, Any], klassen: Mapping[str, Loeschklasse]) -> Tabellenregel:
    personenbezug = tuple(angaben.get("personenbezug", ()))
    klasse = str(angaben.get("klasse", ""))
    if klasse and klasse not in klassen:
        raise Regelfehler(f"Tabelle {name}: die Klasse {klasse} gibt es nicht")
    if personenbezug and not klasse:
        raise Regelfehler(f"Tabelle {name}: Personenbezug ohne Klasse")
    sachangaben = tuple(angaben.get("sachangaben", ()))
    return Tabellenregel(name, klassen.get(klasse), personenbezug, sachangaben)


def luecken(regeln: Mapping[str, Tabellenregel], tabellen: Mapping[str, Iterable[str]]) -> list[str]:
    """Was ohne Regel ist, was zweimal steht und was es nicht gibt. Leer heißt: vollständig."""
    funde = [f"{name}: Tabelle ohne Löschregel" for name in sorted(set(tabellen) - set(regeln))]
    funde += [f"{name}: Regel ohne Tabelle" for name in sorted(set(regeln) - set(tabellen))]
    for name in sorted(set(tabellen) & set(regeln)):
        genannt = [*regeln[name].personenbezug, *regeln[name].sachangaben]
        felder = set(tabellen[name])
        funde += [f"{name}.{feld}: ohne Löschregel" for feld in sorted(felder - set(genannt))]
        funde += [f"{name}.{feld}: gibt es nicht" for feld in sorted(set(genannt) - felder)]
        funde += [
            f"{name}.{feld}: steht zweimal" for feld in sorted({f for f in genannt if genannt.count(f) > 1})
        ]
    return funde
