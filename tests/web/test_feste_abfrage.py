"""A fixed query finds what the queryset would find, each time anew, and refuses what it cannot keep apart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext

from kim.basis.akteur import SystemAkteur
from kim.basis.zeit import tagesbeginn
from kim.dokumente.domain.dateipruefung import datei_pruefen
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen
from kim.dokumente.models import Dokument
from kim.konten.models import Konto
from kim.stammdaten.models import Einrichtung, Kommune, Kreis
from kim.web.feste_abfrage import NichtFest, beilegen, feste_abfrage
from tests.dokumente import dateien
from tests.fabriken import EinrichtungFactory, KommuneFactory, KreisFactory

pytestmark = pytest.mark.django_db
TAG = date(2024, 6, 15)


@feste_abfrage
def kommunen(kreis_id: int, art: str, tag: date) -> QuerySet[Kommune]:
    offen = Q(aktiv_bis__isnull=True) | Q(aktiv_bis__gte=tag)
    return Kommune.objects.filter(offen, kreis_id=kreis_id, art=art).select_related("kreis").order_by("name")


@feste_abfrage
def namen(ids: tuple[int, ...]) -> QuerySet[Kommune, str]:
    return Kommune.objects.filter(pk__in=ids).order_by("name").values_list("name", flat=True)


@pytest.fixture
def kreise() -> tuple[Kreis, Kreis]:
    erster, zweiter = KreisFactory(), KreisFactory()
    for kreis, name, art, bis in (
        (erster, "Ahausen", "gemeinde", None),
        (erster, "Bruch", "stadt", None),
        (erster, "Cleeberg", "gemeinde", TAG),
        (erster, "Dorn", "gemeinde", TAG - timedelta(days=1)),
        (zweiter, "Eich", "gemeinde", None),
    ):
        KommuneFactory(kreis=kreis, name=name, art=art, aktiv_bis=bis)
    return erster, zweiter


def test_jeder_aufruf_hat_seine_eigenen_werte(kreise: tuple[Kreis, Kreis]) -> None:
    erster, zweiter = kreise
    for kreis, art, tag, erwartet in (
        (erster, "gemeinde", TAG, ["Ahausen", "Cleeberg"]),
        (erster, "gemeinde", TAG + timedelta(days=1), ["Ahausen"]),
        (zweiter, "gemeinde", TAG, ["Eich"]),
        (erster, "stadt", TAG, ["Bruch"]),
        (zweiter, "stadt", TAG, []),
    ):
        gefunden = kommunen(kreis.pk, art, tag)
        assert [kommune.name for kommune in gefunden] == erwartet
        assert all(kommune.kreis == kreis for kommune in gefunden)


def test_gelesen_wird_jedes_mal(kreise: tuple[Kreis, Kreis]) -> None:
    erster, _zweiter = kreise
    vorher = kommunen(erster.pk, "stadt", TAG)
    Kommune.objects.filter(name="Bruch").update(name="Burg")
    KommuneFactory(kreis=erster, name="Zell", art="stadt")
    with CaptureQueriesContext(connection) as abfragen:
        nachher = kommunen(erster.pk, "stadt", TAG)
    assert [k.name for k in vorher] == ["Bruch"]
    assert [k.name for k in nachher] == ["Burg", "Zell"]
    assert len(abfragen) == 1


@pytest.mark.parametrize("anzahl", range(6))
def test_eine_liste_von_nummern_hat_jede_laenge(anzahl: int, kreise: tuple[Kreis, Kreis]) -> None:
    alle = list(Kommune.objects.order_by("name"))[:anzahl]
    assert namen(tuple(k.pk for k in alle)) == [k.name for k in alle]


def test_eine_nummer_die_keine_spalte_fasst_findet_nichts(kreise: tuple[Kreis, Kreis]) -> None:
    @feste_abfrage
    def eine(pk: int) -> QuerySet[Kommune]:
        return Kommune.objects.filter(pk=pk)

    kommune = KommuneFactory()
    assert [eine(pk) for pk in (10**30, kommune.pk, -(10**30))] == [[], [kommune], []]


def test_eine_kennung_ist_ein_wert() -> None:
    @feste_abfrage
    def mit_kennung(kennung: UUID) -> QuerySet[Dokument]:
        return Dokument.objects.filter(kennung=kennung)

    kreis = KreisFactory()
    erste, zweite = (
        datei_ablegen(
            datei=datei_pruefen(name="a.pdf", inhalt=dateien.PDF),
            gehoert_zu=Zugehoerigkeit(kreis.pk, "kreis"),
            akteur=SystemAkteur("Probe"),
        )
        for _datei in range(2)
    )
    gesucht = [zweite.kennung, UUID(int=0), erste.kennung]
    assert [mit_kennung(kennung) for kennung in gesucht] == [[zweite], [], [erste]]


def test_none_ist_eine_eigene_abfrage() -> None:
    @feste_abfrage
    def ohne_oder_mit(kommune_id: int | None) -> QuerySet[Einrichtung]:
        return Einrichtung.objects.filter(kommune_id=kommune_id)

    kommune = KommuneFactory()
    mit = EinrichtungFactory(kreis=kommune.kreis, kommune=kommune)
    ohne = EinrichtungFactory(kreis=kommune.kreis, kommune=None)
    assert (ohne_oder_mit(None), ohne_oder_mit(kommune.pk)) == ([ohne], [mit])


def gerechnet(tag: date) -> QuerySet[Any]:
    return Kommune.objects.filter(aktiv_bis__gte=tag, aktiv_ab__lte=tag + timedelta(days=3))


def anderer_typ(tag: date) -> QuerySet[Any]:
    return Konto.objects.filter(angelegt_am__gte=tagesbeginn(tag))


def im_sql(zahl: int) -> QuerySet[Any]:
    return Kommune.objects.order_by("pk")[:zahl]


def nicht_gebraucht(zahl: int) -> QuerySet[Any]:
    return Kommune.objects.order_by("pk")


def vom_satz_aus(kreis_id: int) -> QuerySet[Any]:
    return Kreis(pk=kreis_id).kommunen.all()


@pytest.mark.parametrize(
    ("bauen", "wert"),
    [
        pytest.param(gerechnet, TAG, id="reckoned with"),
        pytest.param(anderer_typ, TAG, id="another value made of it"),
        pytest.param(im_sql, 3, id="in the SQL itself"),
        pytest.param(nicht_gebraucht, 3, id="not used"),
        pytest.param(vom_satz_aus, 3, id="bound to a record"),
    ],
)
def test_was_nicht_fest_ist_wird_abgelehnt(bauen: Any, wert: Any) -> None:
    with pytest.raises(NichtFest):
        feste_abfrage(bauen)(wert)


def test_beigelegtes_wird_nicht_noch_einmal_gelesen(kreise: tuple[Kreis, Kreis]) -> None:
    erster, _zweiter = kreise
    einige = [Kommune(name="Probe")]
    beilegen(erster, "kommunen", einige, Kommune)
    with CaptureQueriesContext(connection) as abfragen:
        assert list(erster.kommunen.all()) == einige
    assert len(abfragen) == 0
