"""Other work, head counts and the list of topics, as pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casemgmt.models import Arbeitstermin, Kopfzahl, Kreisthema
from tests.casemgmt import fallbau
from tests.conftest import angemeldeter_client


@pytest.fixture(autouse=True)
def leerer_zwischenspeicher() -> None:
    cache.clear()


@pytest.fixture
def ort(db: None) -> Any:
    return fallbau.kommune(name="Musterdorf")


@pytest.fixture
def client(ort: Any) -> Client:
    return angemeldeter_client(fallbau.case_management(ort))


def _url(name: str, *args: Any) -> str:
    return reverse(f"casemgmt:{name}", args=args)


def _text(antwort: Any) -> str:
    return antwort.content.decode()


def test_arbeitstermin(client: Client) -> None:
    daten = {
        "kennung": str(uuid4()),
        "art": "netzwerk",
        "titel": "Runder Tisch",
        "beginn_tag": "12.05.2093",
        "beginn_uhrzeit": "9:00",
        "dauer_minuten": "60",
        "standort_id": "",
        "rhythmus": "woechentlich",
    }
    assert "#id_bis" in _text(client.post(_url("arbeitstermin"), daten))
    assert "höchstens ein Jahr" in _text(client.post(_url("arbeitstermin"), daten | {"bis": "12.05.2095"}))
    client.post(_url("arbeitstermin"), daten | {"bis": "26.05.2093"})
    satz = Arbeitstermin.objects.order_by("beginn").first()
    assert satz is not None
    assert Arbeitstermin.objects.count() == 3
    eine = _url("arbeitstermin-aendern", satz.pk)
    assert "Serie ab hier absagen" in _text(client.get(eine))
    client.post(eine, daten | {"teilnehmende": "12"})
    satz.refresh_from_db()
    assert satz.teilnehmende == 12
    stand = _url("arbeitstermin-stand", satz.pk)
    assert "steht noch bevor" in _text(client.post(stand, {"neu": "gehalten"}, follow=True))
    assert "nichts geändert" in _text(client.post(stand, {"neu": "x", "von": "liste"}, follow=True))
    assert "3 Termine der Serie" in _text(client.post(_url("arbeitstermin-serie", satz.pk), follow=True))
    einzeln = daten | {"kennung": str(uuid4()), "rhythmus": "", "beginn_tag": "12.05.2025"}
    client.post(_url("arbeitstermin"), einzeln)
    alt = Arbeitstermin.objects.get(kennung=einzeln["kennung"])
    assert "Bitte das Jahr prüfen" in _text(
        client.post(_url("arbeitstermin-aendern", alt.pk), daten | {"beginn_tag": "12.05.1999"})
    )
    Arbeitstermin.objects.filter(pk=alt.pk).update(erfasst_am=timezone.now() - timedelta(days=20))
    assert "Ändern ging bis" in _text(client.get(_url("arbeitstermin-aendern", alt.pk)))
    assert client.post(_url("arbeitstermin-aendern", alt.pk), daten).status_code == 403
    assert client.get(_url("arbeitstermin-aendern", 0)).status_code == 404


def test_kopfzahl(client: Client, ort: Any) -> None:
    daten = {
        "kennung": str(uuid4()),
        "art": "ankunft",
        "anzahl": "120",
        "tag": "12.05.2025",
        "standort_id": "",
    }
    assert "#id_tag" in _text(client.post(_url("kopfzahl"), daten | {"tag": "12.05.2093"}))
    assert "Gezählt" in _text(client.post(_url("kopfzahl"), daten, follow=True))
    assert (Kopfzahl.objects.get().anzahl, Kopfzahl.objects.get().kommune) == (120, ort)


def test_themen_pflegt_die_koordination(ort: Any, client: Client) -> None:
    pflege = angemeldeter_client(fallbau.koordination(ort.kreis))
    assert "Kita/frühkindliche Bildung" in _text(pflege.get(_url("themen")))
    pflege.post(_url("thema-bearbeiten", "kita"), {"titel": "Kita", "rang": "5", "aktiv": "on"})
    assert Kreisthema.objects.get().titel == "Kita"
    assert "gibt es schon" in _text(
        pflege.post(_url("thema-bearbeiten", "kita"), {"titel": "Wohnen", "rang": "5"})
    )
    assert "gibt es schon" in _text(pflege.post(_url("thema-anlegen"), {"titel": "Wohnen", "rang": "5"}))
    pflege.post(_url("thema-anlegen"), {"titel": "Sport", "rang": "1"})
    assert pflege.get(_url("thema-bearbeiten", "nichts")).status_code == 404
    seite = _text(client.get(_url("beratung")))
    assert seite.index("Sport") < seite.index("Lebensunterhalt")
