"""What several tests of this room do."""

from __future__ import annotations

import re
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.utils import timezone

from kim.konten.domain.rollen import rolle_erteilen
from kim.konten.models import Konto, Rollenzuweisung
from kim.versand.models import Zustellung
from tests.fabriken import PASSWORT, bereich_fuer


def einloggen(client: Client, email: str, passwort: str = PASSWORT, **weitere: Any) -> Any:
    """Through the form, as a person does."""
    return client.post("/konto/anmelden/", {"login": email, "password": passwort}, **weitere)


def anmelden_geht(konto: Konto, passwort: str) -> bool:
    return einloggen(Client(), konto.email, passwort).status_code == 302


def ist_angemeldet(client: Client) -> bool:
    return "_auth_user_id" in client.session


def app_code(geheimnis: str) -> str:
    """What the app on the phone shows now."""
    return format_hotp_value(hotp_value(geheimnis, next(iter(yield_hotp_counters_from_time()))))


def link_aus_mail() -> str:
    """The path of the link in the latest mail; it stands in the secret part of the delivery."""
    return Zustellung.objects.latest("pk").geheim["link"].removeprefix("http://testserver")


def token_aus_mail(art: str) -> str:
    zustellung = Zustellung.objects.filter(nachricht__art=art).latest("pk")
    return zustellung.geheim["link"].rstrip("/").rsplit("/", 1)[-1]


def text(antwort: Any) -> str:
    return re.sub(r"\s+", " ", antwort.content.decode())


def klartext(antwort: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", antwort.content.decode()))


def ohne_zufall(antwort: Any) -> str:
    """Without the masked token, which differs on every page, and without numbers."""
    return re.sub(r"\d+", "", re.sub(r'(CSRFToken": "|csrfmiddlewaretoken" value=")\w+', "", text(antwort)))


def erteilen(
    akteur: Any,
    konto: Konto,
    rolle: str = "geschaeftsstelle",
    *,
    bereich: Any = None,
    von: Any = None,
    bis: Any = None,
    grund: str = "Aufgabe",
) -> Rollenzuweisung:
    return rolle_erteilen(
        konto_id=konto.pk,
        rolle=rolle,
        bereich=bereich or bereich_fuer(rolle, konto.kreis),
        von=von or timezone.localdate(),
        bis=bis,
        grund=grund,
        akteur=akteur,
    )
