"""Fills a trial installation: a Kreis, its Geschäftsstelle with password and second factor, invented bodies.

python -m scripts.probesaat 300        prints what is needed to sign in, as JSON
"""

from __future__ import annotations

import json
import secrets
import sys
from itertools import cycle, islice

import django

django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402
from django.utils import timezone  # noqa: E402

from kim.basis.akteur import Bereich, SystemAkteur  # noqa: E402
from kim.konten.domain.konto import konto_anlegen, passwort_setzen  # noqa: E402
from kim.konten.domain.rollen import rolle_erteilen  # noqa: E402
from kim.konten.regeln.rollen import Rolle  # noqa: E402
from kim.stammdaten.domain.einrichtung import EinrichtungAngaben, einrichtung_anlegen  # noqa: E402
from kim.stammdaten.domain.kreis import kreis_anlegen  # noqa: E402
from kim.stammdaten.regeln.werte import EinrichtungArt, Rechtskreis  # noqa: E402

AKTEUR = SystemAkteur("Probebetrieb")
EMAIL = "geschaeftsstelle@kreis.example"


def einrichtungen(anzahl: int) -> list[EinrichtungAngaben]:
    arten = islice(cycle(EinrichtungArt), anzahl)
    rechtskreise = islice(cycle(Rechtskreis), anzahl)
    return [
        {
            "name": f"Einrichtung Nummer {nummer} für Musterhausen und Umgebung",
            "kurzname": f"E{nummer}",
            "art": art.value,
            "rechtskreis": rechtskreis.value,
            "email": f"kontakt{nummer}@einrichtung.example",
            "telefon": f"02241 13-{nummer:04d}",
        }
        for nummer, (art, rechtskreis) in enumerate(zip(arten, rechtskreise, strict=True), 1)
    ]


def main(anzahl: int) -> dict[str, str]:
    kreis = kreis_anlegen(name="Musterkreis", kuerzel="musterkreis", akteur=AKTEUR)
    for angaben in einrichtungen(anzahl):
        einrichtung_anlegen(kreis_id=kreis.pk, akteur=AKTEUR, angaben=angaben)
    konto = konto_anlegen(kreis_id=kreis.pk, email=EMAIL, name="Petra Probe", akteur=AKTEUR)
    rolle_erteilen(
        konto_id=konto.pk,
        rolle=Rolle.GESCHAEFTSSTELLE,
        bereich=Bereich.kreis(kreis.pk),
        von=timezone.localdate(),
        bis=None,
        grund="Probebetrieb",
        akteur=AKTEUR,
    )
    passwort = secrets.token_urlsafe(24)
    konto.refresh_from_db()
    passwort_setzen(konto_id=konto.pk, passwort=passwort, akteur=konto)
    geheimnis = generate_totp_secret()
    TOTP.activate(konto, geheimnis)
    return {"email": EMAIL, "passwort": passwort, "totp": geheimnis, "kreis": str(kreis.pk)}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
