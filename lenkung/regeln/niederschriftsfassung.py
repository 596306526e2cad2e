"""Feste Werte einer festgeschriebenen Niederschrift, und was wann mit ihr geschehen darf (GO RSK § 7)."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from lenkung.regeln.gremium import AmtArt


class Fassungsstand(StrEnum):
    """Eine Fassung ändert sich nie; es ändert sich nur, was von ihr gilt."""

    FESTGESCHRIEBEN = "festgeschrieben"
    """Liegt zur Unterschrift bereit, oder die erste ist geleistet."""
    UNTERZEICHNET = "unterzeichnet"
    """Alle Unterschriften, die die Geschäftsordnung verlangt."""
    WIDERRUFEN = "widerrufen"
    ERSETZT = "ersetzt"
    """Eine neuere ist unterzeichnet."""


class Unterschriftsart(StrEnum):
    ELEKTRONISCH = "elektronisch"
    PAPIER = "papier"
    """Von Hand auf dem Ausdruck; der Scan ist hochgeladen und bestätigt."""


def ausstehende(verlangt: Collection[AmtArt], geleistet: Collection[AmtArt]) -> tuple[AmtArt, ...]:
    """Welche Unterschriften noch fehlen, in der Folge der Geschäftsordnung; die Reihenfolge ist frei."""
    return tuple(amt for amt in verlangt if amt not in geleistet)
