"""Who may plan, change and correct a consultation, and who keeps the topics."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from casemgmt import permissions
from casemgmt.models import Arbeitstermin, Termin
from casemgmt.regeln.termin import Terminstand
from tests.casemgmt import fallbau
from tests.fabriken import KommuneFactory, KontoFactory


@pytest.fixture
def ort(db: None) -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


def test_vor_ort_ist_wer_beraet(ort: Any, cm: Any) -> None:
    assert permissions.darf_vor_ort(cm)
    assert permissions.darf_vor_ort(fallbau.mukis(ort.kreis))
    assert not permissions.darf_vor_ort(fallbau.koordination(ort.kreis))
    assert not permissions.darf_vor_ort(KontoFactory(kreis=ort.kreis))
    assert permissions.eigene_kommunen(cm) == {ort.pk}


def test_fuehren_aendern_berichtigen(ort: Any, cm: Any) -> None:
    jetzt = timezone.now()
    kollegin, fremde = fallbau.case_management(ort), fallbau.case_management(KommuneFactory(kreis=ort.kreis))
    aufsicht = fallbau.koordination(ort.kreis)
    for termin in (fallbau.termin(cm, fallbau.fall(cm, ort)), fallbau.termin(cm, ort=ort)):
        assert permissions.darf_termin_fuehren(kollegin, termin)
        assert not permissions.darf_termin_fuehren(fremde, termin)
        assert not permissions.darf_termin_fuehren(aufsicht, termin)
        assert permissions.darf_termin_aendern(cm, termin, jetzt)
        assert not permissions.darf_termin_aendern(kollegin, termin, jetzt)
        assert not permissions.darf_termin_aendern(fremde, termin, jetzt)
        assert not permissions.darf_termin_berichtigen(cm, termin, jetzt)
        assert permissions.darf_termin_berichtigen(kollegin, termin, jetzt)
        spaeter = jetzt + timedelta(days=10)
        assert not permissions.darf_termin_aendern(cm, termin, spaeter)
        assert permissions.darf_termin_berichtigen(cm, termin, spaeter)
        assert not permissions.darf_termin_berichtigen(aufsicht, termin, spaeter)
        termin.ersetzt_am = jetzt
        assert not permissions.darf_termin_aendern(cm, termin, jetzt)
        assert not permissions.darf_termin_berichtigen(cm, termin, spaeter)


def test_geplante_aendert_wer_den_fall_fuehrt(ort: Any, cm: Any) -> None:
    termin = fallbau.termin(cm, fallbau.fall(cm, ort), stand=Terminstand.GEPLANT)
    spaeter = timezone.now() + timedelta(days=10)
    assert permissions.darf_termin_aendern(fallbau.case_management(ort), termin, spaeter)
    assert not permissions.darf_termin_berichtigen(cm, termin, spaeter)


def test_der_zettel_gehoert_zum_termin(ort: Any, cm: Any) -> None:
    termin = fallbau.termin(cm, fallbau.fall(cm, ort))
    dokument = SimpleNamespace(gehoert_zu_id=termin.pk)
    assert permissions.darf_terminzettel_lesen(cm, dokument)
    fremde = fallbau.case_management(KommuneFactory(kreis=ort.kreis))
    assert not permissions.darf_terminzettel_lesen(fremde, dokument)
    assert Termin.objects.count() == 1


def test_arbeit_aendert_wer_sie_tat(ort: Any, cm: Any) -> None:
    jetzt = timezone.now()
    satz = Arbeitstermin(konto=cm, erfasst_am=jetzt, stand=Terminstand.GEHALTEN)
    assert permissions.darf_arbeit_aendern(cm, satz, jetzt)
    assert not permissions.darf_arbeit_aendern(fallbau.case_management(ort), satz, jetzt)
    spaeter = jetzt + timedelta(days=10)
    assert not permissions.darf_arbeit_aendern(cm, satz, spaeter)
    satz.stand = Terminstand.GEPLANT
    assert permissions.darf_arbeit_aendern(cm, satz, spaeter)


def test_themen_pflegt_die_koordination(ort: Any, cm: Any) -> None:
    assert permissions.darf_themen_pflegen(fallbau.koordination(ort.kreis), ort.kreis_id)
    assert not permissions.darf_themen_pflegen(cm, ort.kreis_id)
