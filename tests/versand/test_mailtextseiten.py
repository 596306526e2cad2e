"""The pages of the mail texts."""

from __future__ import annotations

import pytest
from django.test import Client

from kim.basis.mailtext import MAILTEXTE
from kim.stammdaten.models import Kreis
from kim.versand.models import Mailtext, Zustellung
from tests.versand.domain.test_mailtexte import ART
from tests.versand.versandbau import seitentext

pytestmark = pytest.mark.django_db


@pytest.fixture
def art(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(MAILTEXTE._eintraege, ART.schluessel, ART)
    return f"/versand/mailtexte/{ART.schluessel}/"


def _eingabe(client: Client, url: str, **angaben: str) -> dict[str, str]:
    form = client.get(url).context["form"]
    return {"betreff": "Willkommen", "text": "Hier: {link}", "stand": form.initial["stand"], **angaben}


def test_die_liste_sagt_welche_fassung_gilt(kreis: Kreis, geschaeftsstelle: Client, art: str) -> None:
    assert "Text des Hauses" in seitentext(geschaeftsstelle, "/versand/mailtexte/")
    Mailtext.objects.create(kreis=kreis, art=ART.schluessel, betreff="Willkommen", text="Hier: {link}")
    assert "eigene Fassung" in seitentext(geschaeftsstelle, "/versand/mailtexte/")


def test_ohne_mailtexte_sagt_die_liste_was_hier_stehen_wird(
    geschaeftsstelle: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MAILTEXTE, "_eintraege", {})
    assert "Noch kein Mailtext" in seitentext(geschaeftsstelle, "/versand/mailtexte/")


def test_speichern_und_zuruecksetzen(kreis: Kreis, geschaeftsstelle: Client, art: str) -> None:
    url = f"{art}bearbeiten/"
    assert "muss im Text stehen" in seitentext(geschaeftsstelle, url)
    antwort = geschaeftsstelle.post(url, _eingabe(geschaeftsstelle, url, tat="speichern"))
    assert antwort.status_code == 302
    assert Mailtext.objects.get().betreff == "Willkommen"
    assert "zurücksetzen?" in seitentext(geschaeftsstelle, f"{art}zuruecksetzen/")
    fertig = geschaeftsstelle.post(f"{art}zuruecksetzen/", follow=True).content.decode()
    assert "Es gilt wieder der Text des Hauses." in fertig
    assert not Mailtext.objects.exists()
    nochmal = geschaeftsstelle.post(f"{art}zuruecksetzen/", follow=True).content.decode()
    assert "schon der Wortlaut des Hauses" in nochmal


def test_die_vorschau_setzt_beispiele_ein_und_speichert_nichts(
    kreis: Kreis, geschaeftsstelle: Client, art: str
) -> None:
    url = f"{art}bearbeiten/"
    seite = geschaeftsstelle.post(
        url, _eingabe(geschaeftsstelle, url, betreff="Für {name}", tat="vorschau")
    ).content.decode()
    assert "Für Petra Beispiel" in seite
    assert "https://kim.example/beispiel" in seite
    assert not Mailtext.objects.exists()


def test_die_probemail_geht_an_die_angemeldete_person(
    kreis: Kreis, geschaeftsstelle: Client, art: str
) -> None:
    url = f"{art}bearbeiten/"
    seite = geschaeftsstelle.post(url, _eingabe(geschaeftsstelle, url, tat="probemail")).content.decode()
    assert "Die Probemail ist unterwegs" in seite
    assert "Hier: {link}" in seite
    assert [z.adresse for z in Zustellung.objects.all()] == ["gs@kreis.example"]


def test_ein_fehler_nennt_den_platzhalter_und_verliert_nichts(
    kreis: Kreis, geschaeftsstelle: Client, art: str
) -> None:
    url = f"{art}bearbeiten/"
    eingabe = _eingabe(geschaeftsstelle, url, text="Mein langer Text mit {vorname} und {link}")
    seite = geschaeftsstelle.post(url, eingabe).content.decode()
    assert "Den Platzhalter {vorname} gibt es in diesem Text nicht." in seite
    assert "Mein langer Text mit {vorname}" in seite


def test_zwei_aendern_denselben_text_und_die_zweite_vergleicht(
    kreis: Kreis, geschaeftsstelle: Client, art: str
) -> None:
    url = f"{art}bearbeiten/"
    alt = _eingabe(geschaeftsstelle, url, betreff="Meine Fassung")
    geschaeftsstelle.post(url, _eingabe(geschaeftsstelle, url, betreff="Erste"))
    antwort = geschaeftsstelle.post(url, alt)
    assert "inzwischen geändert" in antwort.content.decode()
    neu = {**alt, "stand": antwort.context["form"]["stand"].value()}
    assert geschaeftsstelle.post(url, neu).status_code == 302
    assert Mailtext.objects.get().betreff == "Meine Fassung"


def test_einen_unbekannten_mailtext_gibt_es_nicht(geschaeftsstelle: Client) -> None:
    assert geschaeftsstelle.get("/versand/mailtexte/gibt-es-nicht/bearbeiten/").status_code == 404


def test_der_betrieb_aendert_keine_texte(betrieb: Client, art: str) -> None:
    assert betrieb.get("/versand/mailtexte/").status_code == 403
    assert betrieb.get(f"{art}bearbeiten/").status_code == 403
