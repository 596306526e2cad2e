"""Addresses and texts of the pages of Lenkung, as the tests of the agenda and of invitations read them."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from lenkung.models import Sitzung


def url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def seitentext(antwort: Any, status: int = 200) -> str:
    """The page in one line, so that a sentence is found however it was wrapped."""
    assert antwort.status_code == status
    return " ".join(antwort.content.decode().split())


def abgerufen(client: Client, adresse: str) -> str:
    return seitentext(client.get(adresse))


def einladungsseite(client: Client, satz: Sitzung) -> str:
    return abgerufen(client, url("sitzung-einladung", satz.pk))


def einladung_senden(client: Client, satz: Sitzung) -> Any:
    """What the button on the page sends."""
    form = client.get(url("sitzung-einladung", satz.pk)).context["form"]
    daten = {name: form.initial[name] for name in ("sendung", "gelesen")}
    return client.post(url("einladung-senden", satz.pk), daten, follow=True)
