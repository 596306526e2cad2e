"""Wo unterschrieben wird: ein Feld je Person, an einem Platz, den die Seite freihält."""

from __future__ import annotations

from dataclasses import dataclass

BREITE_MM = 84
HOEHE_MM = 30
"""So groß ist der Platz in `siegel/pdf/unterschriftsfelder.css`."""

PUNKTE_JE_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Signaturfeld:
    """`anker` ist die id des freigehaltenen Platzes, `beschriftung` liest ein Vorleseprogramm vor."""

    name: str
    anker: str
    beschriftung: str
    breite_mm: float = BREITE_MM
    hoehe_mm: float = HOEHE_MM

    def rechteck(self, x: float, y: float) -> tuple[float, float, float, float]:
        """Links, unten, rechts, oben in Punkten; (x, y) ist die linke obere Ecke."""
        return (x, y - self.hoehe_mm * PUNKTE_JE_MM, x + self.breite_mm * PUNKTE_JE_MM, y)
