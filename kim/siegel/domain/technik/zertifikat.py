"""What names a certificate. No Django: the checker runs in a process of its own."""

from __future__ import annotations

from typing import TypedDict

from cryptography import x509
from cryptography.hazmat.primitives import hashes


class Kennzeichen(TypedDict):
    inhaber: str
    aussteller: str
    seriennummer: str
    fingerabdruck: str


def kennzeichen(zertifikat: x509.Certificate) -> Kennzeichen:
    return {
        "inhaber": zertifikat.subject.rfc4514_string(),
        "aussteller": zertifikat.issuer.rfc4514_string(),
        "seriennummer": f"{zertifikat.serial_number:x}",
        "fingerabdruck": zertifikat.fingerprint(hashes.SHA256()).hex(),
    }
