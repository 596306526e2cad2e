"""Wie Menschen zum Case Management kommen (Fachmodell § 3: Anfrage)."""

from __future__ import annotations

from enum import StrEnum


class Zugangsweg(StrEnum):
    SELBST = "selbst"
    SOZIALAMT = "sozialamt"
    ABH = "abh"
    EBH = "ebh"
    WOHLFAHRT = "wohlfahrt"
    MUKIS = "mukis"
    LOKAL = "lokal"
    UNTERKUNFT = "unterkunft"
    KITA = "kita"
    SCHULE = "schule"
    JOBCENTER = "jobcenter"
    GESUNDHEIT = "gesundheit"
    EHRENAMT = "ehrenamt"
    NACHBARN = "nachbarn"
    SONSTIGE = "sonstige"


class Anfragestand(StrEnum):
    WARTET = "wartet"
    UEBERNOMMEN = "uebernommen"
    WEITERGEGEBEN = "weitergegeben"
    ABGELEHNT = "abgelehnt"


class Ablehnungsgrund(StrEnum):
    ZUSTAENDIGKEIT = "zustaendigkeit"
    KEIN_BEDARF = "kein_bedarf"
    NICHT_ERREICHT = "nicht_erreicht"
    NICHT_GEWUENSCHT = "nicht_gewuenscht"
    SONSTIGER = "sonstiger"
    ZURUECKGEZOGEN = "zurueckgezogen"
    """Der Verweis, aus dem sie kam, gilt nicht mehr; das trägt KIM selbst ein."""


def zugangsweg_von(herkunft: str) -> Zugangsweg:
    """Von welchem Dienst in KIM ein Verweis kam."""
    return Zugangsweg(herkunft) if herkunft in set(Zugangsweg) else Zugangsweg.SONSTIGE
