"""Eine Unterschrift auf dem Bildschirm: Striche aus Punkten auf einer Fläche von 1000 × 400."""

from __future__ import annotations

import json
from typing import Any

BREITE, HOEHE = 1000, 400
PUNKTE_MINDESTENS, PUNKTE_HOECHSTENS = 6, 20_000
AUSDEHNUNG = 60
"""So weit muss sie in einer Richtung reichen: ein versehentlicher Tupfer ist keine Unterschrift."""

Striche = list[list[list[int]]]


def striche_lesen(text: str) -> Striche | None:
    """None, wenn es keine Unterschrift ist."""
    try:
        wert = json.loads(text)
    except ValueError:
        return None
    if not isinstance(wert, list) or not all(isinstance(strich, list) for strich in wert):
        return None
    punkte = [punkt for strich in wert for punkt in strich]
    if not PUNKTE_MINDESTENS <= len(punkte) <= PUNKTE_HOECHSTENS or not all(map(_ist_punkt, punkte)):
        return None
    return wert if _reicht(punkte) else None


def _ist_punkt(punkt: Any) -> bool:
    return (
        isinstance(punkt, list)
        and len(punkt) == 2
        and all(type(zahl) is int for zahl in punkt)
        and 0 <= punkt[0] <= BREITE
        and 0 <= punkt[1] <= HOEHE
    )


def _reicht(punkte: list[list[int]]) -> bool:
    return any(
        max(p[achse] for p in punkte) - min(p[achse] for p in punkte) >= AUSDEHNUNG for achse in (0, 1)
    )


def svg_pfad(striche: Striche) -> str:
    """Der Wert für das Attribut `d`."""
    return " ".join("M" + " L".join(f"{x} {y}" for x, y in strich) for strich in striche if strich)
