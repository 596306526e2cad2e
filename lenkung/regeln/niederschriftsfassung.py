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


class Sperre(StrEnum):
    """Warum sich am Entwurf nichts mehr ändert."""

    ERSTE_UNTERSCHRIFT = "erste_unterschrift"
    UNTERZEICHNET = "unterzeichnet"


SPERREN = {
    Sperre.ERSTE_UNTERSCHRIFT: "Die erste Unterschrift ist geleistet; am Inhalt ändert sich nichts mehr. "
    "Wer ihn ändern muss, widerruft die Unterschrift.",
    Sperre.UNTERZEICHNET: "Die Niederschrift ist unterzeichnet. Zum Ändern beginnen Sie eine neue Fassung.",
}


def sperre(*, offene_mit_unterschrift: bool, gueltige: bool, aenderung_begonnen: bool) -> Sperre | None:
    """Nach der ersten Unterschrift ändert sich nichts mehr; danach nur, wer eine neue Fassung beginnt."""
    if offene_mit_unterschrift:
        return Sperre.ERSTE_UNTERSCHRIFT
    if gueltige and not aenderung_begonnen:
        return Sperre.UNTERZEICHNET
    return None


def aemter(durch: Collection[str]) -> tuple[AmtArt, ...]:
    """Aus der Bestimmung „Unterschriften“; jede Stelle einmal."""
    return tuple(dict.fromkeys(AmtArt(wort) for wort in durch))


_ANREDEN = frozenset({"dr.", "prof.", "frau", "herr"})


def dieselbe_person(name: str, anderer: str) -> bool:
    """Derselbe Name, gleich ob mit Titel; Groß und klein zählt nicht."""
    return bool(_kern(name)) and _kern(name) == _kern(anderer)


def _kern(name: str) -> tuple[str, ...]:
    return tuple(wort for wort in name.casefold().split() if wort not in _ANREDEN)


def traegt_namen(text: str, vorname: str, nachname: str) -> bool:
    """Endet der Text mit diesem Namen? Was davor steht, sind Titel und Anrede."""
    name = f"{vorname} {nachname}".casefold().split()
    return bool(nachname.strip()) and text.casefold().split()[-len(name) :] == name


_FUNKTIONEN = {
    AmtArt.VORSITZ: "Vorsitz",
    AmtArt.LEITUNG_GESCHAEFTSSTELLE: "Leitung der Geschäftsstelle",
}


def funktion(amt: AmtArt, *, in_vertretung: bool = False) -> str:
    """Wie es unter der Unterschrift steht."""
    return f"{_FUNKTIONEN[amt]}, in Vertretung" if in_vertretung else _FUNKTIONEN[amt]
