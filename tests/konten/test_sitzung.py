"""How a session ends, and what was sent after it had ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kim.konten.domain.konto import konto_sperren
from tests.fabriken import PASSWORT, konto_mit_rolle
from tests.konten.hilfen import (
    ist_angemeldet,
    text,
)

pytestmark = pytest.mark.django_db


# Idle time --------------------------------------------------------------------------------------------------


def test_nach_dem_leerlauf_ist_man_abgemeldet_und_erfaehrt_warum(anmelden):
    """Prüfung 61: idle sessions end."""
    client = anmelden(konto_mit_rolle("vorsitz"))
    assert client.get("/").status_code == 200

    with time_machine.travel(timezone.now() + timedelta(minutes=29)):
        assert client.get("/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=60)):
        antwort = client.get("/konten/meine-rechte/")
        assert antwort["Location"] == "/konto/anmelden/?next=/konten/meine-rechte/"
        assert "länger als 30 Minuten nicht aktiv" in text(client.get(antwort["Location"]))
        assert not ist_angemeldet(client)


def test_leerlauf_in_teilseiten_und_auf_offenen_seiten(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    client.get("/")
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        teil = client.get("/", headers={"HX-Request": "true"})
        assert (teil.status_code, teil["HX-Redirect"]) == (401, "/konto/anmelden/")

    client = anmelden(konto_mit_rolle("vorsitz"))
    client.get("/")
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.get("/impressum/").status_code == 200
        assert not ist_angemeldet(client)


def test_eine_seite_die_von_selbst_nachfragt_haelt_die_sitzung_nicht_wach(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    client.get("/")
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert client.get("/", headers={"X-Kim-Hintergrund": "1"}).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.get("/").status_code == 302


def test_auch_wer_immer_arbeitet_meldet_sich_nach_zwoelf_stunden_neu_an(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    beginn = timezone.now()
    client.get("/")
    for minuten in range(25, 12 * 60 + 1, 25):
        with time_machine.travel(beginn + timedelta(minutes=minuten)):
            assert client.get("/").status_code == 200
    with time_machine.travel(beginn + timedelta(minutes=12 * 60 + 2)):
        antwort = client.get("/")
        assert antwort["Location"].startswith("/konto/anmelden/")
        assert "länger als 12 Stunden angemeldet" in text(client.get(antwort["Location"]))


def test_die_letzte_taetigkeit_wird_hoechstens_einmal_je_minute_geschrieben(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    client.get("/")
    vorher = client.session["kim_zuletzt"]
    with time_machine.travel(timezone.now() + timedelta(seconds=30), tick=False):
        client.get("/")
        assert client.session["kim_zuletzt"] == vorher
    with time_machine.travel(timezone.now() + timedelta(seconds=90), tick=False):
        client.get("/")
        assert client.session["kim_zuletzt"] > vorher


def test_gesperrt_wird_sofort_auch_in_der_offenen_sitzung(anmelden):
    verwaltung = konto_mit_rolle("systemadministration")
    konto = konto_mit_rolle("vorsitz", kreis=verwaltung.kreis)
    client = anmelden(konto)

    konto_sperren(konto_id=konto.pk, grund="ausgeschieden", akteur=verwaltung)

    assert client.get("/")["Location"].startswith("/konto/anmelden/")


# What was sent too late -------------------------------------------------------------------------------------


def nach_dem_leerlauf(client: Client, daten: dict, pfad: str = "/konten/mein-konto/name/", **weitere: Any):
    client.get("/")
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        return client.post(pfad, daten, **weitere)


def test_was_nach_dem_leerlauf_abgeschickt_wird_geht_nicht_verloren(anmelden):
    konto = konto_mit_rolle("vorsitz")
    client = anmelden(konto)

    antwort = nach_dem_leerlauf(client, {"name": "Viola, Änderung <b>"})
    assert antwort["Location"] == "/konto/anmelden/?next=/konten/verwahrt/"
    konto.refresh_from_db()
    assert konto.name != "Viola, Änderung <b>"
    assert "Viola" not in str(dict(client.session))

    nochmal = client.post(
        "/konto/anmelden/",
        {"login": konto.email, "password": PASSWORT, "next": "/konten/verwahrt/"},
        follow=True,
    )
    assert "noch nicht gespeichert" in text(nochmal)
    assert 'value="Viola, Änderung &lt;b&gt;"' in text(nochmal)
    client.post("/konten/mein-konto/name/", {"name": "Viola, Änderung <b>"})

    konto.refresh_from_db()
    assert konto.name == "Viola, Änderung <b>"
    assert client.get("/konten/verwahrt/")["Location"] == "/"


def test_ein_passwort_wird_nicht_verwahrt(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))

    antwort = nach_dem_leerlauf(client, {"oldpassword": PASSWORT}, pfad="/konto/passwort/")

    assert antwort["Location"] == "/konto/anmelden/?next=/"
    assert "kim_verwahrt" not in client.session


def test_eine_andere_person_am_selben_rechner_bekommt_nichts_davon(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    nach_dem_leerlauf(client, {"name": "Geheimes"})
    andere = konto_mit_rolle("vorsitz")

    client.post("/konto/anmelden/", {"login": andere.email, "password": PASSWORT})
    antwort = client.get("/konten/verwahrt/")

    assert antwort["Location"] == "/"
    assert "kim_verwahrt" not in client.session


def test_verwerfen_und_zu_grosses(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    assert "ist verworfen" in text(client.post("/konten/verwahrt/", follow=True))
    zu_gross = nach_dem_leerlauf(client, {"name": "x" * 200_001})
    assert zu_gross["Location"] == "/konto/anmelden/?next=/"


def test_eine_datei_muss_man_noch_einmal_waehlen(anmelden):
    from django.core.files.uploadedfile import SimpleUploadedFile

    konto = konto_mit_rolle("vorsitz")
    client = anmelden(konto)
    nach_dem_leerlauf(client, {"name": "Mit Datei", "datei": SimpleUploadedFile("a.txt", b"x")})

    client.post("/konto/anmelden/", {"login": konto.email, "password": PASSWORT})

    assert "Eine Datei war dabei" in text(client.get("/konten/verwahrt/"))


def test_eine_teilseite_bleibt_mit_der_eingabe_stehen(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))

    antwort = nach_dem_leerlauf(client, {"name": "x"}, headers={"HX-Request": "true"})

    assert antwort.status_code == 401
    assert "HX-Redirect" not in antwort


# Nothing stays behind -------------------------------------------------------------------------------------


def test_seiten_einer_person_fragt_der_browser_neu_an_und_wirft_sie_beim_abmelden_weg(anmelden):
    client = anmelden(konto_mit_rolle("geschaeftsstelle"))

    assert client.get("/")["Cache-Control"] == "private, no-cache"
    assert client.post("/konto/abmelden/")["Clear-Site-Data"] == '"cache"'
    danach = client.get("/konto/anmelden/")
    assert not danach.has_header("Clear-Site-Data")
