"""For the test suite. `KIM_TEST_DB` chooses PostgreSQL, `KIM_TEST_REDIS` a Redis; else neither is needed."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .base import *  # noqa: F403  settings modules build on each other

SECRET_KEY = "only-for-tests-only-for-tests-only-for-tests-only-for-tests"
ALLOWED_HOSTS = ["*"]
KIM_DATEN = Path(tempfile.mkdtemp(prefix="kim-test-"))
atexit.register(shutil.rmtree, KIM_DATEN, ignore_errors=True)
KIM_DOKUMENTE = KIM_DATEN / "dokumente"
KIM_SCHLUESSELBUND = KIM_DATEN / "schluesselbund.json"
STATIC_ROOT = KIM_DATEN / "static"
KIM_BASIS_URL = "http://testserver"
KIM_VERSANDWEG = "postausgang"
# Manifest storage would answer 404 for all CSS under a live test server, and axe would "pass" on bare pages.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Argon2 is slow on purpose; the suite signs in thousands of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

_url = urlsplit(os.environ.get("KIM_TEST_DB", ""))
DATABASES: dict[str, dict[str, Any]]
if _url.scheme.startswith("postgres"):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _url.path.strip("/") or "postgres",
            "USER": _url.username or "postgres",
            "PASSWORD": _url.password or "",
            "HOST": _url.hostname,
            "PORT": str(_url.port or 5432),
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": KIM_DATEN / "kim.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
            # A file, not memory: threads of the live server and of races must see one database.
            "TEST": {"NAME": KIM_DATEN / "test.sqlite3"},
        }
    }
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = os.environ.get("KIM_TEST_REDIS", "")
# http://localhost counts as a secure origin for the browser; the check on the server must follow.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
