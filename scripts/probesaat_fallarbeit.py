"""Opens two accounts of the first Kreis of the mass data and says what is to be measured, as JSON.

python -m scripts.probesaat_fallarbeit        after `manage.py demo_gross`
"""

from __future__ import annotations

import json
import secrets
from typing import Any

import django

django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.urls import reverse  # noqa: E402

from casemgmt import permissions  # noqa: E402
from casemgmt.domain.massenorte import adresse  # noqa: E402
from kim.konten.domain.konto import passwort_setzen  # noqa: E402

SEITEN = ("klient-liste", "fall-liste", "beratung")


def zugang(wer: str) -> tuple[Any, dict[str, str]]:
    konto = get_user_model().objects.get(email=adresse(1, wer))
    passwort, geheimnis = secrets.token_urlsafe(24), generate_totp_secret()
    passwort_setzen(konto_id=konto.pk, passwort=passwort, akteur=konto)
    konto.refresh_from_db()
    TOTP.activate(konto, geheimnis)
    return konto, {"email": konto.email, "passwort": passwort, "totp": geheimnis}


def verschrieben(name: str) -> str:
    """One letter less, in the middle of the first part of the name."""
    erstes, *weitere = name.split()
    mitte = len(erstes) // 2
    return " ".join([erstes[:mitte] + erstes[mitte + 1 :], *weitere])


def main() -> dict[str, Any]:
    _koordination, leitung = zugang("koordination")
    cm, vor_ort = zugang("cm1")
    fall = permissions.sichtbare_faelle(cm).filter(beendet_am__isnull=True).order_by("pk")[0]
    # The longest name that can be misspelt and still be told from others.
    klient = max(
        permissions.sichtbare_klienten(cm).order_by("pk")[:50], key=lambda k: len(verschrieben(k.nachname))
    )
    return {
        "leitung": leitung,
        "vor_ort": vor_ort,
        "seiten": {
            **{name: reverse(f"casemgmt:{name}") for name in SEITEN},
            "fall-detail": reverse("casemgmt:fall-detail", args=[fall.pk]),
        },
        "fall": fall.pk,
        "klienten": list(fall.personen.values_list("klient_id", flat=True)),
        "gesucht": {"klient": klient.pk, "frage": f"{verschrieben(klient.nachname)} {klient.vorname}"},
        "zahl": permissions.sichtbare_klienten(_koordination).count(),
    }


if __name__ == "__main__":
    print(json.dumps(main()))
