"""The pages of the texts: which are drafts, writing a version, checking it, reading the old ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casemgmt.domain.einwilligungstexte import entwuerfe
from casemgmt.forms.einwilligungstexte import feldname
from casemgmt.models import Einwilligungstext
from casemgmt.regeln.einwilligungstext import TEILE
from tests.casemgmt import fallbau
from tests.casemgmt.einwilligungsbau import Lage

LISTE = reverse("casemgmt:einwilligungstexte")


@pytest.fixture
def lage(db: None) -> Lage:
    return Lage()


@pytest.fixture
def cm(lage: Lage, anmelden: Callable[..., Client]) -> Client:
    return anmelden(lage.cm)


@pytest.fixture
def kc(lage: Lage, anmelden: Callable[..., Client]) -> Client:
    return anmelden(lage.koordination)


def url(seite: str, *args: Any) -> str:
    return reverse(f"casemgmt:{seite}", args=args)


def eingabe(sprache: str, auf: int = 0, **anders: str) -> dict[str, Any]:
    text = entwuerfe()[sprache]
    alle = {feldname(teil, n): getattr(text, teil)[n] for teil, namen in TEILE.items() for n in namen}
    alle |= {feldname("saetze", name): wert for name, wert in anders.items()}
    return {**alle, "auf": auf, "aenderung": "Name deutlicher"}


def test_die_koordination_prueft_einen_text_und_setzt_die_frist(lage: Lage, cm: Client, kc: Client) -> None:
    arabisch = url("einwilligungstext", "ar")
    assert "14 Tage" in cm.get(LISTE).content.decode()
    assert "10 Sprachen sind noch Entwürfe." in cm.get(LISTE).content.decode()
    assert cm.post(LISTE, {"tage": 3}).status_code == 403
    assert cm.post(arabisch, {"geprueft_durch": "ich", "fassung": 0}).status_code == 403
    assert cm.get(url("einwilligungstext", "xx")).status_code == 404
    assert kc.post(LISTE, {"tage": 99}).status_code == 200
    kc.post(LISTE, {"tage": 3})
    assert "3 Tage" in cm.get(LISTE).content.decode()
    assert 'dir="rtl"' in kc.get(arabisch).content.decode()
    leer = kc.post(arabisch, {"geprueft_durch": "", "fassung": 0})
    assert "kim-zusammenfassung" in leer.content.decode()
    kc.post(arabisch, {"geprueft_durch": "Datenschutz, Büro für Übersetzung", "fassung": 0})
    assert Einwilligungstext.objects.get().sprache == "ar"
    assert "Geprüft durch Datenschutz, Büro für Übersetzung" in kc.get(arabisch).content.decode()
    seite = kc.get(LISTE).content.decode()
    assert "Büro für Übersetzung" in seite
    assert "9 Sprachen sind noch Entwürfe." in seite


def test_eine_neue_fassung_schreiben_pruefen_und_die_alte_lesen(lage: Lage, cm: Client, kc: Client) -> None:
    schreiben = url("einwilligungstext-bearbeiten", "ar")
    assert cm.get(schreiben).status_code == 403
    assert "Neue Fassung schreiben" not in cm.get(url("einwilligungstext", "ar")).content.decode()
    formular = kc.get(schreiben).content.decode()
    assert formular.count('dir="rtl"') == sum(map(len, TEILE.values())), "every field of the language"
    assert 'lang="ar"' in formular
    assert "Der mitgelieferte Wortlaut bleibt lesbar." in formular
    fehlt = kc.post(schreiben, eingabe("ar", person=""))
    assert "kim-zusammenfassung" in fehlt.content.decode()
    assert 'href="#id_saetze.person"' in fehlt.content.decode()
    gleich = kc.post(schreiben, eingabe("ar")).content.decode()
    assert "Am Wortlaut ist nichts anders." in gleich
    assert "Name deutlicher" in gleich, "nothing typed is lost"
    antwort = kc.post(schreiben, eingabe("ar", person="الاسم الكامل"), follow=True).content.decode()
    assert "Fassung 1 ist gespeichert." in antwort
    assert "الاسم الكامل" in antwort
    kc.post(url("einwilligungstext", "ar"), {"geprueft_durch": "Büro", "fassung": 1})
    kc.post(schreiben, eingabe("ar", auf=1, person="الاسم"))
    assert "auf dem Blatt noch 1" in kc.get(LISTE).content.decode()
    seite = cm.get(url("einwilligungstext", "ar")).content.decode()
    assert "gilt die letzte geprüfte Fassung weiter" in seite
    erste = cm.get(url("einwilligungstext-fassung", "ar", 1)).content.decode()
    assert "الاسم الكامل" in erste
    assert "Geprüft durch Büro" in erste
    mitgeliefert = cm.get(url("einwilligungstext-fassung", "ar", 0)).content.decode()
    assert "Der mitgelieferte Wortlaut." in mitgeliefert
    assert "Sie bleibt lesbar" in mitgeliefert
    assert cm.get(url("einwilligungstext-fassung", "ar", 9)).status_code == 404


def test_fall_33_zwei_am_selben_text_die_zweite_sieht_beide(lage: Lage, kc: Client) -> None:
    schreiben = url("einwilligungstext-bearbeiten", "en")
    kc.post(schreiben, eingabe("en", person="Full name"))
    zweite = kc.post(schreiben, eingabe("en", person="Your name"))
    seite = zweite.content.decode()
    assert "Inzwischen gespeichert" in seite
    assert "Full name" in seite, "what the first wrote"
    assert "Your name" in seite, "what the second typed stands still in the form"
    assert Einwilligungstext.objects.count() == 1
    assert zweite.context["form"]["auf"].value() == "1"
    kc.post(schreiben, eingabe("en", auf=1, person="Your name"))
    dritte = kc.post(schreiben, eingabe("en", auf=1, person="Name, please")).content.decode()
    assert "Inzwischen gespeichert" in dritte
    pruefen = kc.post(
        url("einwilligungstext", "en"), {"geprueft_durch": "Büro", "fassung": 1}, follow=True
    ).content.decode()
    assert "Inzwischen gibt es eine neue Fassung." in pruefen


def test_fall_12_ein_anderer_kreis_liest_seine_eigenen(
    lage: Lage, kc: Client, anmelden: Callable[..., Client]
) -> None:
    kc.post(url("einwilligungstext-bearbeiten", "en"), eingabe("en", person="Full name"))
    fremd = anmelden(fallbau.koordination(fallbau.kommune().kreis))
    assert fremd.get(url("einwilligungstext-fassung", "en", 1)).status_code == 404
    assert "Full name" not in fremd.get(url("einwilligungstext", "en")).content.decode()


def test_deutsch_steht_in_einer_spalte_und_alles_geprueft_sagt_die_liste(lage: Lage, kc: Client) -> None:
    assert 'dir="rtl"' not in kc.get(url("einwilligungstext", "de")).content.decode()
    for sprache in entwuerfe():
        kc.post(url("einwilligungstext", sprache), {"geprueft_durch": "Büro", "fassung": 0})
    assert "Alle Sprachen sind geprüft." in kc.get(LISTE).content.decode()
