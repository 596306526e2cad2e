"""PostgreSQL, Redis, Celery, a mail server. Refuses to start when something is missing, and names it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403  settings modules build on each other


def _pflicht(*namen: str) -> list[str]:
    fehlend = [name for name in namen if not os.environ.get(name, "").strip()]
    if fehlend:
        raise ImproperlyConfigured(
            "KIM startet nicht, es fehlen Einstellungen: "
            + ", ".join(fehlend)
            + ". Siehe docs/betrieb.md, Abschnitt Einstellungen."
        )
    return [os.environ[name].strip() for name in namen]


_geheimnis, _hosts, _datenbank, _broker, _mailserver, _daten, _basis_url, _absender = _pflicht(
    "KIM_GEHEIMNIS",
    "KIM_HOSTS",
    "KIM_DATENBANK_URL",
    "KIM_REDIS_URL",
    "KIM_MAILSERVER_URL",
    "KIM_DATEN",
    "KIM_BASIS_URL",
    "KIM_ABSENDER",
)
if urlsplit(_broker).scheme not in ("redis", "rediss", "unix"):
    raise ImproperlyConfigured("KIM_REDIS_URL muss redis://RECHNER:PORT/0 lauten.")
if urlsplit(_basis_url).scheme not in ("http", "https") or not urlsplit(_basis_url).hostname:
    raise ImproperlyConfigured("KIM_BASIS_URL muss mit https:// beginnen, zum Beispiel https://kim.example.")
if len(_geheimnis) < 50:
    raise ImproperlyConfigured("KIM_GEHEIMNIS ist zu kurz: mindestens 50 Zeichen. Siehe docs/betrieb.md.")
if os.environ.get("KIM_DEMO", "0") not in ("", "0"):
    raise ImproperlyConfigured("KIM_DEMO ist im Betrieb nicht erlaubt.")

SECRET_KEY = _geheimnis
ALLOWED_HOSTS = [host.strip() for host in _hosts.split(",") if host.strip()]
KIM_BASIS_URL = _basis_url.rstrip("/")
CSRF_TRUSTED_ORIGINS = [KIM_BASIS_URL]
KIM_DATEN = Path(_daten)
KIM_DOKUMENTE = KIM_DATEN / "dokumente"
KIM_SCHLUESSELBUND = Path(
    os.environ.get("KIM_SCHLUESSELBUND", KIM_DATEN / "schluessel" / "schluesselbund.json")
)
STATIC_ROOT = Path(os.environ.get("KIM_STATIC", WURZEL / "build" / "gesammelt"))


def _datenbank_aus_url(url: str) -> dict[str, object]:
    teile = urlsplit(url)
    if teile.scheme not in ("postgres", "postgresql") or not teile.path.strip("/"):
        raise ImproperlyConfigured(
            "KIM_DATENBANK_URL muss postgresql://NUTZER:PASSWORT@RECHNER:PORT/NAME lauten."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(teile.path.strip("/")),
        "USER": unquote(teile.username or ""),
        "PASSWORD": unquote(teile.password or ""),
        "HOST": teile.hostname or "",
        "PORT": str(teile.port or 5432),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}, **dict(parse_qsl(teile.query))},
    }


DATABASES = {"default": _datenbank_aus_url(_datenbank)}
# Counts tries and used codes for signing in. In the database, not in Redis: without the broker everybody
# must still get in, and a guess must still be counted.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kim_zwischenspeicher",
        # Whoever guesses under many names must not push out what was counted before.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

CELERY_BROKER_URL = _broker
KIM_AUFTRAG_WECKER = "kim.celery.wecken"

KIM_VERSANDWEG = "smtp"
_mail = urlsplit(_mailserver)
if _mail.scheme not in ("smtp", "smtp+tls", "smtps") or not _mail.hostname:
    raise ImproperlyConfigured(
        "KIM_MAILSERVER_URL muss smtp://, smtp+tls:// oder smtps:// RECHNER:PORT lauten."
    )
EMAIL_HOST = _mail.hostname
EMAIL_PORT = _mail.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[_mail.scheme]
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_TIMEOUT = 30
KIM_VERSAND_ABSENDER = _absender

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = os.environ.get("KIM_TLS_UMLEITUNG", "1") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

# The TLS proxy of docker-compose.yml stands in front: it alone is believed about the visitor's address.
_proxys = os.environ.get("KIM_PROXY_ANZAHL", "1").strip()
if not _proxys.isdigit():
    raise ImproperlyConfigured("KIM_PROXY_ANZAHL muss eine Zahl sein: wie viele Proxys vor KIM stehen.")
ALLAUTH_TRUSTED_PROXY_COUNT = int(_proxys)
