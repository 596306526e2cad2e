"""Woran erinnert wird, wann und wen. Jede Erinnerung genau einmal, auch nach einem Ausfall."""

from __future__ import annotations

from enum import StrEnum


class Erinnerungsart(StrEnum):
    VORSCHLAEGE = "vorschlaege"
    TAGESORDNUNG = "tagesordnung"
    VERSAND = "versand"
    ANTWORT = "antwort"
    SITZUNG = "sitzung"
    SITZ_FREI = "sitz_frei"


class Erinnerungsziel(StrEnum):
    GESCHAEFTSSTELLE = "geschaeftsstelle"
    VORSITZ = "vorsitz"
    MITGLIEDER = "mitglieder"
    STELLVERTRETUNGEN = "stellvertretungen"
