"""Die Kette des Lesezugriffsprotokolls: jede Zeile trägt die Prüfsumme der vorigen mit.

Wer eine Zeile ändert oder herausnimmt, müsste alle folgenden neu schreiben; `bruch` findet die Stelle.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glied:
    nummer: int
    angaben: tuple[str, ...]
    vorige: str
    pruefsumme: str


def pruefsumme(nummer: int, angaben: tuple[str, ...], vorige: str) -> str:
    # JSON hält die Angaben auseinander: ("ab", "c") und ("a", "bc") geben verschiedene Summen.
    text = json.dumps([nummer, *angaben, vorige], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def bruch(glieder: Iterable[Glied], *, ende: tuple[int, str]) -> int | None:
    """Die erste Nummer, an der die Kette nicht stimmt, oder None. `ende`: letzte Nummer und Summe.

    Die Kette darf hinter ihrem Anfang beginnen: alte Zeilen werden nach ihrer Frist von vorn gelöscht.
    """
    vorige: Glied | None = None
    for glied in glieder:
        if vorige is not None and (glied.nummer, glied.vorige) != (vorige.nummer + 1, vorige.pruefsumme):
            return vorige.nummer + 1
        if glied.pruefsumme != pruefsumme(glied.nummer, glied.angaben, glied.vorige):
            return glied.nummer
        vorige = glied
    letzte = (vorige.nummer, vorige.pruefsumme) if vorige else (0, "")
    if letzte == ende:
        return None
    return letzte[0] + 1 if letzte[0] < ende[0] else letzte[0]
