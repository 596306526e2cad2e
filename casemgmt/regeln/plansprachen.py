"""Die festen Texte des gedruckten Plans, je Sprache."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from casemgmt.regeln.sprachen import BLATTSPRACHEN, richtung


@dataclass(frozen=True, slots=True)
class Plantexte:
    sprache: str
    geprueft: bool
    texte: dict[str, str]
    themen: dict[str, str]
    wer: dict[str, str]

    @property
    def richtung(self) -> str:
        return richtung(self.sprache)


class Textfehler(ValueError):
    pass


def lesen(text: str) -> dict[str, Plantexte]:
    """Jede Sprache hat dieselben Texte wie Deutsch; fehlt einer, ist die Datei unbrauchbar."""
    daten = tomllib.loads(text)
    alle = {kuerzel: _sprache(kuerzel, angaben) for kuerzel, angaben in daten.items()}
    deutsch = alle["de"]
    for kuerzel, satz in alle.items():
        for teil in ("texte", "themen", "wer"):
            unterschied = set(getattr(satz, teil)) ^ set(getattr(deutsch, teil))
            if unterschied:
                raise Textfehler(f"{kuerzel}.{teil}: {', '.join(sorted(unterschied))}")
    return alle


def _sprache(kuerzel: str, angaben: dict[str, Any]) -> Plantexte:
    if kuerzel not in BLATTSPRACHEN:
        raise Textfehler(f"{kuerzel}: diese Sprache gibt es nicht")
    return Plantexte(kuerzel, bool(angaben["geprueft"]), angaben["texte"], angaben["themen"], angaben["wer"])
