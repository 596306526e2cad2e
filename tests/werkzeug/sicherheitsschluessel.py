"""What a browser hands over when a security key is registered; no key can sign with it."""

from __future__ import annotations

import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData


def registrierung(rechner: str = "testserver") -> dict[str, Any]:
    kennung = secrets.token_bytes(16)
    schluessel = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    daten = AuthenticatorData.create(
        rp_id_hash=bytes(32),
        flags=AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT,
        counter=0,
        credential_data=AttestedCredentialData.create(bytes(16), kennung, schluessel),
    )
    angaben = CollectedClientData.create(
        type="webauthn.create", challenge=bytes(16), origin=f"https://{rechner}"
    )
    return {
        "id": websafe_encode(kennung),
        "rawId": websafe_encode(kennung),
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {
            "clientDataJSON": websafe_encode(bytes(angaben)),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", daten, {}))),
        },
    }
