"""The query counter finds what it is made for."""

from __future__ import annotations

import pytest
from django.test import Client

from kim.stammdaten.models import Kommune, Kreis
from tests.fabriken import KommuneFactory, KreisFactory
from tests.werkzeug.abfragen import genau, gezaehlt, gleiche_abfragen, hoechstens, muster

pytestmark = pytest.mark.django_db


def _namen_in_einer_abfrage() -> list[str]:
    return [f"{kommune} in {kommune.kreis.name}" for kommune in Kommune.objects.select_related("kreis")]


def _namen_je_kommune_eine_abfrage() -> list[str]:
    return [f"{kommune} in {kommune.kreis.name}" for kommune in Kommune.objects.all()]


def test_liste_mit_fester_zahl_von_abfragen_besteht() -> None:
    gleiche_abfragen(1, 3, anlegen=KommuneFactory, abrufen=_namen_in_einer_abfrage, anzahl=1)


def test_abfrage_je_zeile_faellt_auf_und_steht_in_der_meldung() -> None:
    with pytest.raises(AssertionError, match="2 queries with 1, 4 with 3 items") as fehler:
        gleiche_abfragen(1, 3, anlegen=KommuneFactory, abrufen=_namen_je_kommune_eine_abfrage, anzahl=2)
    assert '  1 →   3  SELECT "stammdaten_kreis"' in str(fehler.value)
    assert 'FROM "stammdaten_kommune"' not in str(fehler.value)


def test_eine_andere_zahl_als_die_zugesagte_faellt_auf() -> None:
    with pytest.raises(AssertionError, match="1 queries instead of 2"):
        gleiche_abfragen(1, 3, anlegen=KommuneFactory, abrufen=_namen_in_einer_abfrage, anzahl=2)


def test_eine_seite_die_nicht_antwortet_beweist_nichts() -> None:
    with pytest.raises(AssertionError, match="answered 404 instead of 200"):
        gleiche_abfragen(
            1, 3, anlegen=KommuneFactory, abrufen=lambda: Client().get("/gibt-es-nicht/"), anzahl=0
        )


def test_schon_vorhandene_zeilen_zaehlen_mit() -> None:
    KommuneFactory()
    gleiche_abfragen(1, 3, anlegen=KommuneFactory, abrufen=_namen_in_einer_abfrage, anzahl=1, vorhanden=1)
    assert Kommune.objects.count() == 3


def test_sicherungspunkte_zaehlen_nicht_mit() -> None:
    from django.db import transaction

    with gezaehlt() as abfragen, transaction.atomic():
        Kreis.objects.count()
    assert len(abfragen) == 1


def test_genau_und_hoechstens_nennen_die_abfragen() -> None:
    KreisFactory()
    with genau(1), hoechstens(1):
        Kreis.objects.count()
    with pytest.raises(AssertionError, match="SELECT COUNT"), genau(2):
        Kreis.objects.count()
    with pytest.raises(AssertionError, match="at most 0"), hoechstens(0):
        Kreis.objects.count()


def test_muster_vergleicht_ohne_werte() -> None:
    assert muster("SELECT a FROM b WHERE c = 'x''y' AND d IN (1, 2,  3)") == (
        "SELECT a FROM b WHERE c = ? AND d IN (?, …)"
    )
