"""Abfragen unter den Mitgliedern. Sie sind kein Beschluss: gezählt wird, entschieden wird anderswo."""

from __future__ import annotations

from enum import StrEnum


class Abfrageart(StrEnum):
    ABSAGE = "absage"
    """Soll die Sitzung ausfallen? So gefragt vor dem 19.06.2023."""
    TERMIN = "termin"
    FRAGE = "frage"


class Abfragestand(StrEnum):
    OFFEN = "offen"
    BEENDET = "beendet"
    ZURUECKGENOMMEN = "zurueckgenommen"


class Meinung(StrEnum):
    JA = "ja"
    NOTFALLS = "notfalls"
    NEIN = "nein"
