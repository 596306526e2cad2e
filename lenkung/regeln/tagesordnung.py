"""Womit sich eine Tagesordnung beschreiben lässt: Arten von Punkten, ihr Stand, der Weg der Bestätigung."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lenkung.regeln.bestimmungen import Bestimmung


class Punktart(StrEnum):
    FORMALIA = "formalia"
    """Begrüßung und Feststellung der Beschlussfähigkeit."""
    GENEHMIGUNG = "genehmigung"
    """Genehmigung der Niederschrift einer früheren Sitzung."""
    BERICHT = "bericht"
    BERATUNG = "beratung"
    BESCHLUSS = "beschluss"
    VERSCHIEDENES = "verschiedenes"


VORSCHLAGSARTEN = (Punktart.BERICHT, Punktart.BERATUNG, Punktart.BESCHLUSS)
"""Was ein Mitglied vorschlagen kann; das Übrige ergibt sich aus der Geschäftsordnung."""


class Punktstand(StrEnum):
    OFFEN = "offen"
    BEHANDELT = "behandelt"
    ZURUECKGESTELLT = "zurueckgestellt"
    """Mangels Beschlussfähigkeit nicht entschieden (GO RSK § 6 Abs. 5)."""
    ABGESETZT = "abgesetzt"


class Tagesordnungsstand(StrEnum):
    ENTWURF = "entwurf"
    VORGELEGT = "vorgelegt"
    ZURUECKGEGEBEN = "zurueckgegeben"
    BESTAETIGT = "bestaetigt"
    """Der Vorsitz hat sie festgelegt (GO RSK § 4 Abs. 3)."""
    IN_AENDERUNG = "in_aenderung"
    """Nach der Bestätigung geändert; gilt erst, wenn der Vorsitz auch das bestätigt hat."""


GESPERRT = frozenset({Tagesordnungsstand.BESTAETIGT})
"""Was bestätigt ist, ändert sich erst, wenn jemand die Änderung ausdrücklich beginnt."""
VORLEGBAR = frozenset(
    {Tagesordnungsstand.ENTWURF, Tagesordnungsstand.ZURUECKGEGEBEN, Tagesordnungsstand.IN_AENDERUNG}
)
BESTAETIGBAR = VORLEGBAR | {Tagesordnungsstand.VORGELEGT}
"""Auch ohne Vorlage im Programm: der Vorsitz kann am Telefon zugestimmt haben."""


@dataclass(frozen=True, slots=True)
class Tagesordnungsregeln:
    """Was eine Geschäftsordnung zur Tagesordnung sagt. Leer oder None: nicht geregelt."""

    festlegung_norm: str = ""
    """Der Vorsitz legt sie fest (GO RSK § 4 Abs. 3, GO Steinfurt § 5)."""
    gaeste_durch: str = ""
    gaeste_norm: str = ""
    hoechstdauer: int | None = None
    hoechstdauer_norm: str = ""


def tagesordnungsregeln(bestimmungen: Mapping[str, Bestimmung]) -> Tagesordnungsregeln:
    art, gaeste, rhythmus = (bestimmungen.get(name) for name in ("sitzungsart", "gaeste", "rhythmus"))
    festlegung = art is not None and "tagesordnung" in (art.werte.get("vorsitz_legt_fest") or ())
    grenze = rhythmus.werte.get("hoechstdauer") if rhythmus else None
    return Tagesordnungsregeln(
        festlegung_norm=art.norm if art and festlegung else "",
        gaeste_durch=gaeste.werte["durch"] if gaeste else "",
        gaeste_norm=gaeste.norm if gaeste else "",
        hoechstdauer=grenze,
        hoechstdauer_norm=rhythmus.norm if rhythmus and grenze is not None else "",
    )
