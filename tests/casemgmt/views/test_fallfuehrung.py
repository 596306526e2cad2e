"""Handing over, standing in and the overview of the Koordination, on their pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casemgmt.models import Fallvertretung
from kim.konten.models import Rollenzuweisung
from tests.casemgmt import faellebau, fallbau
from tests.werkzeug.abfragen import gleiche_abfragen

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort, name="Anna Arendt")


@pytest.fixture
def kollegin(ort: Any) -> Any:
    return fallbau.case_management(ort, name="Berta Berg")


def url(name: str, *args: object) -> str:
    return reverse(f"casemgmt:{name}", args=args)


def text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


def test_uebergeben_mit_der_seite(anmelden: Callable[..., Client], cm: Any, kollegin: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    client = anmelden(cm)
    assert "Berta Berg" in text(client.get(url("fall-verantwortung", fall.pk)))
    antwort = client.post(
        url("fall-verantwortung", fall.pk), {"stand": "1", "konto": kollegin.pk}, follow=True
    )
    assert "Der Fall ist übergeben." in text(antwort)
    assert faellebau.frisch(fall).verantwortlich == kollegin
    assert client.get(url("fall-verantwortung", fall.pk)).status_code == 403


def test_gibt_es_niemanden_sagt_es_die_seite(anmelden: Callable[..., Client], cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    assert "Die Koordination hilft weiter" in text(anmelden(cm).get(url("fall-verantwortung", fall.pk)))


def test_nach_dem_umzug_geht_es_zur_liste(anmelden: Callable[..., Client], cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    neu = fallbau.kommune(ort.kreis)
    dort = fallbau.case_management(neu)
    angaben = {"stand": "1", "kommune": neu.pk, "konto": cm.pk}
    client = anmelden(cm)
    assert "kann den Fall nicht übernehmen" in text(client.post(url("fall-umziehen", fall.pk), angaben))
    antwort = client.post(url("fall-umziehen", fall.pk), {**angaben, "konto": dort.pk})
    assert antwort.headers["Location"] == url("fall-liste")
    assert client.get(url("fall-detail", fall.pk)).status_code == 404


def test_alle_faelle_mit_vorschau(anmelden: Callable[..., Client], cm: Any, kollegin: Any, ort: Any) -> None:
    faelle = [fallbau.fall(cm, ort), fallbau.fall(cm, ort)]
    client = anmelden(cm)
    vorschau = client.get(url("faelle-uebergeben"), {"an_konto": kollegin.pk})
    assert "2 Fälle werden übergeben" in text(vorschau)
    zu_viele = client.post(url("faelle-uebergeben"), {"an_konto": kollegin.pk, "erwartet": "3"})
    assert "Inzwischen hat sich etwas geändert" in text(zu_viele)
    unsinn = client.post(url("faelle-uebergeben"), {"an_konto": kollegin.pk, "erwartet": "x"})
    assert "Inzwischen hat sich etwas geändert" in text(unsinn)
    getan = client.post(url("faelle-uebergeben"), {"an_konto": kollegin.pk, "erwartet": "2"}, follow=True)
    assert "2 Fälle sind übergeben." in text(getan)
    assert {faellebau.frisch(fall).verantwortlich for fall in faelle} == {kollegin}
    leer = client.get(url("faelle-uebergeben"), {"an_konto": kollegin.pk})
    assert "Kein Fall passt" in text(leer)


def test_die_koordination_waehlt_von_wem_oder_aus_welcher_kommune(
    anmelden: Callable[..., Client], cm: Any, kollegin: Any, ort: Any
) -> None:
    fall = fallbau.fall(cm, ort)
    Rollenzuweisung.objects.filter(konto=cm).update(von=fallbau.gestern(), bis=fallbau.gestern())
    client = anmelden(fallbau.koordination(ort.kreis))
    ohne = client.get(url("faelle-uebergeben"), {"an_konto": kollegin.pk})
    assert "Bitte eine Person oder eine Kommune wählen." in text(ohne)
    seite = text(client.get(url("kolleginnen")))
    assert "führt hier keine Fälle mehr" in seite
    wahl = {"von_konto": cm.pk, "an_konto": kollegin.pk, "erwartet": "1"}
    client.post(url("faelle-uebergeben"), wahl)
    assert faellebau.frisch(fall).verantwortlich == kollegin


def test_fall_58_die_uebersicht_ordnet_nach_namen_und_niemanden_nach_leistung(
    anmelden: Callable[..., Client], cm: Any, kollegin: Any, ort: Any
) -> None:
    """In spirit: numbers for relief, in the order of names, and no way to sort them."""
    for _nummer in range(3):
        fallbau.fall(kollegin, ort)
    client = anmelden(fallbau.koordination(ort.kreis))
    for frage in ("", "?sortierung=-laufend"):
        antwort = client.get(url("kolleginnen") + frage)
        assert [(z.name, z.laufend) for z in antwort.context["zeilen"]] == [
            ("Anna Arendt", 0),
            ("Berta Berg", 3),
        ]
    assert anmelden(cm).get(url("kolleginnen")).status_code == 403
    leitung = anmelden(fallbau.koordination(ort.kreis))
    gleiche_abfragen(
        1, 3, anlegen=lambda: fallbau.fall(cm, ort), abrufen=lambda: leitung.get(url("kolleginnen")), anzahl=7
    )


def test_vertretungen_eintragen_und_beenden(
    anmelden: Callable[..., Client], cm: Any, kollegin: Any, ort: Any
) -> None:
    heute = f"{faellebau.heute():%d.%m.%Y}"
    client = anmelden(cm)
    angaben = {"vertretung": kollegin.pk, "von": heute, "bis": ""}
    seite = text(client.post(url("vertretungen"), angaben, follow=True))
    assert "gilt heute" in seite
    assert "alle Fälle" in seite
    satz = Fallvertretung.objects.get()
    assert (satz.vertretene, satz.vertretung) == (cm, kollegin)
    assert anmelden(kollegin).post(url("vertretung-beenden", satz.pk)).status_code == 403
    fremd = anmelden(fallbau.case_management(fallbau.kommune(ort.kreis)))
    assert fremd.post(url("vertretung-beenden", satz.pk)).status_code == 404
    anmelden(cm).post(url("vertretung-beenden", satz.pk))
    assert not Fallvertretung.objects.exists()


def test_die_koordination_traegt_fuer_andere_ein_und_fuer_einen_fall(
    anmelden: Callable[..., Client], cm: Any, kollegin: Any, ort: Any
) -> None:
    fall = fallbau.fall(cm, ort)
    heute = f"{faellebau.heute():%d.%m.%Y}"
    leitung = anmelden(fallbau.koordination(ort.kreis))
    angaben = {"vertretene": cm.pk, "vertretung": kollegin.pk, "von": heute, "bis": heute}
    assert leitung.post(url("vertretungen"), angaben).status_code == 302
    vorbei = {**angaben, "bis": f"{fallbau.gestern():%d.%m.%Y}"}
    assert "schon vorbei" in text(leitung.post(url("vertretungen"), vorbei))
    assert leitung.post(url("fall-vertretung", fall.pk), angaben).status_code == 302
    seite = text(leitung.get(url("vertretungen")))
    assert fall.aktenzeichen in seite
    assert "In Vertretung: Berta Berg" in text(leitung.get(url("fall-detail", fall.pk)))
    alt = Fallvertretung.objects.create(
        kreis=ort.kreis, vertretene=cm, vertretung=kollegin, von=fallbau.gestern(), bis=fallbau.gestern()
    )
    assert "schon vorbei" in text(leitung.post(url("vertretung-beenden", alt.pk), follow=True))
