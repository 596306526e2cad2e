"""Wie lange ein Link gilt, den eine Person per E-Mail bekommt."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum


class Linkzweck(StrEnum):
    EINLADUNG = "einladung"
    ANMELDUNG = "anmeldung"


class Linkzustand(StrEnum):
    OFFEN = "offen"
    ABGELAUFEN = "abgelaufen"
    EINGELOEST = "eingeloest"
    WIDERRUFEN = "widerrufen"


GUELTIGKEIT = {Linkzweck.EINLADUNG: timedelta(days=7), Linkzweck.ANMELDUNG: timedelta(minutes=15)}
# Ein neuer Link macht den alten ungültig; wer ständig neue anfordert, soll niemandes Postfach füllen.
MINDESTABSTAND = {Linkzweck.EINLADUNG: timedelta(minutes=5), Linkzweck.ANMELDUNG: timedelta(minutes=1)}


def linkzustand(*, gueltig_bis: datetime, eingeloest: bool, widerrufen: bool, jetzt: datetime) -> Linkzustand:
    if eingeloest:
        return Linkzustand.EINGELOEST
    if widerrufen:
        return Linkzustand.WIDERRUFEN
    if gueltig_bis <= jetzt:
        return Linkzustand.ABGELAUFEN
    return Linkzustand.OFFEN


def fingerabdruck(token: str) -> str:
    """Nur dieser Wert steht in der Datenbank: wer sie liest, kann keinen Link nachbauen."""
    return hashlib.sha256(token.encode()).hexdigest()
