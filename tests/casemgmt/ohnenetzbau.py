"""Seals as a device does, by its own code and not by ours: what the page sends, made in Python."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import uuid
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils import timezone

from casemgmt.domain.erfassungsgeraet import geraet_anmelden
from casemgmt.domain.kasten import empfangsschluessel
from casemgmt.models import Empfangsschluessel, Erfassungsgeraet

GEHEIMNIS = "Das Geheimnis des Geräts"


def geraet(konto: Any) -> Erfassungsgeraet:
    satz, _geheimnis = geraet_anmelden(marken=[], akteur=konto)
    Erfassungsgeraet.objects.filter(pk=satz.pk).update(
        geheimnis=hashlib.sha256(GEHEIMNIS.encode()).hexdigest()
    )
    return satz


def beratung(aktenzeichen: str = "", **daten: Any) -> dict[str, Any]:
    return {
        "beginn": (timezone.now() - timedelta(hours=1)).isoformat(),
        "dauer_minuten": 30,
        "personen": 1,
        "themen": ["wohnen"],
        "kanal": "vor_ort",
        "aktenzeichen": aktenzeichen,
        "notiz": "Sucht eine Wohnung.",
        "naechster_schritt": "Wohnungsamt anrufen",
        **daten,
    }


def inhalt(daten: Any, art: str = "beratung", fassung: int = 1, **angaben: Any) -> dict[str, Any]:
    return {
        "art": art,
        "fassung": fassung,
        "erfasst_am": (timezone.now() - timedelta(minutes=30)).isoformat(),
        "daten": daten,
        **angaben,
    }


def kasten(
    satz: Erfassungsgeraet,
    was: Any,
    *,
    kennung: uuid.UUID | None = None,
    schluessel: Empfangsschluessel | None = None,
) -> dict[str, Any]:
    kennung = kennung or uuid.uuid4()
    server = schluessel or empfangsschluessel(satz.kreis_id)
    fluechtig = ec.generate_private_key(ec.SECP256R1())
    epk = fluechtig.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    gegen = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(server.oeffentlich))
    haelt = HKDF(
        hashes.SHA256(), 32, salt=epk, info=f"kim-ohne-netz-1|server|{server.kennung}".encode()
    ).derive(fluechtig.exchange(ec.ECDH(), gegen))
    frisch = AESGCM.generate_key(256)
    return {
        "v": 1,
        "kennung": str(kennung),
        "marke": str(satz.marke),
        "schluessel": server.kennung,
        "epk": base64.b64encode(epk).decode(),
        "huelle": _zu(haelt, frisch, None),
        "daten": _zu(frisch, json.dumps(was).encode(), f"kim-ohne-netz-1|{kennung}|{satz.marke}".encode()),
    }


def _zu(schluessel: bytes, klar: bytes, aad: bytes | None) -> str:
    nonce = os.urandom(12)
    return base64.b64encode(nonce + AESGCM(schluessel).encrypt(nonce, klar, aad)).decode()


def jetzt() -> datetime:
    return timezone.now()
