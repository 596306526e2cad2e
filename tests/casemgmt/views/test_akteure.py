"""The pages of the directory and the honeycomb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casemgmt.models import Angebot, Kreiswabe, Netzwerkakteur
from kim.stammdaten.domain.queries.stand import stand_von
from tests.casemgmt import fallbau, netzwerkbau
from tests.conftest import angemeldeter_client
from tests.fabriken import EinrichtungFactory, KreisFactory
from tests.werkzeug.abfragen import gleiche_abfragen

pytestmark = pytest.mark.django_db
Anmelden = Callable[..., Client]


@pytest.fixture
def kreis() -> Any:
    return KreisFactory()


@pytest.fixture
def leitung(kreis: Any) -> Client:
    return angemeldeter_client(fallbau.koordination(kreis))


@pytest.fixture
def cm(kreis: Any) -> Client:
    return angemeldeter_client(fallbau.case_management(fallbau.kommune(kreis)))


def _text(antwort: Any) -> str:
    return str(antwort.content.decode())


def test_die_liste_hat_immer_gleich_viele_abfragen(kreis: Any, cm: Client) -> None:
    nummer = iter(range(10))
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: netzwerkbau.stelle(kreis, name=f"Stelle {next(nummer)}"),
        abrufen=lambda: cm.get(reverse("casemgmt:akteur-liste")),
        anzahl=10,
    )


def test_die_filter_stehen_in_der_adresse(kreis: Any, cm: Client) -> None:
    netzwerkbau.stelle(kreis)
    netzwerkbau.stelle(kreis, name="Sprachschule", themen="|deutschkurse|")
    seite = _text(cm.get(reverse("casemgmt:akteur-liste"), {"thema": "deutschkurse", "wartezeit": "unfug"}))
    assert "Sprachschule" in seite
    assert "Beratung am Markt" not in seite


def test_die_koordination_nimmt_auf_aendert_und_legt_ein_angebot_an(kreis: Any, leitung: Client) -> None:
    einrichtung = EinrichtungFactory(kreis=kreis)
    adresse = reverse("casemgmt:akteur-anlegen")
    leer = leitung.post(adresse, {"beschreibung": "Steht noch da"})
    assert leer.status_code == 422
    assert "Steht noch da" in _text(leer)
    leitung.post(adresse, {"einrichtung": einrichtung.pk, "wabe": "wohnen", "themen": ["wohnen"]})
    stelle = Netzwerkakteur.objects.get(einrichtung=einrichtung)
    ziel = reverse("casemgmt:akteur-bearbeiten", args=[stelle.pk])
    angaben = {
        "wabe": "arbeit",
        "themen": ["arbeit", "wohnen"],
        "im_verzeichnis": "on",
        "stand": stand_von(stelle),
    }
    ohne_link = leitung.post(ziel, {**angaben, "verweiswege": ["link"]})
    assert ohne_link.status_code == 422
    assert "Adresse der Anmeldeseite" in _text(ohne_link)
    leitung.post(ziel, angaben)
    stelle.refresh_from_db()
    assert (stelle.wabe, stelle.themen) == ("arbeit", "|arbeit|wohnen|")
    ueberholt = leitung.post(ziel, {**angaben, "wabe": "wohnen"})
    assert "inzwischen" in _text(ueberholt)
    leitung.post(reverse("casemgmt:angebot-anlegen", args=[stelle.pk]), {"titel": "Kurs", "thema": "arbeit"})
    angebot = Angebot.objects.get()
    leitung.post(
        reverse("casemgmt:angebot-bearbeiten", args=[angebot.pk]),
        {"titel": "Neu", "thema": "arbeit", "bis": "01.01.2020"},
    )
    seite = _text(leitung.get(reverse("casemgmt:akteur-detail", args=[stelle.pk])))
    assert "Neu" in seite
    assert "vorbei" in seite


def test_case_management_bestaetigt_und_notiert(kreis: Any, cm: Client) -> None:
    stelle = netzwerkbau.stelle(kreis)
    adresse = reverse("casemgmt:akteur-wartezeit", args=[stelle.pk])
    assert cm.post(adresse, {"wochen": "-3"}).status_code == 422
    cm.post(adresse, {"wochen": "4"})
    cm.post(reverse("casemgmt:akteur-bestaetigen", args=[stelle.pk]))
    seite = _text(cm.get(reverse("casemgmt:akteur-detail", args=[stelle.pk])))
    assert "4 Wochen" in seite
    assert cm.get(reverse("casemgmt:akteur-bearbeiten", args=[stelle.pk])).status_code == 404


def test_bestaetigt_wird_auch_von_der_liste_aus(kreis: Any, leitung: Client) -> None:
    stelle = netzwerkbau.stelle(kreis)
    stelle.bestaetigt_am, stelle.bestaetigt_von_name = None, ""
    stelle.save()
    liste = reverse("casemgmt:akteur-faellig")
    assert "noch nie" in _text(leitung.get(liste))
    antwort = leitung.post(reverse("casemgmt:akteur-bestaetigen", args=[stelle.pk]), {"von": "faellig"})
    assert antwort["Location"] == liste
    assert "Alles ist bestätigt" in _text(leitung.get(liste))


def test_die_karte_ist_eine_liste_von_listen(kreis: Any, cm: Client) -> None:
    assert "Noch kein Akteur" in _text(cm.get(reverse("casemgmt:wabenkarte")))
    netzwerkbau.stelle(kreis)
    seite = _text(cm.get(reverse("casemgmt:wabenkarte"), {"thema": "wohnen", "sprache": "klingonisch"}))
    assert "1 Akteur passt" in seite
    assert seite.count('class="kim-blume') == 12
    assert "kim-wabe--treffer" in seite
    assert "style=" not in seite


def test_eine_wabe_wird_benannt(kreis: Any, leitung: Client) -> None:
    leitung.post(
        reverse("casemgmt:wabe-bearbeiten", args=["wohnen"]), {"titel": "Wohnung", "rang": 1, "aktiv": "on"}
    )
    assert Kreiswabe.objects.get().titel == "Wohnung"
    doppelt = leitung.post(reverse("casemgmt:wabe-anlegen"), {"titel": "Wohnen", "rang": 1})
    assert doppelt.status_code == 422
    assert leitung.get(reverse("casemgmt:wabe-bearbeiten", args=["mond"])).status_code == 404
