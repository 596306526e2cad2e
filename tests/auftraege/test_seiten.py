"""The pages for operators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kim.auftraege.models import Auftrag
from kim.stammdaten.models import Kreis
from tests.auftraege.test_permissions import auftrag, gescheitert
from tests.fabriken import KreisFactory
from tests.werkzeug.abfragen import gleiche_abfragen

pytestmark = pytest.mark.django_db


@pytest.fixture
def kreis(db: None) -> Kreis:
    return KreisFactory()


@pytest.fixture
def betrieb(kreis: Kreis, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]) -> Client:
    return anmelden(konto_mit_rolle("systemadministration", kreis=kreis))


@pytest.fixture
def geschaeftsstelle(
    kreis: Kreis, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]
) -> Client:
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=kreis))


def _text(client: Client, url: str, **kopf: str) -> str:
    antwort = client.get(url, headers=kopf)
    assert antwort.status_code == 200
    return antwort.content.decode()


def test_die_leere_liste_sagt_was_hier_stehen_wird(betrieb: Client) -> None:
    assert "Noch kein Auftrag" in _text(betrieb, "/auftraege/")


def test_die_liste_zeigt_stand_und_grund_und_laesst_sich_filtern(kreis: Kreis, betrieb: Client) -> None:
    gescheitert(kreis, fortschritt_text="egal")
    auftrag(kreis, erstellt_von_name="Petra Wartet")
    auftrag(None)
    seite = _text(betrieb, "/auftraege/")
    assert "gescheitert" in seite
    assert "ganze Installation" in seite
    assert "Petra Wartet" not in _text(betrieb, "/auftraege/?stand=gescheitert")


def test_die_liste_braucht_gleich_viele_abfragen(kreis: Kreis, betrieb: Client) -> None:
    gleiche_abfragen(
        1, 3, anlegen=lambda: auftrag(kreis), abrufen=lambda: betrieb.get("/auftraege/"), anzahl=5
    )


def test_der_fortschritt_laeuft_mit(kreis: Kreis, betrieb: Client) -> None:
    satz = auftrag(
        kreis,
        stand="laeuft",
        marke="x",
        frist_bis=timezone.now(),
        begonnen_am=timezone.now(),
        erledigt=1200,
        gesamt=2000,
    )
    seite = _text(betrieb, f"/auftraege/{satz.pk}/")
    assert "1.200 von 2.000" in seite
    assert f'hx-get="/auftraege/{satz.pk}/"' in seite
    teil = _text(betrieb, f"/auftraege/{satz.pk}/", **{"HX-Request": "true"})
    assert "<html" not in teil
    assert 'value="1200" max="2000"' in teil


def test_von_der_ganzen_installation_sind_keine_zahlen_zu_sehen(kreis: Kreis, betrieb: Client) -> None:
    satz = auftrag(None, stand="laeuft", marke="x", frist_bis=timezone.now(), erledigt=12, gesamt=99)
    seite = _text(betrieb, f"/auftraege/{satz.pk}/")
    assert "12 von 99" not in seite
    assert 'max="99"' not in seite


def test_wartet_er_auf_den_naechsten_versuch_steht_da_warum(kreis: Kreis, betrieb: Client) -> None:
    satz = auftrag(kreis, fehler="Ein anderer Dienst ist nicht erreichbar.", versuch=1)
    seite = _text(betrieb, f"/auftraege/{satz.pk}/")
    assert "Der nächste folgt ab" in seite
    assert "nicht erreichbar" in seite


def test_wiederholen_vom_knopf(kreis: Kreis, betrieb: Client) -> None:
    satz = gescheitert(kreis)
    assert "Erneut versuchen" in _text(betrieb, f"/auftraege/{satz.pk}/")
    url = f"/auftraege/{satz.pk}/wiederholen/"
    assert "beginnt von vorn" in betrieb.post(url, follow=True).content.decode()
    assert "lässt sich wiederholen" in betrieb.post(url, follow=True).content.decode()
    assert betrieb.get(url).status_code == 405


def test_verwerfen_fragt_nach_dem_grund(kreis: Kreis, betrieb: Client) -> None:
    satz = gescheitert(kreis)
    url = f"/auftraege/{satz.pk}/verwerfen/"
    assert "verwerfen?" in _text(betrieb, url)
    assert "Diese Angabe fehlt" in betrieb.post(url, {"grund": ""}).content.decode()
    assert "erledigt sich" in betrieb.post(url, {"grund": "erledigt sich"}, follow=True).content.decode()
    assert betrieb.get(url).status_code == 403
    satz.refresh_from_db()
    assert satz.stand == "verworfen"


def test_die_geschaeftsstelle_sieht_aber_steuert_nicht(kreis: Kreis, geschaeftsstelle: Client) -> None:
    satz = gescheitert(kreis)
    assert "Erneut versuchen" not in _text(geschaeftsstelle, f"/auftraege/{satz.pk}/")
    antwort = geschaeftsstelle.post(f"/auftraege/{satz.pk}/wiederholen/", follow=True)
    assert antwort.status_code == 200
    satz.refresh_from_db()
    assert satz.stand == "gescheitert"
    assert geschaeftsstelle.get(f"/auftraege/{satz.pk}/verwerfen/").status_code == 403


def test_ein_anderer_kreis_ist_nicht_zu_sehen(betrieb: Client) -> None:
    fremd = gescheitert(KreisFactory())
    for url in (f"/auftraege/{fremd.pk}/", f"/auftraege/{fremd.pk}/verwerfen/"):
        assert betrieb.get(url).status_code == 404
    assert betrieb.post(f"/auftraege/{fremd.pk}/wiederholen/").status_code == 404


def test_auf_heute_steht_was_gescheitert_ist(kreis: Kreis, betrieb: Client) -> None:
    satz = gescheitert(kreis)
    gescheitert(KreisFactory())
    seite = _text(betrieb, "/")
    assert seite.count("Gescheiterten Auftrag klären") == 1
    assert f"/auftraege/{satz.pk}/" in seite
    assert Auftrag.objects.count() == 2
