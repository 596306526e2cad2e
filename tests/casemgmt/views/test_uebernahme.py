"""The pages of taking over a former database, from the file to taking it back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casemgmt.models import Einspielung, Klient
from tests.casemgmt import fallbau

pytestmark = pytest.mark.django_db

KOPF = "Nr;Ort;Name;Hinweis am\n"


@pytest.fixture
def browser(anmelden: Any) -> Any:
    ort = fallbau.kommune(name="Lindenau")
    return anmelden(fallbau.koordination(ort.kreis))


def datei(inhalt: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("bestand.csv", inhalt.encode())


def hochladen(browser: Any, inhalt: str, art: str = "personen") -> Any:
    return browser.post(reverse("casemgmt:uebernahme-datei", args=[art]), {"datei": datei(inhalt)})


def test_von_der_datei_bis_zurueck(browser: Any) -> None:
    assert (
        "Noch wurde nichts übernommen" in browser.get(reverse("casemgmt:uebernahme-liste")).content.decode()
    )
    antwort = hochladen(browser, KOPF + "P1;Lindenau;Haddad;01.03.2022\n")
    lauf = Einspielung.objects.get()
    seite = reverse("casemgmt:uebernahme-detail", args=[lauf.pk])
    assert antwort.url == seite
    # Nothing is mapped yet: the page says which columns are missing and shows how the file begins.
    text = browser.get(seite).content.decode()
    assert "Die Spalte fehlt" in text
    assert "<td>Haddad</td>" in text
    antwort = browser.post(seite, {"schluessel": "Nr", "kommune": "Ort", "nachname": "Name"})
    assert "Ohne diese Spalte geht es nicht" in antwort.content.decode()
    zuordnung = {
        "schluessel": "Nr",
        "kommune": "Ort",
        "nachname": "Name",
        "datenschutzhinweis_am": "Hinweis am",
    }
    assert "1 Eintrag wird angelegt" in browser.post(seite, zuordnung, follow=True).content.decode()
    antwort = browser.post(reverse("casemgmt:uebernahme-uebernehmen", args=[lauf.pk]), follow=True)
    assert "1 übernommen, 0 waren schon da" in antwort.content.decode()
    assert str(Klient.objects.get()) == "Haddad"
    assert "Alles zurücknehmen" in browser.get(seite).content.decode()
    antwort = browser.post(reverse("casemgmt:uebernahme-zuruecknehmen", args=[lauf.pk]), follow=True)
    assert "Zurückgenommen: 1" in antwort.content.decode()
    assert not Klient.objects.exists()
    assert "Alles zurücknehmen" not in browser.get(seite).content.decode()
    antwort = browser.post(reverse("casemgmt:uebernahme-zuruecknehmen", args=[lauf.pk]), follow=True)
    assert "schon übernommen, verworfen oder zurückgenommen" in antwort.content.decode()


def test_was_keine_tabelle_ist_sagt_es_und_verworfen_ist_weg(browser: Any) -> None:
    assert browser.get(reverse("casemgmt:uebernahme-datei", args=["anderes"])).status_code == 404
    assert (
        "Was in der Datei stehen kann"
        in browser.get(reverse("casemgmt:uebernahme-datei", args=["termine"])).content.decode()
    )
    assert hochladen(browser, "").status_code == 200
    zuviel = hochladen(browser, KOPF + "P;Lindenau;Haddad;01.03.2022\n" * 1001)
    assert "möglich sind 1000" in zuviel.content.decode()
    hochladen(browser, KOPF + "P1;Lindenau;Haddad;01.03.2022\n")
    lauf = Einspielung.objects.get()
    antwort = browser.post(reverse("casemgmt:uebernahme-verwerfen", args=[lauf.pk]), follow=True)
    assert "Die Datei ist verworfen" in antwort.content.decode()
    assert not Einspielung.objects.exists()
