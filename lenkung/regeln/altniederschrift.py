"""Eine Niederschrift, die nicht in KIM entstand: was von ihr bekannt ist."""

from __future__ import annotations

from enum import StrEnum


class Altstand(StrEnum):
    ENTWURF = "entwurf"
    UNTERZEICHNET = "unterzeichnet"
    GENEHMIGT = "genehmigt"
    UNBEKANNT = "unbekannt"


FUER_ALLE = frozenset({Altstand.UNTERZEICHNET, Altstand.GENEHMIGT})
"""Was so weit ist, lesen auch die Mitglieder."""
