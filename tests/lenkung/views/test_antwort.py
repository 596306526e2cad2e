"""The public page behind the link of an invitation, and answering signed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kim.konten.models import Konto
from lenkung.domain.antwort import antwort_eintragen
from lenkung.domain.sitzung import sitzung_absagen
from lenkung.models import Antwort, Gremium, Sitz, Sitzung, Teilnahme
from lenkung.regeln.teilnahme import Zusage
from tests.fabriken import konto_mit_rolle
from tests.lenkung.einladungsbau import eingeladen, sitz, teilnahme, token, vorzimmer, vorzimmertoken
from tests.lenkung.gobau import akteur
from tests.lenkung.sitzungsbau import wann
from tests.werkzeug.abfragen import genau

VORHER = wann(date(2026, 5, 27))


@pytest.fixture(autouse=True)
def uhr() -> Iterator[Any]:
    cache.clear()
    with time_machine.travel(VORHER, tick=False) as uhr:
        yield uhr


@pytest.fixture
def platz(gremium: Gremium) -> Sitz:
    return sitz(gremium)


@pytest.fixture
def sitzung(gremium: Gremium, platz: Sitz) -> Sitzung:
    return eingeladen(gremium, art="hybrid", link="https://konferenz.example/x")


@pytest.fixture
def person(sitzung: Sitzung, platz: Sitz) -> Teilnahme:
    return teilnahme(sitzung, platz)


def _url(geheim: str) -> str:
    return reverse("lenkung:antwort", args=[geheim])


def _knoepfe(antwort: Any) -> list[str]:
    return re.findall(r'name="zusage" value="(\w+)"', antwort.content.decode())


def _text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


# What it shows ----------------------------------------------------------------------------------------------


def test_die_seite_zeigt_nicht_mehr_als_die_mail_und_drei_knoepfe(client: Client, person: Teilnahme) -> None:
    antwort = client.get(_url(token(person)))
    text = _text(antwort)
    assert antwort.status_code == 200
    assert _knoepfe(antwort) == ["vor_ort", "digital", "verhindert"]
    assert "Lenkungsgruppe KIM" in text
    assert "Dienstag, 16.06.2026, 14:00 Uhr" in text
    assert "Kreishaus" in text
    for wer in Teilnahme.objects.all():
        assert wer.name not in text
        assert wer.email not in text
    assert "konferenz.example" not in text


@pytest.mark.parametrize(
    ("art", "knoepfe"), [("praesenz", ["vor_ort", "verhindert"]), ("digital", ["digital", "verhindert"])]
)
def test_nur_die_knoepfe_die_zur_art_der_sitzung_passen(
    client: Client, gremium: Gremium, platz: Sitz, art: str, knoepfe: list[str]
) -> None:
    satz = eingeladen(gremium, art=art, link="https://konferenz.example/x")
    assert _knoepfe(client.get(_url(token(teilnahme(satz, platz))))) == knoepfe


def test_die_adresse_bleibt_geheim(client: Client, person: Teilnahme) -> None:
    for antwort in (client.get(_url(token(person))), client.get(_url("erfunden"))):
        assert antwort["Referrer-Policy"] == "strict-origin"
        assert antwort["X-Robots-Tag"] == "noindex"
        assert "no-store" in antwort["Cache-Control"]


def test_oeffnen_aendert_nichts_auch_wenn_ein_pruefprogramm_es_oft_tut(
    client: Client, person: Teilnahme
) -> None:
    adresse = _url(token(person))
    for abruf in (client.get, client.head, client.get):
        assert abruf(adresse).status_code == 200
    person.refresh_from_db()
    assert person.antwort is Zusage.OFFEN
    assert Antwort.objects.count() == 0


def test_die_seite_braucht_wenige_abfragen(client: Client, person: Teilnahme) -> None:
    adresse = _url(token(person))
    with genau(3):
        client.get(adresse)


# What it does -----------------------------------------------------------------------------------------------


def test_antworten_sagt_was_geschah_und_was_folgt_ohne_namen(client: Client, person: Teilnahme) -> None:
    antwort = client.post(_url(token(person)), {"zusage": "verhindert"})
    text = _text(antwort)
    assert antwort.status_code == 200
    assert "Abgesagt: verhindert" in text
    assert "Die Stellvertretung des Sitzes ist nun eingeladen" in text
    vertretung = Teilnahme.objects.get(rolle="stellvertretung")
    assert vertretung.name not in text
    assert vertretung.gefragt_am is not None


def test_danach_zeigt_der_link_die_antwort_und_laesst_sie_aendern(client: Client, person: Teilnahme) -> None:
    adresse = _url(token(person))
    client.post(adresse, {"zusage": "vor_ort"})
    seite = client.get(adresse)
    assert "Zugesagt: vor Ort" in _text(seite)
    assert _knoepfe(seite) == ["vor_ort", "digital", "verhindert"]
    client.post(adresse, {"zusage": "digital"})
    person.refresh_from_db()
    assert person.antwort is Zusage.DIGITAL


@pytest.mark.parametrize("wert", ["", "offen", "ja", "vor_ort; DROP"])
def test_nur_die_knoepfe_gelten(client: Client, person: Teilnahme, wert: str) -> None:
    antwort = client.post(_url(token(person)), {"zusage": wert})
    assert antwort.status_code == 422
    assert "Bitte einen der Knöpfe wählen." in _text(antwort)
    assert Antwort.objects.count() == 0


def test_der_knopf_verlangt_die_pruefsumme_der_seite(person: Teilnahme) -> None:
    streng = Client(enforce_csrf_checks=True)
    assert streng.post(_url(token(person)), {"zusage": "vor_ort"}).status_code == 403
    assert Antwort.objects.count() == 0


def test_das_vorzimmer_liest_fuer_wen_es_antwortet(client: Client, person: Teilnahme) -> None:
    adresse = _url(vorzimmertoken(person, vorzimmer(person)))
    text = _text(client.get(adresse))
    assert "Kommt das Mitglied?" in text
    assert "Ist verhindert" in text
    client.post(adresse, {"zusage": "vor_ort"})
    assert person.antworten.get().weg == "vorzimmer"


def test_sehr_viele_antworten_in_einer_minute_werden_gebremst(client: Client, person: Teilnahme) -> None:
    adresse = _url(token(person))
    codes = {client.post(adresse, {"zusage": "unsinn"}).status_code for _ in range(121)}
    assert codes == {422, 429}


# When it no longer holds ------------------------------------------------------------------------------------


def test_jeder_stand_des_links_sagt_warum(client: Client, person: Teilnahme, gremium: Gremium) -> None:
    unbekannt = client.get(_url("erfunden"))
    assert (unbekannt.status_code, "Diesen Link gibt es nicht" in _text(unbekannt)) == (404, True)
    satz = vorzimmer(person)
    adresse = _url(vorzimmertoken(person, satz))
    satz.delete()
    widerrufen = client.get(adresse)
    assert (widerrufen.status_code, "Dieser Link gilt nicht mehr" in _text(widerrufen)) == (410, True)
    vertretung = Teilnahme.objects.get(rolle="stellvertretung")
    ungefragt = client.get(_url(token(vertretung)))
    assert (ungefragt.status_code, _knoepfe(ungefragt)) == (200, [])
    assert "Sie brauchen nicht zu antworten" in _text(ungefragt)
    geheim = token(person)
    sitzung_absagen(sitzung_id=person.sitzung_id, akteur=akteur(gremium), grund="Krankheit im Haus")
    for abgesagt in (client.get(_url(geheim)), client.post(_url(geheim), {"zusage": "vor_ort"})):
        assert (abgesagt.status_code, _knoepfe(abgesagt)) == (410, [])
        assert "Diese Sitzung fällt aus" in _text(abgesagt)
        assert "Krankheit" not in _text(abgesagt)


def test_zur_zeit_des_beginns_ist_schluss(client: Client, person: Teilnahme, uhr: Any) -> None:
    adresse = _url(token(person))
    uhr.move_to(person.sitzung.beginn)
    for antwort in (client.get(adresse), client.post(adresse, {"zusage": "vor_ort"})):
        assert antwort.status_code == 410
        assert "Die Sitzung hat begonnen" in _text(antwort)
    assert Antwort.objects.count() == 0


def test_ist_das_modul_ausgeschaltet_gibt_es_den_link_nicht(client: Client, person: Teilnahme) -> None:
    geheim, kreis = token(person), person.sitzung.gremium.kreis
    kreis.modul_lenkung = False
    kreis.save()
    assert client.get(_url(geheim)).status_code == 404


# Signed in --------------------------------------------------------------------------------------------------


@pytest.fixture
def konto(person: Teilnahme) -> Konto:
    return konto_mit_rolle("mitglied", kreis=person.sitzung.gremium.kreis, person=person.person)


def test_das_mitglied_antwortet_auf_der_seite_der_sitzung(
    anmelden: Callable[..., Client], konto: Konto, person: Teilnahme
) -> None:
    client, seite = anmelden(konto), reverse("lenkung:sitzung-detail", args=[person.sitzung_id])
    ziel = reverse("lenkung:teilnahme-antworten", args=[person.pk])
    erste = client.get(seite)
    assert "Kommen Sie zur Sitzung?" in _text(erste)
    assert ziel in _text(erste)
    nachher = client.post(ziel, {"zusage": "digital"}, follow=True)
    assert "Zugesagt: digital" in _text(nachher)
    assert person.antworten.get().weg == "konto"
    assert client.get(ziel).status_code == 200
    assert client.post(ziel, {"zusage": "x"}).status_code == 422


def test_niemand_antwortet_angemeldet_fuer_andere(
    geschaeftsstelle: Client, vorsitz: Client, mitglied: Client, person: Teilnahme
) -> None:
    ziel = reverse("lenkung:teilnahme-antworten", args=[person.pk])
    for client in (geschaeftsstelle, vorsitz, mitglied):
        assert client.post(ziel, {"zusage": "vor_ort"}).status_code == 404
    assert Antwort.objects.count() == 0


def test_nach_dem_beginn_zeigt_die_seite_nur_noch_was_war(
    anmelden: Callable[..., Client], konto: Konto, person: Teilnahme, uhr: Any
) -> None:
    antwort_eintragen(teilnahme_id=person.pk, akteur=akteur(person.sitzung.gremium), zusage=Zusage.VOR_ORT)
    uhr.move_to(person.sitzung.beginn)
    client = anmelden(konto)
    ziel = reverse("lenkung:teilnahme-antworten", args=[person.pk])
    assert client.post(ziel, {"zusage": "digital"}).status_code == 403
    assert "Die Sitzung hat begonnen" in _text(client.get(ziel))
    seite = client.get(reverse("lenkung:sitzung-detail", args=[person.sitzung_id]))
    assert "Zugesagt: vor Ort" in _text(seite)
    assert _knoepfe(seite) == []
