"""The public page behind the link of a task: opening changes nothing, reporting happens once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from kim.versand.models import Nachricht, Zustellung
from lenkung.domain.beschlussfolge import folge_abschliessen, folge_aendern
from lenkung.domain.folgelink import bericht_erbitten
from lenkung.models import Beschlussfolge, Folgebericht, Gremium
from lenkung.regeln.verlauf import Folgenstand
from tests.fabriken import konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung.beschlussbau import TAG, beschluss, folge
from tests.lenkung.sitzungsbau import wann
from tests.lenkung.views.abruf import seitentext, url

HEUTE = TAG + timedelta(days=10)


@pytest.fixture(autouse=True)
def uhr() -> Iterator[Any]:
    cache.clear()
    with time_machine.travel(wann(HEUTE), tick=False) as uhr:
        yield uhr


@pytest.fixture
def eine(gremium: Gremium) -> Beschlussfolge:
    konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis, email="gs@kreis.example")
    return folge(beschluss(gremium, titel="Nicht für alle"), bis=HEUTE + timedelta(days=5))


@pytest.fixture
def adresse(eine: Beschlussfolge) -> str:
    bericht_erbitten(folge_id=eine.pk, akteur=gobau.akteur(eine.beschluss.gremium))
    geheim = Zustellung.objects.get(bezug=f"folge:{eine.pk}").geheim["link"]
    treffer = re.search(r"/folgebericht/([\w-]+)/", geheim)
    assert treffer is not None
    return url("folgebericht", treffer[1])


def test_die_seite_zeigt_nicht_mehr_als_die_mail(client: Client, adresse: str) -> None:
    seite = seitentext(client.get(adresse))
    for stueck in ("Räume suchen", "Volkshochschule", "18.03.2026", "fällig in 5 Tagen"):
        assert stueck in seite
    for fehlt in ("Nicht für alle", "vhs@verband.example"):
        assert fehlt not in seite


def test_die_adresse_bleibt_geheim(client: Client, adresse: str) -> None:
    for antwort in (client.get(adresse), client.get(url("folgebericht", "erfunden"))):
        assert antwort["Referrer-Policy"] == "strict-origin"
        assert antwort["X-Robots-Tag"] == "noindex"
        assert "no-store" in antwort["Cache-Control"]


def test_oeffnen_aendert_nichts(client: Client, adresse: str, eine: Beschlussfolge) -> None:
    for abruf in (client.get, client.head, client.get):
        assert abruf(adresse).status_code == 200
    assert Folgebericht.objects.count() == 0
    eine.refresh_from_db()
    assert eine.lage is Folgenstand.OFFEN


def test_berichten_geht_ohne_anmeldung_und_die_geschaeftsstelle_erfaehrt_es(
    client: Client, adresse: str, eine: Beschlussfolge
) -> None:
    for _klick in range(2):
        antwort = client.post(adresse, {"text": "Der erste Kurs läuft."})
    assert "Danke für Ihren Bericht" in seitentext(antwort)
    bericht = Folgebericht.objects.get()
    assert (bericht.von_name, bericht.ueber_link, bericht.erledigt) == ("Volkshochschule", True, False)
    mail = Nachricht.objects.get(art="lenkung.folge_berichtet")
    assert "Der erste Kurs läuft." in mail.text
    assert list(mail.zustellungen.values_list("adresse", flat=True)) == ["gs@kreis.example"]
    client.post(adresse, {"text": "Der zweite läuft auch."})
    assert Folgebericht.objects.count() == 2


def test_erledigt_schliesst_die_aufgabe(client: Client, adresse: str, eine: Beschlussfolge) -> None:
    daten = {"text": "Alles steht.", "erledigt": "on"}
    assert "als erledigt eingetragen" in seitentext(client.post(adresse, daten))
    eine.refresh_from_db()
    assert (eine.stand, eine.erledigt_am) == ("erledigt", HEUTE)
    # Sent twice by an impatient finger: the same thanks, no second report.
    assert "Danke" in seitentext(client.post(adresse, daten))
    assert Folgebericht.objects.count() == 1
    assert "Hier ist nichts mehr zu tun" in seitentext(client.get(adresse), 410)
    assert "Hier ist nichts mehr zu tun" in seitentext(client.post(adresse, {"text": "Noch was"}), 410)


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001])
def test_was_fehlt_steht_am_feld_und_nichts_geht_verloren(client: Client, adresse: str, text: str) -> None:
    antwort = client.post(adresse, {"text": text, "erledigt": "on"})
    assert antwort.status_code == 422
    assert antwort.context["form"].errors["text"]
    assert antwort.context["form"]["erledigt"].value() is True
    assert Folgebericht.objects.count() == 0


def test_der_link_laeuft_ab(client: Client, adresse: str, uhr: Any) -> None:
    uhr.move_to(wann(HEUTE + timedelta(days=64)))
    assert client.get(adresse).status_code == 200
    uhr.move_to(wann(HEUTE + timedelta(days=66)))
    assert client.get(adresse).status_code == 410


def test_mit_neuer_adresse_gilt_der_alte_link_nicht_mehr(
    client: Client, adresse: str, eine: Beschlussfolge
) -> None:
    wer = gobau.akteur(eine.beschluss.gremium)
    folge_aendern(folge_id=eine.pk, akteur=wer, angaben={"verantwortlich": "VHS"})
    assert client.get(adresse).status_code == 200
    folge_aendern(folge_id=eine.pk, akteur=wer, angaben={"email": "neu@verband.example"})
    assert client.get(adresse).status_code == 410
    assert client.post(adresse, {"text": "Zu spät"}).status_code == 410
    assert Folgebericht.objects.count() == 0


def test_ein_fremder_zweck_oeffnet_die_seite_nicht(client: Client, adresse: str) -> None:
    token = adresse.rstrip("/").rsplit("/", 1)[-1]
    assert client.get(url("antwort", token)).status_code == 404
    assert client.get(url("folgebericht", "erfunden")).status_code == 404


def test_bei_abgeschalteter_lenkung_gibt_es_den_link_nicht(
    client: Client, adresse: str, gremium: Gremium
) -> None:
    kreis = gremium.kreis
    kreis.modul_lenkung = False
    kreis.save()
    assert client.get(adresse).status_code == 404


def test_wer_zu_spaet_berichtet_liest_den_stand(client: Client, adresse: str, eine: Beschlussfolge) -> None:
    folge_abschliessen(
        folge_id=eine.pk,
        akteur=gobau.akteur(eine.beschluss.gremium),
        stand=Folgenstand.ENTFALLEN,
        am=HEUTE,
    )
    assert "entfallen" in seitentext(client.post(adresse, {"text": "Zu spät"}), 410)
