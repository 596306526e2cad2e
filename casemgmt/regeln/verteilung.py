"""Ganze Zahlen so verteilen, dass nichts übrig bleibt."""

from __future__ import annotations

from collections.abc import Sequence


def verteilen(summe: int, gewichte: Sequence[float], *, mindestens: int = 0) -> list[int]:
    """Ganze Zahlen nach Gewicht, die zusammen genau `summe` ergeben (größte Reste; vorn zuerst)."""
    rest = summe - mindestens * len(gewichte)
    gesamt = sum(gewichte)
    if rest < 0 or (rest and gesamt <= 0):
        raise ValueError("So lässt sich die Summe nicht verteilen.")
    anteile = [rest * gewicht / gesamt if gesamt else 0.0 for gewicht in gewichte]
    zahlen = [int(anteil) for anteil in anteile]
    nach_rest = sorted(range(len(anteile)), key=lambda i: (zahlen[i] - anteile[i], i))
    for stelle in nach_rest[: rest - sum(zahlen)]:
        zahlen[stelle] += 1
    return [zahl + mindestens for zahl in zahlen]
