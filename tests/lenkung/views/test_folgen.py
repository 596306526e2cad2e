"""What follows from a Beschluss: entering, editing, reporting, closing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from lenkung.domain.beschlussfolge import bericht_eintragen
from lenkung.models import Beschluss, Beschlussfolge, Folgebericht, Gremium
from tests.lenkung import gobau
from tests.lenkung.beschlussbau import TAG, beschluss, folge
from tests.lenkung.sitzungsbau import wann
from tests.lenkung.views.abruf import abgerufen, seitentext, url


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(TAG + timedelta(days=10)), tick=False):
        yield


@pytest.fixture
def satz(gremium: Gremium) -> Beschluss:
    return beschluss(gremium)


def _daten(**felder: Any) -> dict[str, Any]:
    return {"art": "empfehlung", "text": "Öffnungszeiten prüfen", "verantwortlich": "Jobcenter", **felder}


def test_eintragen_und_ansehen(geschaeftsstelle: Client, satz: Beschluss) -> None:
    adresse = url("folge-anlegen", satz.pk)
    daten = _daten(email="leitung@jobcenter.example", bis="30.06.2026")
    for _klick in range(2):
        antwort = geschaeftsstelle.post(adresse, daten, follow=True)
    seite = seitentext(antwort)
    assert Beschlussfolge.objects.count() == 1
    for stueck in ("Öffnungszeiten prüfen", "Empfehlung an eine Organisation", "30.06.2026", "im Plan"):
        assert stueck in seite


@pytest.mark.parametrize(
    ("felder", "feld", "meldung"),
    [
        ({"text": ""}, "text", "Diese Angabe fehlt"),
        ({"verantwortlich": " "}, "verantwortlich", "Diese Angabe fehlt"),
        ({"email": "keine"}, "email", "keine vollständige E-Mail-Adresse"),
        ({"bis": "31.02.2026"}, "bis", "Dieses Datum gibt es nicht"),
        ({"bis": "02.03.2026"}, "bis", "Der Beschluss ist vom 03.03.2026"),
        ({"art": "erfunden"}, "art", "Diese Auswahl gibt es nicht mehr"),
        ({"text": "x" * 501}, "text", "höchstens 500 Zeichen"),
    ],
)
def test_was_nicht_stimmt_steht_am_feld(
    geschaeftsstelle: Client, satz: Beschluss, felder: dict[str, Any], feld: str, meldung: str
) -> None:
    antwort = geschaeftsstelle.post(url("folge-anlegen", satz.pk), _daten(**felder))
    assert meldung in str(antwort.context["form"].errors[feld])
    assert Beschlussfolge.objects.count() == 0


def test_aus_abgelehntem_folgt_nichts(geschaeftsstelle: Client, gremium: Gremium) -> None:
    abgelehnt = beschluss(gremium, angenommen=False)
    antwort = geschaeftsstelle.post(url("folge-anlegen", abgelehnt.pk), _daten())
    assert "folgt nichts" in seitentext(antwort)


def test_die_art_steht_schon_da(geschaeftsstelle: Client, satz: Beschluss) -> None:
    for wunsch, art in (("impuls", "impuls"), ("erfunden", "aufgabe")):
        antwort = geschaeftsstelle.get(f"{url('folge-anlegen', satz.pk)}?art={wunsch}")
        assert antwort.context["form"].initial["art"] == art


@pytest.mark.parametrize(
    ("art", "ziel"),
    [
        ("geschaeftsordnung", "go-liste"),
        ("turnus", "sitzung-jahr"),
        ("gast", "sitzung-liste"),
    ],
)
def test_was_anderswo_getan_wird_fuehrt_dorthin(
    geschaeftsstelle: Client, mitglied: Client, satz: Beschluss, art: str, ziel: str
) -> None:
    folge(satz, art=art)
    antwort = geschaeftsstelle.get(url("beschluss-detail", satz.pk))
    assert [zeile.ort_url for zeile in antwort.context["folgen"]] == [url(ziel)]
    anders = mitglied.get(url("beschluss-detail", satz.pk))
    assert [zeile.ort_url for zeile in anders.context["folgen"]] == [""]


def test_die_zusammensetzung_fuehrt_zum_gremium(geschaeftsstelle: Client, satz: Beschluss) -> None:
    folge(satz, art="zusammensetzung")
    antwort = geschaeftsstelle.get(url("beschluss-detail", satz.pk))
    assert antwort.context["folgen"][0].ort_url == url("gremium-detail", satz.gremium_id)


def test_bearbeiten_ueberschreibt_nicht_was_jemand_anderes_speicherte(
    geschaeftsstelle: Client, satz: Beschluss
) -> None:
    eine = folge(satz)
    adresse = url("folge-bearbeiten", eine.pk)
    stand = geschaeftsstelle.get(adresse).context["form"].initial["stand"]
    neu = _daten(stand=stand, text="Neu")
    assert "„Neu“ ist gespeichert" in seitentext(geschaeftsstelle.post(adresse, neu, follow=True))
    ueberholt = geschaeftsstelle.post(adresse, _daten(stand=stand, text="Anders"))
    assert "inzwischen" in seitentext(ueberholt)
    eine.refresh_from_db()
    assert eine.text == "Neu"


def test_abschliessen_und_wieder_oeffnen(geschaeftsstelle: Client, satz: Beschluss) -> None:
    eine = folge(satz)
    schliessen = url("folge-abschliessen", eine.pk)
    daten = {"stand": "erledigt", "am": "13.03.2026", "bemerkung": "Zwei Räume gefunden."}
    for _klick in range(2):
        seite = seitentext(geschaeftsstelle.post(schliessen, daten, follow=True))
    assert "Zwei Räume gefunden." in seite
    eine.refresh_from_db()
    assert (eine.stand, Folgebericht.objects.count()) == ("erledigt", 1)
    assert geschaeftsstelle.get(schliessen).status_code == 302
    oeffnen = url("folge-oeffnen", eine.pk)
    assert "Diese Angabe fehlt" in seitentext(geschaeftsstelle.post(oeffnen, {"bemerkung": ""}))
    geschaeftsstelle.post(oeffnen, {"bemerkung": "Ein Raum fiel weg."})
    eine.refresh_from_db()
    assert (eine.stand, eine.erledigt_am) == ("offen", None)
    assert geschaeftsstelle.get(oeffnen).status_code == 302


@pytest.mark.parametrize(
    ("am", "meldung"),
    [("14.03.2026", "liegt in der Zukunft"), ("02.03.2026", "Der Beschluss ist vom 03.03.2026")],
)
def test_der_tag_des_abschlusses_liegt_zwischen_beschluss_und_heute(
    geschaeftsstelle: Client, satz: Beschluss, am: str, meldung: str
) -> None:
    antwort = geschaeftsstelle.post(
        url("folge-abschliessen", folge(satz).pk), {"stand": "entfallen", "am": am}
    )
    assert meldung in str(antwort.context["form"].errors["am"])


def test_bericht_eintragen(geschaeftsstelle: Client, satz: Beschluss) -> None:
    eine = folge(satz)
    adresse = url("folge-berichten", eine.pk)
    geschaeftsstelle.post(adresse, {"text": "Anruf: läuft."})
    seite = seitentext(
        geschaeftsstelle.post(adresse, {"text": "Alles steht.", "erledigt": "on"}, follow=True)
    )
    for stueck in ("Anruf: läuft.", "Alles steht.", "Erledigt."):
        assert stueck in seite
    spaet = geschaeftsstelle.post(adresse, {"text": "Noch etwas"})
    assert "Diese Aufgabe ist schon erledigt." in seitentext(spaet)


def test_mitglieder_lesen_berichte_und_sehen_keine_adresse(
    mitglied: Client, satz: Beschluss, gremium: Gremium
) -> None:
    eine = folge(satz)
    bericht_eintragen(folge_id=eine.pk, akteur=gobau.akteur(gremium), text="Es geht voran.", erledigt=False)
    seite = abgerufen(mitglied, url("beschluss-detail", satz.pk))
    assert "Es geht voran." in seite
    assert "vhs@verband.example" not in seite
    for tat in ("bearbeiten", "abschliessen", "berichten", "erbitten"):
        assert url(f"folge-{tat}", eine.pk) not in seite
        assert mitglied.get(url(f"folge-{tat}", eine.pk)).status_code == 404


def test_der_vorsitz_liest_und_pflegt_nicht(vorsitz: Client, satz: Beschluss) -> None:
    eine = folge(satz)
    assert "vhs@verband.example" in abgerufen(vorsitz, url("beschluss-detail", satz.pk))
    assert vorsitz.get(url("folge-bearbeiten", eine.pk)).status_code == 404
