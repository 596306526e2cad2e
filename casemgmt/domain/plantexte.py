"""Die mitgelieferten Texte des gedruckten Plans."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from casemgmt.regeln.plansprachen import Plantexte, lesen

DATEI = Path(__file__).resolve().parent.parent / "daten" / "plantexte.toml"


@lru_cache(maxsize=1)
def plantexte() -> dict[str, Plantexte]:
    return lesen(DATEI.read_text(encoding="utf-8"))
