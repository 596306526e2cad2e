"""Einzelne Werte eines Szenarios lesen: streng, und jeder Fehler nennt seinen Pfad."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

# Stricter than fromisoformat, which knows weeks, offsets and forms without separators.
_ZEIT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?", re.ASCII)
_TAG = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


STELLEN = 1000
ZU_GROSS = 10**STELLEN
"""Python schreibt Zahlen nur bis 4300 Stellen; auch das Produkt zweier Angaben muss hineinpassen."""
GANZES = "szenario"
"""Der Pfad, wenn nicht ein Teil, sondern das Ganze unlesbar ist."""


class SzenarioFehler(Exception):
    def __init__(self, pfad: str, text: str) -> None:
        super().__init__(f"{pfad or GANZES}: {text}")
        self._pfad = pfad
        self.text = text

    @property
    def pfad(self) -> str:
        return self._pfad or GANZES

    def unter(self, davor: str) -> SzenarioFehler:
        punkt = "" if not self._pfad or self._pfad.startswith("[") else "."
        return SzenarioFehler(f"{davor}{punkt}{self._pfad}", self.text)


def mit_pfad(pfad: str, leser: Callable[[Any], T], wert: Any) -> T:
    try:
        return leser(wert)
    except SzenarioFehler as fehler:
        raise fehler.unter(pfad) from None


def liste(wert: Any, pfad: str, leser: Callable[[Any], T]) -> list[T]:
    if type(wert) is not list:
        raise SzenarioFehler(pfad, "muss eine Liste sein")
    try:
        return [leser(eintrag) for eintrag in wert]
    except SzenarioFehler:
        return [_mit_nummer(pfad, nummer, leser, eintrag) for nummer, eintrag in enumerate(wert)]


def _mit_nummer(pfad: str, nummer: int, leser: Callable[[Any], T], eintrag: Any) -> T:
    """Read once more, now that the number is needed."""
    return mit_pfad(f"{pfad}[{nummer}]", leser, eintrag)


class Form:
    """Welche Schlüssel ein Objekt hat: erst die nötigen, in der Reihenfolge, in der ein Fehler sie nennt."""

    __slots__ = ("_alle", "_noetige", "_reihe")

    def __init__(self, *noetige: str, frei: tuple[str, ...] = ()) -> None:
        self._reihe = noetige
        self._noetige = frozenset(noetige)
        self._alle = self._noetige.union(frei)

    def pruefen(self, wert: Any) -> None:
        if type(wert) is not dict:
            raise SzenarioFehler("", "muss ein Objekt sein")
        if self._noetige <= wert.keys() <= self._alle:
            return
        for schluessel in wert:
            if schluessel not in self._alle:
                raise SzenarioFehler(_lesbar(schluessel), "unbekannter Schlüssel")
        raise SzenarioFehler(next(name for name in self._reihe if name not in wert), "fehlt")


def _lesbar(schluessel: str) -> str:
    """Whoever sent the key may have put anything into it; a message stays one short line."""
    kurz = "".join(zeichen if zeichen.isprintable() else "?" for zeichen in schluessel[:60])
    return kurz.encode("utf-8", "replace").decode() or '""'


def oder_none(wert: dict[str, Any], feld: str, leser: Callable[[Any, str], T]) -> T | None:
    inhalt = wert.get(feld)
    return None if inhalt is None else leser(inhalt, feld)


def flagge(wert: dict[str, Any], feld: str) -> bool:
    inhalt = wert.get(feld, False)
    if type(inhalt) is not bool:
        raise SzenarioFehler(feld, "muss true oder false sein")
    return inhalt


def text(wert: Any, feld: str) -> str:
    if type(wert) is not str:
        raise SzenarioFehler(feld, "muss ein Text sein")
    return wert


def kennung(wert: Any, feld: str) -> str:
    if type(wert) is not str:
        raise SzenarioFehler(feld, "muss ein Text sein")
    if not wert:
        raise SzenarioFehler(feld, "darf nicht leer sein")
    return wert


def zahl(wert: Any, feld: str, mindestens: int = 0) -> int:
    if type(wert) is not int:
        raise SzenarioFehler(feld, "muss eine ganze Zahl sein")
    if wert < mindestens:
        raise SzenarioFehler(feld, f"muss mindestens {mindestens} sein")
    if wert >= ZU_GROSS:
        raise SzenarioFehler(feld, f"hat mehr als {STELLEN} Stellen")
    return wert


def zeit(wert: Any, feld: str) -> datetime:
    if type(wert) is str:
        gelesen = _zeit(wert)
        if gelesen is not None:
            return gelesen
        if _ZEIT.fullmatch(wert):
            raise SzenarioFehler(feld, "diesen Zeitpunkt gibt es nicht")
    raise SzenarioFehler(feld, "muss ein Zeitpunkt der Form JJJJ-MM-TTThh:mm oder mit :ss sein")


def tag(wert: Any, feld: str) -> date:
    if type(wert) is str:
        gelesen = _tag(wert)
        if gelesen is not None:
            return gelesen
        if _TAG.fullmatch(wert):
            raise SzenarioFehler(feld, "diesen Tag gibt es nicht")
    raise SzenarioFehler(feld, "muss ein Tag der Form JJJJ-MM-TT sein")


# The same few days and times stand at every seat and every person.
@lru_cache(maxsize=4096)
def _zeit(wert: str) -> datetime | None:
    if not _ZEIT.fullmatch(wert):
        return None
    with suppress(ValueError):
        return datetime.fromisoformat(wert)
    return None


@lru_cache(maxsize=4096)
def _tag(wert: str) -> date | None:
    if not _TAG.fullmatch(wert):
        return None
    with suppress(ValueError):
        return date.fromisoformat(wert)
    return None


def auswahl(art: type[E]) -> Callable[[Any, str], E]:
    werte = {eintrag.value: eintrag for eintrag in art}
    erlaubt = ", ".join(werte)

    def leser(wert: Any, feld: str) -> E:
        if type(wert) is str and wert in werte:
            return werte[wert]
        raise SzenarioFehler(feld, f"muss eines sein von: {erlaubt}")

    return leser
