"""The empty database of the tests, kept from run to run: migrating costs half a minute, copying nothing.

It is kept under a fingerprint of everything that migrations are made of. PostgreSQL is thrown away after each
run anyway, so this is for SQLite alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from django.db import connection

WURZEL = Path(__file__).resolve().parent.parent.parent
ABLAGE = WURZEL / "build" / "leere-datenbank"


def fingerabdruck() -> str:
    """Migrations may lean on modules beside them and on packages: all of these count."""
    summe = hashlib.sha256(f"{sys.version_info[:3]} {sqlite3.sqlite_version}".encode())
    dateien = [WURZEL / "requirements-dev.txt", WURZEL / "kim" / "settings" / "base.py"]
    for ordner in ("kim", "lenkung", "casemgmt", "einbuergerung", "reporting"):
        dateien += (WURZEL / ordner).rglob("migrations/*.py")
    for datei in sorted(dateien):
        summe.update(str(datei.relative_to(WURZEL)).encode() + b"\0" + datei.read_bytes())
    return summe.hexdigest()


def _gehalten() -> Path:
    return ABLAGE / f"{fingerabdruck()}.sqlite3"


def _ort() -> Path | None:
    if connection.vendor != "sqlite":
        return None
    return Path(str(connection.creation._get_test_db_name()))  # type: ignore[attr-defined]


def hervorholen() -> bool:
    """Puts the kept one where the tests will look for theirs; `migrate` then finds nothing to do."""
    ort = _ort()
    if ort is None or not _gehalten().exists():
        return False
    shutil.copyfile(_gehalten(), ort)
    return True


def aufheben() -> None:
    """Whole or not at all: two processes may do so at once. Older ones go."""
    if _ort() is None:
        return
    ABLAGE.mkdir(parents=True, exist_ok=True)
    ziel = _gehalten()
    neu = ziel.with_suffix(f".{os.getpid()}")
    with (
        closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as leere,
        closing(sqlite3.connect(neu)) as kopie,
    ):
        leere.backup(kopie)
    for alte in ABLAGE.glob("*.sqlite3"):
        if alte != ziel:
            alte.unlink(missing_ok=True)
    os.replace(neu, ziel)
