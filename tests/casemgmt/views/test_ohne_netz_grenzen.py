"""What a device is refused, and what the tray keeps to itself after somebody has been shut out."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casemgmt.domain import erfassungsgeraet
from casemgmt.domain.uebertragung import annehmen
from casemgmt.models import Uebertragung
from tests.casemgmt import fallbau as bau
from tests.casemgmt import ohnenetzbau as vb
from tests.conftest import angemeldeter_client
from tests.fabriken import KontoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return bau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return bau.case_management(ort)


def url(name: str, *args: Any) -> str:
    return reverse(f"casemgmt:{name}", args=args)


def posten(client: Client, name: str, daten: Any) -> Any:
    return client.post(url(name), json.dumps(daten), content_type="application/json")


def test_nach_einer_sperre_sagt_die_ablage_nichts_mehr_ueber_den_fall(cm: Any, ort: Any) -> None:
    """Sent while she still saw the case, which had ended; then she is shut out, and reads what stands beside
    an unknown number: on both pages, and if the device sends the entry again."""
    fall = bau.fall(cm, ort, am=timezone.localdate() - timedelta(days=9))
    fall.phase, fall.endgrund, fall.beendet_am = "nicht_fortgesetzt", "abgelehnt", bau.gestern()
    fall.save()
    roh = vb.kasten(vb.geraet(cm), vb.inhalt(vb.beratung(fall.aktenzeichen)))
    vorher = annehmen(roh=roh, geraet_jetzt=vb.jetzt(), akteur=cm)
    assert (vorher.grund, "ist beendet" in vorher.text) == ("konflikt", True)
    satz = Uebertragung.objects.get()
    client = angemeldeter_client(cm)
    assert "ist beendet" in client.get(url("ablage-detail", satz.pk)).content.decode()
    bau.sperre(cm, fall.personen.get().klient)
    anderer = vb.kasten(vb.geraet(cm), vb.inhalt(vb.beratung("KIM-1999-0001")))
    unbekannt = annehmen(roh=anderer, geraet_jetzt=vb.jetzt(), akteur=cm)
    danach = annehmen(roh=roh, geraet_jetzt=vb.jetzt(), akteur=cm)
    assert danach == unbekannt
    for seite in (url("ablage-detail", satz.pk), url("ablage")):
        text = client.get(seite).content.decode()
        assert "ist beendet" not in text
        assert "Inzwischen geändert" not in text
    kollegin = angemeldeter_client(bau.koordination(ort.kreis))
    assert "ist beendet" in kollegin.get(url("ablage-detail", satz.pk)).content.decode()


def test_zu_viele_geraete_sagt_der_server_in_worten(cm: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erfassungsgeraet, "GERAETE_HOECHSTENS", 0)
    antwort = posten(angemeldeter_client(cm), "ohne-netz-geraet", {"marken": []})
    assert antwort.status_code == 200
    assert "schon 0 Geräte" in antwort.json()["grenze"]


def test_ohne_rolle_in_der_fallarbeit_bekommt_kein_geraet_eine_marke(ort: Any) -> None:
    konto = KontoFactory(kreis=ort.kreis)
    assert posten(angemeldeter_client(konto), "ohne-netz-geraet", {"marken": []}).status_code == 403
