"""Ein Code aus der App gilt einmal, solange er überhaupt gilt.

allauth merkt sich einen benutzten Code 30 Sekunden. Weil Uhren nicht gleich gehen, nimmt es einen Code aber
90 Sekunden lang an: Wer ihn beim Anmelden mitliest, könnte eine Minute später damit unterschreiben.
"""

from __future__ import annotations

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from django.core.cache import cache


def schon_benutzt(konto_id: int, code: str) -> bool:
    return cache.get(_marke(konto_id, code)) is not None


def als_benutzt_merken(konto_id: int, code: str) -> bool:
    """Falsch, wenn ein anderer schneller war."""
    frist = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    return bool(cache.add(_marke(konto_id, code), "1", timeout=frist))


def _marke(konto_id: int, code: str) -> str:
    return f"kim.konten.einmalcode:{konto_id}:{normalize_user_code(code)}"
