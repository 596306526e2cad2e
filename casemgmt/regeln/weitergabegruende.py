"""Die Gründe, aus denen ohne Einwilligung weitergegeben werden darf oder muss; sie stehen in einer Datei."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weitergabegrund:
    schluessel: str
    titel: str
    norm: str
    pflicht: bool
    """Das Gesetz verlangt die Weitergabe; sonst erlaubt es sie."""
    wann: str
    vorher: str
    gilt_tage: int
    eingeschaltet: bool
    frage: str = ""
    """Warum er noch nicht gilt; nur bei ausgeschalteten."""


def lesen(text: str) -> dict[str, Weitergabegrund]:
    daten = tomllib.loads(text)
    gruende = [
        Weitergabegrund(
            schluessel=schluessel,
            titel=angaben["titel"],
            norm=angaben["norm"],
            pflicht=angaben["pflicht"],
            wann=angaben["wann"],
            vorher=angaben["vorher"],
            gilt_tage=angaben["gilt_tage"],
            eingeschaltet=angaben["eingeschaltet"],
            frage=angaben.get("frage", ""),
        )
        for schluessel, angaben in daten["gruende"].items()
    ]
    for grund in gruende:
        if grund.gilt_tage < 1:
            raise ValueError(f"{grund.schluessel}: gilt_tage muss mindestens 1 sein")
        if not grund.eingeschaltet and not grund.frage:
            raise ValueError(f"{grund.schluessel}: wer ausgeschaltet ist, nennt die offene Frage")
    return {grund.schluessel: grund for grund in gruende}
