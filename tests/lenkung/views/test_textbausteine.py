"""The sentences of the Kreis on their pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kim.stammdaten.models import Kreis
from lenkung.domain.queries.textbausteine import saetze_des_hauses
from lenkung.models import Gremium, Textbaustein
from lenkung.regeln.textbausteine import Satzart
from tests.fabriken import KreisFactory, konto_mit_rolle

HAUS = saetze_des_hauses()[Satzart.SCHLUSS]
EIGEN = "Ende: {ende}, {leitung}."
URL = "/lenkung/textbausteine/schluss/"


@pytest.fixture
def eigener(kreis: Kreis) -> Textbaustein:
    return Textbaustein.objects.create(kreis=kreis, art="schluss", text=EIGEN)


def test_die_liste_zeigt_jeden_satz_als_beispiel(geschaeftsstelle: Client, eigener: Textbaustein) -> None:
    text = geschaeftsstelle.get(reverse("lenkung:textbaustein-liste")).content.decode()
    assert "Ende: 16:00 Uhr, Dr. Renate Probe." in text
    assert text.count("eigene Fassung") == 1
    assert text.count("Satz des Hauses") == len(Satzart) - 1


def test_aendern_und_zuruecksetzen(geschaeftsstelle: Client) -> None:
    assert "Beispiel" in geschaeftsstelle.get(URL).content.decode()
    antwort = geschaeftsstelle.post(URL, {"text": EIGEN, "bisher": HAUS}, follow=True)
    assert "„Schluss“ ist gespeichert." in antwort.content.decode()
    satz = Textbaustein.objects.get()
    seite = geschaeftsstelle.get(URL).content.decode()
    assert reverse("protokoll:historie", args=["textbaustein", satz.pk]) in seite
    historie = geschaeftsstelle.get(reverse("protokoll:historie", args=["textbaustein", satz.pk]))
    assert URL in historie.content.decode()
    assert "zurücksetzen?" in geschaeftsstelle.get(f"{URL}zuruecksetzen/").content.decode()
    antwort = geschaeftsstelle.post(f"{URL}zuruecksetzen/", follow=True)
    assert "Es gilt wieder der Satz des Hauses." in antwort.content.decode()
    assert not Textbaustein.objects.exists()


def test_von_den_einstellungen_des_gremiums_fuehrt_ein_weg(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    seite = geschaeftsstelle.get(reverse("lenkung:gremium-einstellungen", args=[gremium.pk]))
    assert reverse("lenkung:textbaustein-liste") in seite.content.decode()


def test_ein_falscher_satz_nennt_den_platzhalter(geschaeftsstelle: Client) -> None:
    text = geschaeftsstelle.post(URL, {"text": "Ende {wann}", "bisher": HAUS}).content.decode()
    assert "Den Platzhalter {wann} gibt es in diesem Satz nicht." in text
    assert geschaeftsstelle.post(URL, {"text": "", "bisher": HAUS}).status_code == 200
    assert not Textbaustein.objects.exists()


def test_wer_den_alten_satz_sah_vergleicht_und_speichert_noch_einmal(
    geschaeftsstelle: Client, eigener: Textbaustein
) -> None:
    text = geschaeftsstelle.post(URL, {"text": "{leitung}: {ende}", "bisher": HAUS}).content.decode()
    assert "Jemand anderes hat diesen Satz inzwischen geändert" in text
    assert f'name="bisher" value="{EIGEN}"' in text
    assert geschaeftsstelle.post(URL, {"text": "{leitung}: {ende}", "bisher": EIGEN}).status_code == 302
    eigener.refresh_from_db()
    assert eigener.text == "{leitung}: {ende}"


def test_nur_die_geschaeftsstelle_und_nur_den_eigenen_kreis(
    vorsitz: Client, geschaeftsstelle: Client, eigener: Textbaustein, anmelden: Callable[..., Client]
) -> None:
    assert geschaeftsstelle.get("/lenkung/textbausteine/anderer/").status_code == 404
    for adresse in ("/lenkung/textbausteine/", URL, f"{URL}zuruecksetzen/"):
        assert vorsitz.get(adresse).status_code == 403
    fremd = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=KreisFactory()))
    assert EIGEN not in fremd.get(URL).content.decode()
