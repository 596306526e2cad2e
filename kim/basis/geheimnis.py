"""A secret that is made at the first start and kept in a file that only the owner can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def geheimnis_aus_datei(pfad: Path) -> str:
    try:
        # O_EXCL: of two processes that start at once one writes, the other reads.
        griff = os.open(pfad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _lesen(pfad)
    with os.fdopen(griff, "w") as datei:
        datei.write(secrets.token_urlsafe(50))
    return _lesen(pfad)


def _lesen(pfad: Path) -> str:
    inhalt = pfad.read_text().strip()
    if len(inhalt) < 50:
        raise RuntimeError(f"{pfad}: the secret is missing or cut off; delete the file and start again")
    return inhalt
