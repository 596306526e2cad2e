"""Feste Werte der Stammdaten: Arten, Lagen und Rechtskreise mit ihren Bezeichnungen."""

from __future__ import annotations

from enum import StrEnum


class Wert(StrEnum):
    """Ein ASCII-Wort für die Datenbank und eine Bezeichnung für Menschen."""

    titel: str

    def __new__(cls, wert: str, titel: str) -> Wert:
        neu = str.__new__(cls, wert)
        neu._value_ = wert
        neu.titel = titel
        return neu

    @classmethod
    def auswahl(cls) -> list[tuple[str, str]]:
        return [(eintrag.value, eintrag.titel) for eintrag in cls]

    @classmethod
    def aus_text(cls, text: str) -> Wert | None:
        """Findet den Wert zu einem Wort oder einer Bezeichnung, ohne auf Groß und Klein zu achten."""
        gesucht = " ".join(text.split()).casefold()
        for eintrag in cls:
            if gesucht in (eintrag.value.casefold(), eintrag.titel.casefold()):
                return eintrag
        return None


class KommuneArt(Wert):
    STADT = "stadt", "Stadt"
    GEMEINDE = "gemeinde", "Gemeinde"


class Lage(Wert):
    """Lage am Rhein; nur für Kreise, die der Fluss teilt (KIM-Konzept RSK, Rahmenbedingungen)."""

    LINKSRHEINISCH = "linksrheinisch", "linksrheinisch"
    RECHTSRHEINISCH = "rechtsrheinisch", "rechtsrheinisch"


class EinrichtungArt(Wert):
    KREISVERWALTUNG = "kreisverwaltung", "Kreisverwaltung"
    KOMMUNE = "kommune", "Kommune"
    BEHOERDE = "behoerde", "Behörde"
    JOBCENTER = "jobcenter", "Jobcenter"
    ARBEITSAGENTUR = "arbeitsagentur", "Agentur für Arbeit"
    WOHLFAHRT = "wohlfahrt", "Wohlfahrt"
    BERATUNG = "beratung", "Beratungsstelle"
    SPRACHKURSTRAEGER = "sprachkurstraeger", "Sprachkursträger"
    BILDUNG = "bildung", "Bildung und Betreuung"
    GESUNDHEIT = "gesundheit", "Gesundheit"
    KAMMER = "kammer", "Kammer"
    WIRTSCHAFT = "wirtschaft", "Wirtschaft"
    MSO = "mso", "Migrantenselbstorganisation"
    EHRENAMT = "ehrenamt", "Ehrenamt"
    VERTRETUNG = "vertretung", "Politische Vertretung"
    SONSTIGE = "sonstige", "Sonstige"


class Rechtskreis(Wert):
    """Das Recht, nach dem eine Einrichtung vor allem handelt (Präambel der GO RSK)."""

    SGB_II = "sgb_ii", "SGB II"
    SGB_III = "sgb_iii", "SGB III"
    SGB_VIII = "sgb_viii", "SGB VIII"
    SGB_IX = "sgb_ix", "SGB IX"
    SGB_XII = "sgb_xii", "SGB XII"
    ASYLBLG = "asylblg", "AsylbLG"
    ASYLG = "asylg", "AsylG"
    AUFENTHG = "aufenthg", "AufenthG"
    STAG = "stag", "StAG"
    TINTG = "tintg", "TIntG"
    SCHULG = "schulg", "SchulG"
    JMD = "jmd", "Jugendmigrationsdienst"
    MBE = "mbe", "Migrationsberatung für Erwachsene"
