"""One command, no server: SQLite, jobs from their rows in an own process, mail stays in the Postausgang."""

from __future__ import annotations

import os
from pathlib import Path

from kim.basis.geheimnis import geheimnis_aus_datei

from .base import *  # noqa: F403  settings modules build on each other

KIM_DATEN = Path(os.environ.get("KIM_DATEN", WURZEL / "daten")).resolve()
KIM_DATEN.mkdir(parents=True, exist_ok=True)

SECRET_KEY = geheimnis_aus_datei(KIM_DATEN / "geheimnis")
KIM_SCHLUESSELBUND = KIM_DATEN / "schluesselbund.json"
KIM_DOKUMENTE = KIM_DATEN / "dokumente"
STATIC_ROOT = KIM_DATEN / "static"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS: list[str] = []

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": KIM_DATEN / "kim.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Without IMMEDIATE two writers that read first fail with "database is locked"
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

KIM_VERSANDWEG = "postausgang"
KIM_DEMO = os.environ.get("KIM_DEMO", "1") == "1"
KIM_BASIS_URL = os.environ.get("KIM_BASIS_URL", "http://127.0.0.1:8000")
# The demo runs without TLS; browsers offer security keys on http://localhost all the same.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
