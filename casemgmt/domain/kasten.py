"""Versiegelte Einträge öffnen. Das kann nur der Empfangsschlüssel dieser Einrichtung."""

from __future__ import annotations

import base64
import json
import secrets
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction
from django.utils import timezone

from casemgmt.models import Empfangsschluessel
from casemgmt.regeln.ohne_netz import Inhalt, Kasten, Kastenfehler, bindung, inhalt_lesen, zweck

KURVE = ec.SECP256R1()
WECHSEL = timedelta(days=30)
NONCE = 12


@transaction.atomic
def empfangsschluessel(kreis_id: int) -> Empfangsschluessel:
    """Der, mit dem jetzt versiegelt wird; nach 30 Tagen ein neuer. Die alten öffnen weiter."""
    letzter = Empfangsschluessel.objects.filter(kreis_id=kreis_id).first()
    if letzter is not None and timezone.now() - letzter.erstellt_am < WECHSEL:
        return letzter
    privat = ec.generate_private_key(KURVE)
    return Empfangsschluessel.objects.create(
        kreis_id=kreis_id,
        kennung=secrets.token_hex(8),
        privat=base64.b64encode(
            privat.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        ).decode(),
        oeffentlich=base64.b64encode(
            privat.public_key().public_bytes(
                serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
            )
        ).decode(),
    )


def kasten_oeffnen(kasten: Kasten, *, kreis_id: int) -> Inhalt:
    if not kasten.schluessel.isalnum():
        raise Kastenfehler("schluessel")
    satz = Empfangsschluessel.objects.filter(kreis_id=kreis_id, kennung=kasten.schluessel).first()
    if satz is None:
        raise Kastenfehler("schluessel")
    try:
        privat = serialization.load_der_private_key(base64.b64decode(satz.privat), password=None)
        assert isinstance(privat, ec.EllipticCurvePrivateKey)
        gegen = ec.EllipticCurvePublicKey.from_encoded_point(KURVE, kasten.epk)
        gemeinsam = privat.exchange(ec.ECDH(), gegen)
        haelt = HKDF(hashes.SHA256(), 32, salt=kasten.epk, info=zweck(kasten.schluessel)).derive(gemeinsam)
        schluessel = AESGCM(haelt).decrypt(kasten.huelle[:NONCE], kasten.huelle[NONCE:], None)
        roh = AESGCM(schluessel).decrypt(
            kasten.daten[:NONCE], kasten.daten[NONCE:], bindung(kasten.kennung, kasten.marke)
        )
        return inhalt_lesen(json.loads(roh))
    except (InvalidTag, ValueError, TypeError, RecursionError) as fehler:
        # Never what was inside: it stays out of logs and error pages.
        raise Kastenfehler("inhalt") from fehler
