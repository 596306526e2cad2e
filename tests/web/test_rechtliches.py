"""Impressum, Datenschutz, Barrierefreiheit: for everybody, with the particulars of the Kreis."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.fabriken import KreisFactory

pytestmark = pytest.mark.django_db
SEITEN = {
    "/impressum/": "Impressum",
    "/datenschutz/": "Datenschutz",
    "/barrierefreiheit/": "Erklärung zur Barrierefreiheit",
}


@pytest.mark.parametrize("adresse", SEITEN)
def test_der_name_des_kreises_steht_ueber_seiner_anschrift_nur_einmal(adresse: str) -> None:
    KreisFactory(name="Kreis Muster", anschrift="Kreis Muster\nDer Landrat\n50000 Musterstadt")
    html = Client().get(adresse).content.decode()
    block = html.partition('<address class="kim-anschrift">')[2].partition("</address>")[0]
    assert block.count("Kreis Muster") == 1
    assert "Der Landrat<br>50000 Musterstadt" in block


@pytest.mark.parametrize("adresse", SEITEN)
def test_ohne_anmeldung_lesbar_und_mit_anschrift(adresse: str) -> None:
    KreisFactory(
        name="Kreis Muster",
        anschrift="Musterallee 1\n50000 Musterstadt",
        telefon="02000 12 34",
        email="amt@kreis.example",
        website="https://kreis.example",
    )
    html = Client().get(adresse).content.decode()
    assert f"<h1>{SEITEN[adresse]}</h1>" in html
    assert "Musterallee 1<br>50000 Musterstadt" in html
    assert 'href="tel:020001234"' in html
    assert 'href="mailto:amt@kreis.example"' in html


@pytest.mark.parametrize("adresse", SEITEN)
def test_auch_vor_der_einrichtung_des_ersten_kreises(adresse: str) -> None:
    assert Client().get(adresse).status_code == 200


def test_die_erklaerung_nennt_stand_und_ombudsstelle() -> None:
    html = Client().get("/barrierefreiheit/").content.decode()
    assert "Selbstbewertung vom 21.11.2026" in html
    assert "ombudsstelle-barrierefreie-it@mags.nrw.de" in html


def test_der_datenschutz_nennt_die_wahre_leerlaufzeit(settings: object) -> None:
    settings.KIM_LEERLAUF_MINUTEN = 17  # type: ignore[attr-defined]
    assert "17 Minuten ohne Tätigkeit" in Client().get("/datenschutz/").content.decode()
