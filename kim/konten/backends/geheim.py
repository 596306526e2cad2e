"""Small secrets at rest: encrypted with the key ring, so that a copy of the database alone tells nothing."""

from __future__ import annotations

import base64
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kim.schluessel.domain.pruefung import schluesselbund


def verschluesseln(text: str, *, zweck: str) -> str:
    """`zweck` binds the secret to its place: elsewhere it does not open."""
    bund = schluesselbund()
    nonce = os.urandom(12)
    geheim = AESGCM(bund.fuer(bund.aktuell)).encrypt(nonce, text.encode(), zweck.encode())
    return f"{bund.aktuell}:{base64.b64encode(nonce + geheim).decode()}"


def entschluesseln(verschluesselt: str, *, zweck: str) -> str:
    kennung, _doppelpunkt, inhalt = verschluesselt.partition(":")
    roh = base64.b64decode(inhalt)
    return AESGCM(schluesselbund().fuer(kennung)).decrypt(roh[:12], roh[12:], zweck.encode()).decode()
