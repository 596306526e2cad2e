"""Kleine Geheimnisse in der Datenbank, mit dem Schlüsselbund versiegelt: eine Kopie verrät nichts."""

from __future__ import annotations

import base64
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kim.schluessel.domain.pruefung import schluesselbund


def verschluesseln(text: str, *, zweck: str) -> str:
    """`zweck` bindet das Geheimnis an seinen Platz: anderswo geht es nicht auf."""
    bund = schluesselbund()
    nonce = os.urandom(12)
    geheim = AESGCM(bund.fuer(bund.aktuell)).encrypt(nonce, text.encode(), zweck.encode())
    return f"{bund.aktuell}:{base64.b64encode(nonce + geheim).decode()}"


def entschluesseln(verschluesselt: str, *, zweck: str) -> str:
    kennung, _doppelpunkt, inhalt = verschluesselt.partition(":")
    roh = base64.b64decode(inhalt)
    return AESGCM(schluesselbund().fuer(kennung)).decrypt(roh[:12], roh[12:], zweck.encode()).decode()
