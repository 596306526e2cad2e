"""Lesen: wie ein Kreis die Sätze seiner Niederschriften fasst."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lenkung.models import Textbaustein
from lenkung.regeln.textbausteine import BAUSTEINE, Bausteinart, Satzart

DATEI = Path(__file__).resolve().parents[2] / "daten" / "textbausteine.toml"


@cache
def saetze_des_hauses() -> dict[Satzart, str]:
    return {Satzart(art): text for art, text in tomllib.loads(DATEI.read_text(encoding="utf-8")).items()}


@dataclass(frozen=True, slots=True)
class GeltenderSatz:
    baustein: Bausteinart
    text: str
    eigene_fassung: Textbaustein | None = None

    @property
    def ist_eigener(self) -> bool:
        return self.eigene_fassung is not None


def geltende_saetze(kreis_id: int) -> list[GeltenderSatz]:
    """Alle in der Folge der Seite; eine Abfrage."""
    eigene = {Satzart(satz.art): satz for satz in Textbaustein.objects.filter(kreis_id=kreis_id)}
    return [
        GeltenderSatz(
            baustein, eigene[art].text if art in eigene else saetze_des_hauses()[art], eigene.get(art)
        )
        for art, baustein in BAUSTEINE.items()
    ]


def bausteine_des_kreises(kreis_id: int) -> dict[Satzart, str]:
    return {satz.baustein.art: satz.text for satz in geltende_saetze(kreis_id)}
