"""Welche Sendungen zu einer Sitzung hinausgehen."""

from __future__ import annotations

from enum import StrEnum


class Sendungsart(StrEnum):
    EINLADUNG = "einladung"
    NACHVERSAND = "nachversand"
    """Unterlagen, die nach der Einladung kommen."""
    AENDERUNG = "aenderung"
    """Die Tagesordnung hat sich nach der Einladung geändert."""


class Sendungsstand(StrEnum):
    VORBEREITET = "vorbereitet"
    VERSANDT = "versandt"
    VERWORFEN = "verworfen"
