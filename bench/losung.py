"""How long somebody with a copy of the sealed store tries passphrases: `python -m bench.losung [tries]`.

The same as `static/js/ohne_netz/losung.js` does, on one core, with Python's hashlib (OpenSSL).
"""

from __future__ import annotations

import hashlib
import os
import sys
import time

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

RUNDEN = 600_000
LOSUNG = "Birnen am Abend 31"
BINDUNG = b"kim-ohne-netz-1|losung|marke"


def _schluessel(losung: str, salz: bytes) -> AESGCM:
    return AESGCM(hashlib.pbkdf2_hmac("sha256", losung.encode(), salz, RUNDEN))


def messen(versuche: int) -> tuple[float, int]:
    """Seconds of one core per try, and how many opened the store."""
    salz, iv = os.urandom(16), os.urandom(12)
    kasten = _schluessel(LOSUNG, salz).encrypt(iv, os.urandom(138), BINDUNG)
    beginn, offen = time.process_time(), 0
    for nummer in range(versuche):
        try:
            _schluessel(f"Passwort{nummer:04d}", salz).decrypt(iv, kasten, BINDUNG)
        except InvalidTag:
            continue
        offen += 1
    je = (time.process_time() - beginn) / versuche
    # The counter-proof: whoever knows the passphrase gets in.
    _schluessel(LOSUNG, salz).decrypt(iv, kasten, BINDUNG)
    return je, offen


if __name__ == "__main__":
    anzahl = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    sekunden, geoeffnet = messen(anzahl)
    print(
        f"{anzahl} tries, {geoeffnet} opened; "
        f"{sekunden * 1000:.0f} ms each; 10,000 take {sekunden * 10_000:.0f} s"
    )
