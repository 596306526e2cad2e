"""What other rooms read. Each answer holds one Kreis, and on request only what is active that day."""

from __future__ import annotations

from datetime import date

import pytest

from kim.stammdaten.domain.einrichtung import einrichtung_stilllegen
from kim.stammdaten.domain.mitgeliefert import mitgelieferte_kreisdatei, mitgelieferte_kreise
from kim.stammdaten.domain.queries import listen
from tests.stammdaten import satzbau

pytestmark = pytest.mark.django_db
HEUTE = date(2024, 3, 1)


def test_ein_kreis_wird_mit_nummer_und_kuerzel_gefunden() -> None:
    kreis = satzbau.kreis()
    assert listen.kreis(kreis.pk) == listen.kreis_mit_kuerzel("kreis-k") == kreis
    assert listen.kreis_mit_kuerzel("kreis-z") is None
    assert listen.alle_kreise() == [kreis]


def test_jede_menge_gehoert_einem_kreis() -> None:
    kreis = satzbau.kreis()
    satzbau.person(satzbau.kreis("Kreis L"))
    kommune, amt, person = satzbau.kommune(kreis), satzbau.einrichtung(kreis), satzbau.person(kreis)
    verein = satzbau.einrichtung(kreis, "Verein", art="ehrenamt")
    standort = satzbau.standort(kreis, kommune_id=kommune.pk)
    assert list(listen.kommunen_im_kreis(kreis.pk)) == [kommune]
    assert list(listen.einrichtungen_im_kreis(kreis.pk)) == [amt, verein]
    assert list(listen.behoerden_im_kreis(kreis.pk)) == [amt]
    assert list(listen.personen_im_kreis(kreis.pk)) == [person]
    assert list(listen.standorte_im_kreis(kreis.pk)) == [standort]


@pytest.mark.parametrize(("ende", "noch_da"), [(date(2024, 2, 29), False), (HEUTE, True)])
def test_am_letzten_tag_ist_ein_eintrag_noch_aktiv(ende: date, noch_da: bool) -> None:
    kreis = satzbau.kreis()
    amt = satzbau.einrichtung(kreis)
    einrichtung_stilllegen(einrichtung_id=amt.pk, zum=ende, akteur=satzbau.SYSTEM, grund="x")
    assert listen.einrichtungen_im_kreis(kreis.pk, am=HEUTE).exists() is noch_da
    assert listen.einrichtungen_im_kreis(kreis.pk).exists()


def test_am_standort_haengt_nichts() -> None:
    kreis = satzbau.kreis()
    assert listen.folgen_der_stilllegung(satzbau.standort(kreis, kommune_id=satzbau.kommune(kreis).pk)) == {}


def test_die_mitgelieferten_kreise_lassen_sich_alle_lesen() -> None:
    kuerzel = mitgelieferte_kreise()
    assert kuerzel == ["kreis-steinfurt", "rhein-kreis-neuss", "rhein-sieg-kreis"]
    assert [mitgelieferte_kreisdatei(einer).kreis.kuerzel for einer in kuerzel] == kuerzel
