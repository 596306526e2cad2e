"""The month, and the calendar that a program fetches without signing in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from casemgmt.models import Terminabo
from kim.basis.zeit import BERLIN
from tests.casemgmt import fallbau, terminbau
from tests.conftest import angemeldeter_client
from tests.werkzeug.abfragen import gleiche_abfragen

pytestmark = pytest.mark.django_db
JETZT = datetime(2026, 5, 12, 9, tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(JETZT, tick=False):
        yield


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


@pytest.fixture
def client(cm: Any) -> Client:
    return angemeldeter_client(cm)


def _url(name: str, *args: object) -> str:
    return reverse(f"casemgmt:{name}", args=args)


def _text(antwort: Any) -> str:
    assert antwort.status_code == 200
    return " ".join(antwort.content.decode().split())


def test_der_monat_zeigt_die_eigenen_termine_am_tag(client: Client, cm: Any, ort: Any) -> None:
    leer = _text(client.get(_url("monat")))
    assert "Mai 2026" in leer
    assert "nichts eingetragen" in leer
    # Ascension Day is a holiday in North Rhine-Westphalia: 14 May 2026.
    assert "Christi Himmelfahrt" in leer
    fall = fallbau.fall(cm, ort)
    satz = terminbau.geplant(cm, fall, *[p.klient for p in fall.personen.all()])
    fallbau.termin(fallbau.case_management(ort), ort=ort)
    seite = _text(client.get(_url("monat")))
    link = f'href="{_url("termin-detail", satz.pk)}"'
    assert seite.count(link) == 2, "in the table and in the list"
    assert "Amira Haddad" in seite
    assert "Anonyme Beratung" not in seite, "what a colleague did"
    for ab, name in (("2026-04-30", "April 2026"), ("2026-06-01", "Juni 2026"), ("unsinn", "Mai 2026")):
        assert name in _text(client.get(_url("monat"), {"ab": ab}))
    assert "?ab=2026-04-01" in seite
    assert "?ab=2026-06-01" in seite
    assert _url("monat") in _text(client.get(_url("woche")))


def test_der_monat_kostet_gleich_viele_abfragen(client: Client, cm: Any, ort: Any) -> None:
    gleiche_abfragen(
        1,
        4,
        anlegen=lambda: terminbau.geplant(cm, ort=ort, beginn=JETZT + timedelta(days=1)),
        abrufen=lambda: client.get(_url("monat")),
        anzahl=7,
    )


def test_wer_nicht_beraet_hat_keinen_monat_und_kein_abo(ort: Any) -> None:
    leitung = angemeldeter_client(fallbau.koordination(ort.kreis))
    for name in ("monat", "termin-abo", "termin-abo-widerrufen"):
        assert leitung.get(_url(name)).status_code == 403


def test_das_abo_zeigt_seine_adresse_einmal_und_liest_nur(client: Client, cm: Any, ort: Any) -> None:
    terminbau.geplant(cm, ort=ort, beginn=JETZT + timedelta(days=1))
    assert "Adresse anlegen" in _text(client.get(_url("termin-abo")))
    adresse = client.post(_url("termin-abo")).context["adresse"]
    assert adresse not in _text(client.get(_url("termin-abo")))
    pfad = adresse.removeprefix("http://testserver")
    antwort = Client().get(pfad)
    assert antwort["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in antwort["Cache-Control"]
    assert antwort["X-Robots-Tag"] == "noindex"
    (ereignis,) = Calendar.from_ical(antwort.content).walk("VEVENT")
    assert "/vor-ort/termin/" in str(ereignis["url"])
    assert Client().post(pfad).status_code == 405
    assert Client().get(_url("termin-feed", "geraten")).status_code == 404
    assert "Widerrufen" in _text(client.get(_url("termin-abo-widerrufen")))
    client.post(_url("termin-abo-widerrufen"))
    client.post(_url("termin-abo-widerrufen"))
    assert Client().get(pfad).status_code == 404
    assert Terminabo.objects.exclude(widerrufen_am=None).count() == 1


def test_auch_der_arbeitstermin_fuehrt_auf_seine_seite(client: Client, cm: Any, ort: Any) -> None:
    daten = {
        "kennung": "7b1c8f0a-51ad-4f0e-9a70-0d0f2a3b4c5d",
        "art": "netzwerk",
        "titel": "Runder Tisch",
        "beginn_tag": "13.05.2026",
        "beginn_uhrzeit": "10:00",
        "dauer_minuten": 60,
        "rhythmus": "",
        "standort_id": "",
    }
    assert client.post(_url("arbeitstermin"), daten).status_code == 302
    adresse = client.post(_url("termin-abo")).context["adresse"].removeprefix("http://testserver")
    text = Client().get(adresse).content.decode()
    assert "/vor-ort/arbeitstermin/" in text.replace("\r\n ", "")
    assert "Runder Tisch" not in text
    assert "Runder Tisch" in _text(client.get(_url("monat")))
