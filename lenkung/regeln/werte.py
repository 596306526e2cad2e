"""Die festen Wörter der Geschäftsordnungen."""

from __future__ import annotations

from enum import StrEnum


class Vergleich(StrEnum):
    MINDESTENS = ">="
    MEHR_ALS = ">"


class Quorumsbasis(StrEnum):
    ALLE_SITZE = "alle_sitze"
    """Bestehende Sitze mit Stimme, auch unbesetzte."""
    BESETZTE_SITZE = "besetzte_sitze"
    """Davon die, für die ein Mitglied oder eine Stellvertretung benannt ist."""


class Mehrheitsbasis(StrEnum):
    ANWESENDE = "anwesende"
    ABGEGEBENE = "abgegebene"
    """Ja, Nein und Enthaltungen."""
    JA_NEIN = "ja_nein"
    ALLE_SITZE = "alle_sitze"


class Zaehlung(StrEnum):
    KALENDERTAGE = "kalendertage"
    ARBEITSTAGE = "arbeitstage"
    """Montag bis Freitag ohne die Feiertage von Nordrhein-Westfalen."""


class Pflichtangabe(StrEnum):
    ORT = "ort"
    TERMIN = "termin"
    TAGESORDNUNG = "tagesordnung"


class Genehmigung(StrEnum):
    NAECHSTE_SITZUNG = "naechste_sitzung"
    FRIST = "frist"


class Einheit(StrEnum):
    TAGE = "tage"
    WOCHEN = "wochen"


class Sitzungsart(StrEnum):
    PRAESENZ = "praesenz"
    DIGITAL = "digital"
    HYBRID = "hybrid"


class Anwesenheitsart(StrEnum):
    VOR_ORT = "vor_ort"
    DIGITAL = "digital"


class Abstimmungsart(StrEnum):
    NAMENTLICH = "namentlich"
    ZAHLEN = "zahlen"
    EINVERNEHMLICH = "einvernehmlich"


class Feststellung(StrEnum):
    BESCHLUSSUNFAEHIG = "beschlussunfaehigkeit_festgestellt"
    BESCHLUSSFAEHIG = "beschlussfaehigkeit_festgestellt"


class Inhalt(StrEnum):
    """Was eine Niederschrift enthalten muss, in der Reihenfolge von GO RSK § 7 Abs. 1."""

    ORT = "ort"
    TAG = "tag"
    UHRZEIT = "uhrzeit"
    ANWESENDE = "anwesende"
    TAGESORDNUNG = "tagesordnung"
    ERKLAERUNGEN = "erklaerungen"
    BESCHLUESSE = "beschluesse"
    ERGEBNISSE = "ergebnisse"
    WESENTLICHES = "wesentliches"
    """GO Steinfurt § 7: die wesentlichen Ergebnisse."""


NICHT_GEREGELT = "nicht_geregelt"
