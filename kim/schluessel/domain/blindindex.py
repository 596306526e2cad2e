"""Suchen, ohne zu lesen: aus einem Wort wird eine Zahl, die nur der Schlüsselbund machen kann.

In der Datenbank stehen nur die Zahlen. Gefragt wird mit den Zahlen aller Schlüssel des Bundes, damit die
Suche auch während eines Schlüsselwechsels alles findet.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from kim.schluessel.domain.pruefung import abgeleitet, aktueller_schluessel, schluesselbund


def marke(wort: str, *, zweck: str, kennung: str | None = None) -> int:
    """Eine Zahl von 64 Bit. `zweck` hält Indexe auseinander, zum Beispiel die zweier Kreise."""
    schluessel = abgeleitet(kennung or aktueller_schluessel(), f"index:{zweck}")
    roh = hmac.new(schluessel, wort.encode(), hashlib.sha256).digest()
    return int.from_bytes(roh[:8], "big", signed=True)


def suchmarken(woerter: Iterable[str], *, zweck: str) -> list[int]:
    kennungen = list(schluesselbund().schluessel)
    return [marke(wort, zweck=zweck, kennung=kennung) for wort in woerter for kennung in kennungen]
