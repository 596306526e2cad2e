"""The waiting list on its pages: taking down, taking over, passing on, declining."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casemgmt.models import Anfrage, Fall
from kim.protokoll.models import Lesezugriff
from tests.casemgmt import faellebau, fallbau
from tests.fabriken import EinrichtungFactory, konto_mit_rolle
from tests.werkzeug.abfragen import gleiche_abfragen

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


def url(name: str, *args: object) -> str:
    return reverse(f"casemgmt:anfrage-{name}", args=args)


def text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


def test_von_der_warteliste_zum_fall(anmelden: Callable[..., Client], cm: Any, ort: Any) -> None:
    client = anmelden(cm)
    assert "Niemand wartet" in text(client.get(url("liste")))
    heute = f"{faellebau.heute():%d.%m.%Y}"
    angaben = {
        "eingegangen_am": heute,
        "zugangsweg": "nachbarn",
        "absender": "Herr Berg",
        "name": "Haddad",
        "anliegen": "Kurs",
        "sprachen": ["ar"],
        "kommune": str(ort.pk),
        "einrichtung": "",
    }
    ohne = client.post(url("neu"), {**angaben, "zugangsweg": ""})
    assert "Hier fehlt eine Auswahl" in text(ohne)
    assert "Herr Berg" in text(ohne)
    assert client.post(url("neu"), angaben).status_code == 302
    anfrage = Anfrage.objects.get()
    assert "wartet seit 0 Tagen" in text(client.get(url("liste")))
    seite = text(client.get(url("detail", anfrage.pk)))
    for teil in ("Herr Berg", "Nachbarn", "Arabisch", "Übernehmen"):
        assert teil in seite
    assert Lesezugriff.objects.get().art == "casemgmt.anfrage"
    assert 'value="Haddad"' in text(client.get(url("uebernehmen", anfrage.pk)))
    neu = {"vorname": "Amira", "nachname": "Haddad", "datenschutzhinweis_am": heute, "sprachen": ["ar"]}
    antwort = client.post(url("uebernehmen", anfrage.pk), neu)
    fall = Fall.objects.get()
    assert antwort.headers["Location"] == reverse("casemgmt:fall-detail", args=[fall.pk])
    assert "Niemand wartet" in text(client.get(url("liste")))
    assert fall.aktenzeichen in text(client.get(url("detail", anfrage.pk)))
    assert client.get(url("liste") + "?stand=uebernommen").context["seite"].anzahl == 1


def test_weitergeben_zuordnen_ablehnen(anmelden: Callable[..., Client], cm: Any, ort: Any) -> None:
    client = anmelden(cm)
    stelle = EinrichtungFactory(kreis=ort.kreis)
    fall = fallbau.fall(cm, ort)
    erste, zweite, dritte = (faellebau.anfrage(cm, ort) for _n in range(3))
    assert "nicht beides" in text(
        client.post(url("weitergeben", erste.pk), {"einrichtung": "", "stelle": ""})
    )
    client.post(url("weitergeben", erste.pk), {"einrichtung": stelle.pk, "stelle": ""})
    client.post(url("zuordnen", zweite.pk), {"fall": fall.pk})
    client.post(url("ablehnen", dritte.pk), {"grund": "kein_bedarf"})
    assert [a.stand for a in Anfrage.objects.order_by("pk")] == ["weitergegeben", "uebernommen", "abgelehnt"]
    assert stelle.name in text(client.get(url("detail", erste.pk)))
    assert "kein Bedarf" in text(client.get(url("detail", dritte.pk)))
    assert "inzwischen erledigt" in text(client.post(url("ablehnen", erste.pk), {"grund": "kein_bedarf"}))


def test_fall_1_und_2_fremde_anfragen_gibt_es_nicht(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    anfrage = faellebau.anfrage(cm, ort)
    for konto in (
        fallbau.case_management(fallbau.kommune(ort.kreis)),
        fallbau.mukis(ort.kreis),
        konto_mit_rolle("kreis_administration", kreis=ort.kreis),
    ):
        client = anmelden(konto)
        for seite in ("detail", "uebernehmen", "zuordnen", "weitergeben", "ablehnen"):
            assert client.get(url(seite, anfrage.pk)).status_code == 404
            assert client.post(url(seite, anfrage.pk)).status_code == 404
        assert "Haddad" not in text(client.get(url("liste")))


def test_die_koordination_liest_und_mukis_hat_ihre_eigenen(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    anfrage = faellebau.anfrage(cm, ort, einrichtung_id=EinrichtungFactory(kreis=ort.kreis).pk)
    leitung = anmelden(fallbau.koordination(ort.kreis))
    assert "Haddad" in text(leitung.get(url("detail", anfrage.pk)))
    assert "Übernehmen" not in text(leitung.get(url("detail", anfrage.pk)))
    assert leitung.get(url("ablehnen", anfrage.pk)).status_code == 403
    assert leitung.get(url("neu")).status_code == 403
    mukis = anmelden(fallbau.mukis(ort.kreis))
    heute = f"{faellebau.heute():%d.%m.%Y}"
    angaben = {"eingegangen_am": heute, "zugangsweg": "kita", "kommune": ort.pk}
    assert mukis.post(url("neu"), angaben).status_code == 302
    assert Anfrage.objects.get(zugangsweg="kita").bereich == "mukis"


def test_die_liste_braucht_bei_jeder_laenge_gleich_viele_abfragen(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    client = anmelden(cm)
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: faellebau.anfrage(cm, ort),
        abrufen=lambda: client.get(url("liste")),
        anzahl=LISTE,
    )


LISTE = 6
