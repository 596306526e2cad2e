"""The accent stylesheet and the choice between light and dark."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_der_akzent_kommt_als_eigene_datei_die_der_browser_behalten_darf() -> None:
    antwort = Client().get("/oberflaeche/akzent-1f4596.css")
    assert antwort["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in antwort["Cache-Control"]
    assert b"--kim-akzent-hell:#1f4596" in antwort.content
    assert "sessionid" not in antwort.cookies


def test_ein_zu_heller_akzent_wird_auf_hellem_grund_dunkler() -> None:
    css = Client().get("/oberflaeche/akzent-ffff00.css").content.decode()
    assert "#ffff00" not in css.split("--kim-akzent-dunkel")[0]


@pytest.mark.parametrize("unsinn", ["rot", "12345", "1F4596", "1f4596}body{display:none"])
def test_was_keine_farbe_ist_gibt_es_nicht(unsinn: str) -> None:
    assert Client().get(f"/oberflaeche/akzent-{unsinn}.css").status_code == 404


def test_die_wahl_gilt_auf_der_naechsten_seite_und_laesst_sich_zuruecknehmen() -> None:
    client = Client()
    antwort = client.post("/darstellung/", {"darstellung": "dunkel", "zurueck": "/impressum/"})
    assert antwort["Location"] == "/impressum/"
    assert antwort.cookies["kim_darstellung"]["httponly"]
    assert 'data-kern-theme="dark"' in client.get("/impressum/").content.decode()
    client.post("/darstellung/", {"darstellung": "system", "zurueck": "/impressum/"})
    assert "data-kern-theme" not in client.get("/impressum/").content.decode()


@pytest.mark.parametrize(
    "ziel", ["https://anderswo.example/", "//anderswo.example", "javascript:alert(1)", ""]
)
def test_zurueck_fuehrt_nie_aus_dem_haus(ziel: str) -> None:
    antwort = Client().post("/darstellung/", {"darstellung": "hell", "zurueck": ziel})
    assert antwort["Location"] == "/"


def test_eine_unbekannte_wahl_setzt_nichts() -> None:
    assert not Client().post("/darstellung/", {"darstellung": "bunt"}).cookies
