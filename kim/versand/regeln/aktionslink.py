"""Ob ein Link noch gilt, und woran man ihn wiedererkennt."""

from __future__ import annotations

import hashlib
from datetime import datetime
from enum import StrEnum


class Linkstand(StrEnum):
    OFFEN = "offen"
    EINGELOEST = "eingeloest"
    WIDERRUFEN = "widerrufen"
    ABGELAUFEN = "abgelaufen"


def linkstand(*, gueltig_bis: datetime, eingeloest: bool, widerrufen: bool, jetzt: datetime) -> Linkstand:
    if eingeloest:
        return Linkstand.EINGELOEST
    if widerrufen:
        return Linkstand.WIDERRUFEN
    if gueltig_bis <= jetzt:
        return Linkstand.ABGELAUFEN
    return Linkstand.OFFEN


def fingerabdruck(token: str) -> str:
    """Nur dieser Wert steht in der Datenbank: wer sie liest, kann keinen Link nachbauen."""
    return hashlib.sha256(token.encode()).hexdigest()
