"""Wie eine Bestimmung beschrieben ist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Werte = Mapping[str, Any]


class Gruppe(StrEnum):
    """In der Reihenfolge der Seite; der Wert ist die Überschrift."""

    GELTUNG = "Geltung und Aufgaben"
    SITZUNGEN = "Sitzungen"
    EINLADUNG = "Vorschläge und Einladung"
    BESCHLUSS = "Beschlussfähigkeit und Abstimmung"
    NIEDERSCHRIFT = "Niederschrift"
    GREMIUM = "Zusammensetzung und Arbeitsgruppen"


class Feldart(StrEnum):
    ZAHL = "zahl"
    WAHL = "wahl"
    MEHRFACH = "mehrfach"
    JA = "ja"


@dataclass(frozen=True, slots=True)
class Feld:
    name: str
    titel: str
    art: Feldart
    wahl: tuple[tuple[str, str], ...] = ()
    von: int = 0
    bis: int = 1000
    noetig: bool = True
    hilfe: str = ""
    einheit: str = ""


@dataclass(frozen=True, slots=True)
class Bestimmungsart:
    schluessel: str
    titel: str
    gruppe: Gruppe
    frage: str
    """Was diese Bestimmung beantwortet."""
    satz: Callable[[Werte], str]
    """Die Angaben in einem Satz."""
    felder: tuple[Feld, ...] = ()
    wirkung: str = ""
    """Was KIM daraus macht; leer, wenn es nur dokumentiert ist."""


@dataclass(frozen=True, slots=True)
class Bestimmung:
    """Eine geregelte Bestimmung mit ihren Angaben."""

    norm: str
    werte: Werte
    wortlaut: str = ""
    lesart: str = ""
    """Wie die Bestimmung hier gelesen wird, wo ihr Wortlaut mehrere Deutungen zulässt."""
