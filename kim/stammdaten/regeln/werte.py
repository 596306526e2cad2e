"""Feste Werte der Stammdaten. Ihre Bezeichnungen für Menschen stehen bei den Modellen."""

from __future__ import annotations

from enum import StrEnum


class KommuneArt(StrEnum):
    STADT = "stadt"
    GEMEINDE = "gemeinde"


class Rheinseite(StrEnum):
    """Lage am Rhein; nur für Kreise, die der Fluss teilt (KIM-Konzept RSK, Rahmenbedingungen)."""

    LINKS = "linksrheinisch"
    RECHTS = "rechtsrheinisch"


class EinrichtungArt(StrEnum):
    KREISVERWALTUNG = "kreisverwaltung"
    KOMMUNE = "kommune"
    BEHOERDE = "behoerde"
    JOBCENTER = "jobcenter"
    ARBEITSAGENTUR = "arbeitsagentur"
    WOHLFAHRT = "wohlfahrt"
    BERATUNG = "beratung"
    SPRACHKURSTRAEGER = "sprachkurstraeger"
    BILDUNG = "bildung"
    GESUNDHEIT = "gesundheit"
    KAMMER = "kammer"
    WIRTSCHAFT = "wirtschaft"
    MSO = "mso"
    EHRENAMT = "ehrenamt"
    VERTRETUNG = "vertretung"
    SONSTIGE = "sonstige"


class Rechtskreis(StrEnum):
    """Das Recht, nach dem eine Einrichtung vor allem handelt (Präambel der GO RSK)."""

    SGB_II = "sgb_ii"
    SGB_III = "sgb_iii"
    SGB_VIII = "sgb_viii"
    SGB_IX = "sgb_ix"
    SGB_XII = "sgb_xii"
    ASYLBLG = "asylblg"
    ASYLG = "asylg"
    AUFENTHG = "aufenthg"
    STAG = "stag"
    TINTG = "tintg"
    SCHULG = "schulg"
    JMD = "jmd"
    MBE = "mbe"


class Barrierefreiheit(StrEnum):
    JA = "ja"
    TEILWEISE = "teilweise"
    NEIN = "nein"
