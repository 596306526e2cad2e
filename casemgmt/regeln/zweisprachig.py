"""Ein Blatt auf Deutsch neben der Sprache der Person: Zeilen aus je einer Zelle für jede Sprache.

So wird es gebraucht, auch für andere Drucke: `Zweisprachig` bauen, als `blatt` in den Kontext der PDF-Art
geben und in der Vorlage `{% include "casemgmt/pdf/zweisprachig.html" %}` schreiben. Sprachen von rechts nach
links brauchen nichts weiter; die Schriften liegen im Haus (`scripts/oberflaeche_bauen.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

DEUTSCH = "de"


class Blockart(StrEnum):
    TITEL = "titel"
    ABSATZ = "absatz"
    STARK = "stark"
    LISTE = "liste"


@dataclass(frozen=True, slots=True)
class Block:
    art: Blockart
    text: str = ""
    punkte: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blattsprache:
    kennung: str
    name: str
    richtung: str


@dataclass(frozen=True, slots=True)
class Unterschriftszeile:
    """Was unter der Linie steht, in jeder Sprache."""

    worte: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Zweisprachig:
    """`zeilen`: je Zeile für jede Sprache eine Zelle, in der Reihenfolge von `sprachen`."""

    sprachen: tuple[Blattsprache, ...]
    titel: tuple[str, ...]
    zeilen: tuple[tuple[tuple[Block, ...], ...], ...]
    unterschriften: tuple[Unterschriftszeile, ...] = ()

    def __post_init__(self) -> None:
        breite = len(self.sprachen)
        if not 1 <= breite <= 2 or self.sprachen[0].kennung != DEUTSCH:
            raise ValueError("Deutsch zuerst, daneben höchstens eine Sprache")
        for teil in (self.titel, *self.zeilen, *(zeile.worte for zeile in self.unterschriften)):
            if len(teil) != breite:
                raise ValueError("Jede Zeile braucht für jede Sprache eine Zelle")


def titel(text: str) -> Block:
    return Block(Blockart.TITEL, text)


def absatz(text: str) -> Block:
    return Block(Blockart.ABSATZ, text)


def stark(text: str) -> Block:
    return Block(Blockart.STARK, text)


def eingebettet(text: str) -> str:
    """Ein Stück in anderer Schrift oder Richtung: es ordnet sich für sich, jede Zeile einzeln."""
    return "\n".join(f"\u2068{zeile}\u2069" for zeile in text.splitlines() if zeile.strip())


def liste(punkte: Sequence[str]) -> Block:
    return Block(Blockart.LISTE, punkte=tuple(punkte))
