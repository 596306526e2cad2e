"""Arbeitsgruppen: what the database itself refuses, written past forms and domain."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lenkung.models import AGBericht, AGMitglied, AGTreffen, Arbeitsgruppe
from tests.fabriken import PersonFactory
from tests.lenkung.fabriken import GremiumFactory

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]
TAG = date(2026, 3, 3)


@pytest.fixture
def ag() -> Arbeitsgruppe:
    return Arbeitsgruppe.objects.create(**_gruppe(GremiumFactory()))


def _gruppe(gremium: Any, **felder: Any) -> dict[str, Any]:
    return {"gremium": gremium, "name": "Wohnen", "auftrag": "Klären", "beginn": TAG, **felder}


def _verweigert(bedingung: str, modell: Any, /, **werte: Any) -> None:
    with pytest.raises(IntegrityError, match=bedingung), transaction.atomic():
        modell.objects.create(**werte)


@pytest.mark.parametrize(
    ("name", "felder"),
    [
        ("ag_name_nicht_leer", {"name": ""}),
        ("ag_auftrag_nicht_leer", {"auftrag": ""}),
        ("ag_art", {"art": "akg"}),
        ("ag_stand", {"stand": "ruht"}),
        ("ag_bericht_nach_beginn", {"bericht_bis": date(2026, 3, 2)}),
        ("ag_ende_mit_tag_und_grund", {"stand": "beendet"}),
        ("ag_ende_mit_tag_und_grund", {"stand": "beendet", "beendet_am": TAG}),
        ("ag_ende_mit_tag_und_grund", {"beendet_am": TAG, "ende_grund": "Fertig"}),
        (
            "ag_ende_mit_tag_und_grund",
            {"stand": "beendet", "beendet_am": date(2026, 3, 2), "ende_grund": "Fertig"},
        ),
    ],
)
def test_eine_arbeitsgruppe(name: str, felder: dict[str, Any]) -> None:
    _verweigert(name, Arbeitsgruppe, **_gruppe(GremiumFactory(), **felder))


def test_name_und_zugehoerigkeit(ag: Arbeitsgruppe) -> None:
    _verweigert("ag_name_je_gremium", Arbeitsgruppe, **_gruppe(ag.gremium, name="WOHNEN"))
    werte = _gruppe(ag.gremium, art="kag", uebergeordnet=ag)
    _verweigert("ag_nur_uag_gehoert_zu", Arbeitsgruppe, **werte)


@pytest.mark.parametrize(
    ("name", "felder"),
    [
        ("agmitglied_rolle", {"rolle": "gast"}),
        ("agmitglied_ende_nach_beginn", {"von": TAG, "bis": date(2026, 3, 2)}),
        ("agmitglied_uebertragung", {"rolle": "leitung", "uebertragen_am": TAG}),
        ("agmitglied_uebertragung", {"uebertragen_am": TAG, "uebertragen_von_name": "Vera Vorsitz"}),
        ("agmitglied_uebertragung", {"rolle": "leitung", "uebertragen_von_name": "Vera Vorsitz"}),
    ],
)
def test_wer_mitarbeitet(ag: Arbeitsgruppe, name: str, felder: dict[str, Any]) -> None:
    person = PersonFactory(kreis=ag.gremium.kreis)
    _verweigert(name, AGMitglied, arbeitsgruppe=ag, person=person, **felder)


def test_eine_leitung_zur_zeit(ag: Arbeitsgruppe) -> None:
    eine, andere = (PersonFactory(kreis=ag.gremium.kreis) for _ in range(2))
    AGMitglied.objects.create(arbeitsgruppe=ag, person=eine, rolle="leitung")
    werte = {"arbeitsgruppe": ag, "person": andere, "rolle": "leitung"}
    _verweigert("agmitglied_eine_leitung|arbeitsgruppe_id", AGMitglied, **werte)
    AGMitglied.objects.create(**werte, bis=TAG)


@pytest.mark.parametrize(
    ("name", "felder"),
    [
        ("agtreffen_ort_nicht_leer", {"ort": ""}),
        ("agtreffen_stand|agtreffen_fertig", {"stand": "halb"}),
        ("agtreffen_ende_nach_beginn", {"beginn": "11:00", "ende": "10:00"}),
        ("agtreffen_fertig", {"fertig_von_name": "Petra Probe"}),
        ("agtreffen_fertig", {"stand": "fertig", "protokoll": "x", "anwesende": "y"}),
        (
            "agtreffen_fertig",
            {"stand": "fertig", "protokoll": "x", "fertig_am": timezone.now(), "fertig_von_name": "P"},
        ),
        (
            "agtreffen_fertig",
            {"stand": "fertig", "anwesende": "x", "fertig_am": timezone.now(), "fertig_von_name": "P"},
        ),
    ],
)
def test_ein_treffen(ag: Arbeitsgruppe, name: str, felder: dict[str, Any]) -> None:
    _verweigert(name, AGTreffen, **{"arbeitsgruppe": ag, "tag": TAG, "ort": "Kreishaus", **felder})


@pytest.mark.parametrize(
    "felder",
    [
        {"abgegeben_von_name": "Petra Probe"},
        {"abgegeben_am": timezone.now()},
        {"abgegeben_am": timezone.now(), "abgegeben_von_name": "Petra Probe", "text": "x"},
    ],
)
def test_abgegeben_ist_ein_bericht_mit_text_vorschlag_und_vorlage(
    ag: Arbeitsgruppe, felder: dict[str, Any]
) -> None:
    _verweigert("agbericht_abgegeben", AGBericht, arbeitsgruppe=ag, **felder)
