"""A head count on its pages: in the list of the day, changed, corrected, read."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from casemgmt.models import Kopfzahl
from kim.basis.zeit import BERLIN
from tests.casemgmt import fallbau
from tests.conftest import angemeldeter_client

pytestmark = pytest.mark.django_db
DIENSTAG = datetime(2026, 5, 12, 10, tzinfo=BERLIN)
DANACH = datetime(2026, 5, 14, 0, 0, tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def uhr() -> Any:
    with time_machine.travel(DIENSTAG, tick=False) as reise:
        yield reise


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def client(ort: Any) -> Client:
    return angemeldeter_client(fallbau.case_management(ort))


def _url(name: str, *args: object) -> str:
    return reverse(f"casemgmt:{name}", args=args)


def _text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


def _zaehlen(client: Client) -> Kopfzahl:
    daten = {"kennung": uuid4(), "art": "ankunft", "anzahl": 120, "tag": "12.05.2026", "standort_id": ""}
    assert client.post(_url("kopfzahl"), daten).status_code == 302
    return Kopfzahl.objects.latest("pk")


def test_von_der_liste_des_tages_zur_aenderung(client: Client) -> None:
    satz = _zaehlen(client)
    seite = _url("kopfzahl-aendern", satz.pk)
    for name in ("vor-ort", "woche", "monat"):
        assert seite in _text(client.get(_url(name)))
    assert "bis zum Ende des 13.05.2026" in _text(client.get(seite))
    leer = client.post(seite, {"anzahl": "", "tag": ""})
    assert (leer.status_code, "kim-zusammenfassung" in _text(leer)) == (422, True)
    morgen = client.post(seite, {"anzahl": 12, "tag": "13.05.2026"})
    assert "heute oder einen früheren Tag" in _text(morgen)
    assert client.post(seite, {"anzahl": 12, "tag": "11.05.2026"}).status_code == 302
    satz.refresh_from_db()
    assert (satz.anzahl, f"{satz.tag:%d.%m.}") == (12, "11.05.")
    assert client.get(_url("kopfzahl-berichtigen", satz.pk)).status_code == 403


def test_danach_wird_berichtigt_und_beides_bleibt_lesbar(ort: Any, uhr: Any) -> None:
    satz = _zaehlen(angemeldeter_client(fallbau.case_management(ort)))
    uhr.move_to(DANACH)
    client = angemeldeter_client(fallbau.case_management(ort))
    alt, berichtigen = _url("kopfzahl-aendern", satz.pk), _url("kopfzahl-berichtigen", satz.pk)
    seite = _text(client.get(alt))
    assert berichtigen in seite
    assert "Änderung speichern" not in seite
    assert client.post(alt, {"anzahl": 1, "tag": "12.05.2026"}).status_code == 403
    daten = {"kennung": uuid4(), "anzahl": 0, "tag": "12.05.2026", "grund": ""}
    ohne = client.post(berichtigen, daten)
    assert (ohne.status_code, "kim-zusammenfassung" in _text(ohne)) == (422, True)
    zukunft = client.post(berichtigen, {**daten, "grund": "Doppelt gezählt.", "tag": "20.05.2026"})
    assert "heute oder einen früheren Tag" in _text(zukunft)
    assert client.post(berichtigen, {**daten, "grund": "Doppelt gezählt."}).status_code == 302
    neu = Kopfzahl.objects.get(berichtigt=satz)
    assert "Doppelt gezählt." in _text(client.get(_url("kopfzahl-aendern", neu.pk)))
    bisher = _text(client.get(alt))
    assert _url("kopfzahl-aendern", neu.pk) in bisher
    assert "Er zählt nicht mehr" in bisher
    assert berichtigen not in bisher


def test_wer_nicht_im_gebiet_beraet_sieht_sie_nicht(client: Client, ort: Any) -> None:
    satz = _zaehlen(client)
    fremde = angemeldeter_client(fallbau.case_management(fallbau.kommune(ort.kreis)))
    for name in ("kopfzahl-aendern", "kopfzahl-berichtigen"):
        assert fremde.get(_url(name, satz.pk)).status_code == 404
    # The Koordination sees what was counted in her figures; nothing leads her here.
    leitung = angemeldeter_client(fallbau.koordination(ort.kreis))
    for name in ("kopfzahl-aendern", "kopfzahl-berichtigen"):
        assert leitung.get(_url(name, satz.pk)).status_code == 403
        assert leitung.get(_url(name, 10**9)).status_code == 404
