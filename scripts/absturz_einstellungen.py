"""Settings of the worker that `scripts.absturzprobe` kills: an own database, a mail server on this
machine."""

from __future__ import annotations

import os

from kim.settings.test import *  # noqa: F403  settings modules build on each other

if os.environ.get("KIM_PROBE_SQLITE"):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["KIM_PROBE_SQLITE"],
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    }
KIM_VERSANDWEG = "smtp"
KIM_VERSAND_ABSENDER = "kim@kim.example"
KIM_VERSAND_FRIST_SEKUNDEN = int(os.environ.get("KIM_PROBE_FRIST", "2"))
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("KIM_PROBE_SMTP", "1"))
EMAIL_TIMEOUT = 10
