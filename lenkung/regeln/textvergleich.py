"""Zwei Texte Zeile für Zeile: was gleich blieb, was wegfiel, was dazukam."""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple


class Zeilenart(StrEnum):
    GLEICH = "gleich"
    WEG = "weg"
    NEU = "neu"


class Vergleichszeile(NamedTuple):
    art: Zeilenart
    text: str


def zeilenvergleich(vorher: str, nachher: str) -> tuple[Vergleichszeile, ...]:
    """Leere Zeilen trennen nur Absätze und zählen nicht."""
    alte, neue = ([zeile for zeile in text.splitlines() if zeile.strip()] for text in (vorher, nachher))
    zeilen: list[Vergleichszeile] = []
    for art, a_von, a_bis, b_von, b_bis in SequenceMatcher(None, alte, neue, autojunk=False).get_opcodes():
        if art == "equal":
            zeilen += [Vergleichszeile(Zeilenart.GLEICH, zeile) for zeile in alte[a_von:a_bis]]
        else:
            zeilen += [Vergleichszeile(Zeilenart.WEG, zeile) for zeile in alte[a_von:a_bis]]
            zeilen += [Vergleichszeile(Zeilenart.NEU, zeile) for zeile in neue[b_von:b_bis]]
    return tuple(zeilen)
