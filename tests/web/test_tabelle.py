"""Lists that live in the address: what fits is obeyed, what does not is ignored."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from kim.stammdaten.models import Kommune
from kim.web.tabelle import Filter, Spalte, Tabelle, Tabellenseite
from tests.fabriken import KommuneFactory, KreisFactory

pytestmark = pytest.mark.django_db


def nur_lange(kommunen: QuerySet[Any], wert: str) -> QuerySet[Any]:
    return kommunen.filter(name__regex=r"^.{6,}$")


TABELLE = Tabelle(
    spalten=[
        Spalte("name", "Name", sortierung=("name",)),
        Spalte("art", "Art", sortierung=("-art", "name")),
        Spalte("aktion", "Aktion"),
    ],
    standard_sortierung="name",
    filter=[
        Filter("art", "Art", [("stadt", "Stadt"), ("gemeinde", "Gemeinde")], feld="art"),
        Filter("laenge", "Länge", lambda: [("lang", "lang")], anwenden=nur_lange),
    ],
    suche=["name"],
    seitengroesse=3,
)


@pytest.fixture
def kommunen() -> QuerySet[Kommune]:
    kreis = KreisFactory()
    for name, art in (
        ("Ahausen", "gemeinde"),
        ("Bruch", "stadt"),
        ("Cleeberg am Rhein", "gemeinde"),
        ("Dorn", "stadt"),
        ("Eich", "gemeinde"),
        ("Forst", "gemeinde"),
        ("Greif", "gemeinde"),
    ):
        KommuneFactory(kreis=kreis, name=name, art=art)
    return Kommune.objects.filter(kreis=kreis)


def namen(seite: Tabellenseite) -> list[str]:
    return [kommune.name for kommune in seite.zeilen]


def test_ohne_angaben_steht_die_erste_seite_in_der_ueblichen_ordnung(kommunen: QuerySet[Kommune]) -> None:
    seite = TABELLE.anwenden({}, kommunen)
    assert namen(seite) == ["Ahausen", "Bruch", "Cleeberg am Rhein"]
    assert (seite.anzahl, seite.seite, seite.seiten, seite.von, seite.bis) == (7, 1, 3, 1, 3)
    assert not seite.gefiltert


def test_sortieren_auf_und_ab(kommunen: QuerySet[Kommune]) -> None:
    ab = TABELLE.anwenden({"sortierung": "-name"}, kommunen)
    assert namen(ab) == ["Greif", "Forst", "Eich"]
    # A column may name several fields, each with its own direction; the minus turns all of them.
    assert namen(TABELLE.anwenden({"sortierung": "art"}, kommunen)) == ["Bruch", "Dorn", "Ahausen"]
    assert namen(TABELLE.anwenden({"sortierung": "-art"}, kommunen)) == ["Greif", "Forst", "Eich"]


def test_der_spaltenkopf_sagt_die_richtung_und_fuehrt_zur_anderen(kommunen: QuerySet[Kommune]) -> None:
    name, art, aktion = TABELLE.anwenden({"sortierung": "name", "art": "stadt"}, kommunen).koepfe
    assert (name.aria_sort, name.symbol) == ("ascending", "aufsteigend")
    assert parse_qs(name.url[1:]) == {"art": ["stadt"], "sortierung": ["-name"]}
    assert (art.aria_sort, art.symbol) == ("", "sortierbar")
    assert (aktion.url, aktion.aria_sort) == ("", "")
    name_ab = TABELLE.anwenden({"sortierung": "-name"}, kommunen).koepfe[0]
    assert (name_ab.aria_sort, name_ab.url) == ("descending", "?sortierung=name")


def test_filter_und_suche_wirken_zusammen(kommunen: QuerySet[Kommune]) -> None:
    assert namen(TABELLE.anwenden({"art": "stadt"}, kommunen)) == ["Bruch", "Dorn"]
    assert namen(TABELLE.anwenden({"laenge": "lang"}, kommunen)) == ["Ahausen", "Cleeberg am Rhein"]
    assert namen(TABELLE.anwenden({"suche": "RHEIN clee"}, kommunen)) == ["Cleeberg am Rhein"]
    assert namen(TABELLE.anwenden({"suche": "rhein", "art": "stadt"}, kommunen)) == []


def test_jeder_filter_laesst_sich_einzeln_entfernen(kommunen: QuerySet[Kommune]) -> None:
    seite = TABELLE.anwenden({"art": "gemeinde", "suche": "e", "sortierung": "-name"}, kommunen)
    assert seite.gefiltert
    assert [(plakette.text, parse_qs(plakette.url[1:])) for plakette in seite.plaketten] == [
        ("Art: Gemeinde", {"suche": ["e"], "sortierung": ["-name"]}),
        ("„e“", {"art": ["gemeinde"], "sortierung": ["-name"]}),
    ]


def test_blaettern_behaelt_filter_und_ordnung(kommunen: QuerySet[Kommune]) -> None:
    seite = TABELLE.anwenden({"art": "gemeinde", "sortierung": "-name", "seite": "2"}, kommunen)
    assert namen(seite) == ["Cleeberg am Rhein", "Ahausen"]
    assert (seite.von, seite.bis, seite.weiter) == (4, 5, "")
    assert parse_qs(seite.zurueck[1:]) == {"art": ["gemeinde"], "sortierung": ["-name"], "seite": ["1"]}
    assert parse_qs(seite.exportfrage[1:]) == {"art": ["gemeinde"], "sortierung": ["-name"]}
    assert [(link.nummer, link.aktuell) for link in seite.seitenlinks] == [(1, False), (2, True)]


@pytest.mark.parametrize(
    "unsinn",
    [
        {"sortierung": "kreis__name"},
        {"sortierung": "--name"},
        {"sortierung": "aktion"},
        {"art": "planet"},
        {"laenge": "' OR 1=1 --"},
        {"seite": "0x1"},
        {"unbekannt": "x"},
    ],
)
def test_was_nicht_passt_wird_uebergangen(unsinn: dict[str, str], kommunen: QuerySet[Kommune]) -> None:
    seite = TABELLE.anwenden(unsinn, kommunen)
    assert namen(seite) == ["Ahausen", "Bruch", "Cleeberg am Rhein"]
    assert not seite.gefiltert


@pytest.mark.parametrize(("wunsch", "seite"), [("99", 3), ("-1", 3), ("", 1), ("zwei", 1)])
def test_eine_seite_die_es_nicht_gibt_zeigt_die_naechste(
    wunsch: str, seite: int, kommunen: QuerySet[Kommune]
) -> None:
    assert TABELLE.anwenden({"seite": wunsch}, kommunen).seite == seite


def test_ein_nullzeichen_in_der_suche_stoert_nicht(kommunen: QuerySet[Kommune]) -> None:
    assert namen(TABELLE.anwenden({"suche": "dorn\x00"}, kommunen)) == ["Dorn"]


@pytest.mark.parametrize("sortierung", ["art", "-art"])
def test_gleiche_zeilen_haben_eine_feste_folge(sortierung: str) -> None:
    # Without a last resort, the database may give a row on both pages, or on none. It does so only now and
    # then, hence the look at the statement itself.
    tabelle = Tabelle([Spalte("art", "Art", ("art",))], "art", seitengroesse=2)
    kreis = KreisFactory()
    erwartet = [KommuneFactory(kreis=kreis, art="stadt").pk for _ in range(5)]
    kommunen = Kommune.objects.filter(kreis=kreis)
    with CaptureQueriesContext(connection) as abfragen:
        seiten = [tabelle.anwenden({"sortierung": sortierung, "seite": str(n)}, kommunen) for n in (1, 2, 3)]
    assert [zeile.pk for seite in seiten for zeile in seite.zeilen] == erwartet
    ordnungen = [abfrage["sql"] for abfrage in abfragen if "ORDER BY" in abfrage["sql"]]
    assert len(ordnungen) == 3
    assert all(re.search(r'ORDER BY .*"id" ASC LIMIT', sql) for sql in ordnungen)


def test_eine_liste_kostet_zwei_abfragen(kommunen: QuerySet[Kommune], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        TABELLE.anwenden({"art": "gemeinde", "suche": "e", "seite": "2"}, kommunen)


def test_eine_leere_liste_zaehlt_von_null() -> None:
    seite = TABELLE.anwenden({}, Kommune.objects.none())
    assert (seite.anzahl, seite.von, seite.bis, seite.seiten) == (0, 0, 0, 1)


def test_ein_abruf_der_ganzen_liste_traegt_filter_aber_keine_seite(kommunen: QuerySet[Kommune]) -> None:
    assert TABELLE.anwenden({"seite": "2"}, kommunen).exportfrage == ""
    assert TABELLE.anwenden({"seite": "2", "art": "stadt"}, kommunen).exportfrage == "?art=stadt"


def test_ohne_suchfelder_wird_nicht_gesucht(kommunen: QuerySet[Kommune]) -> None:
    tabelle = Tabelle([Spalte("name", "Name", ("name",))], "name")
    assert tabelle.anwenden({"suche": "dorn"}, kommunen).anzahl == 7
