"""Was zu einer Beratung und zu sonstiger Arbeit festgehalten wird (Fachmodell § 3: Termin, Arbeitstermin)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Terminart(StrEnum):
    EINMALIG = "einmalig"
    """Eine einmalige Beratung, mit oder ohne Namen."""
    CASE_MANAGEMENT = "case_management"
    """Ein Termin in einem Fall."""


class Terminstand(StrEnum):
    GEPLANT = "geplant"
    GEHALTEN = "gehalten"
    NICHT_ERSCHIENEN = "nicht_erschienen"
    ABGESAGT = "abgesagt"


class Kanal(StrEnum):
    VOR_ORT = "vor_ort"
    AUFSUCHEND = "aufsuchend"
    TELEFON = "telefon"
    EMAIL = "email"
    VIDEO = "video"


class Sprachmittlung(StrEnum):
    KEINE = "keine"
    PERSON = "person"
    GERAET = "geraet"


class Arbeitsart(StrEnum):
    ARBEITSKREIS = "arbeitskreis"
    ARBEITSGRUPPE = "arbeitsgruppe"
    AUFTAKT = "auftakt"
    GRUPPENVERANSTALTUNG = "gruppenveranstaltung"
    AUSTAUSCH_BEHOERDE = "austausch_behoerde"
    NETZWERK = "netzwerk"
    FORTBILDUNG = "fortbildung"
    FALLKONFERENZ = "fallkonferenz"
    SONSTIGES = "sonstiges"


class Kopfzahlart(StrEnum):
    UKRAINE_REGISTRIERUNG = "ukraine_registrierung"
    ANKUNFT = "ankunft"


@dataclass(frozen=True, slots=True)
class Beratungsangaben:
    """Eine gehaltene Beratung. Ohne `fall_id` und ohne `klienten` ist sie anonym und gehört zu niemandem."""

    beginn: datetime
    dauer_minuten: int
    kanal: Kanal
    themen: tuple[str, ...]
    """Schlüssel der Themen des Kreises."""
    sprachmittlung: Sprachmittlung = Sprachmittlung.KEINE
    sprache: str = "de"
    personen: int = 1
    """Wie viele da waren; bei einem Fall mindestens die genannten."""
    fall_id: int | None = None
    klienten: tuple[int, ...] = ()
    kommune_id: int | None = None
    """Bei einer anonymen Beratung: für welche Kommune. Sonst die des Falls."""
    standort_id: int | None = None
    naechster_schritt: str = ""
    notiz: str = ""
    vorbereitung_minuten: int = 0
    nachbereitung_minuten: int = 0


@dataclass(frozen=True, slots=True)
class Geraetezeit:
    """Was die Uhr des Geräts beim Festhalten sagte, wenn ohne Netz erfasst wurde."""

    kennung: UUID
    geraet_erfasst_am: datetime | None = None


@dataclass(frozen=True, slots=True)
class Arbeitsangaben:
    """Arbeit, die keine Beratung ist. Liegt der Beginn noch bevor, ist sie geplant."""

    art: Arbeitsart
    beginn: datetime
    dauer_minuten: int
    titel: str = ""
    """Ohne Namen."""
    teilnehmende: int | None = None
    notiz: str = ""
    kommune_id: int | None = None
    standort_id: int | None = None


@dataclass(frozen=True, slots=True)
class Kopfzahlangaben:
    art: Kopfzahlart
    tag: date
    anzahl: int
    kommune_id: int | None = None
    standort_id: int | None = None
