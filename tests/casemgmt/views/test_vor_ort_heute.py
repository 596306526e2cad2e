"""The start page shows one's own Termine and asks what became of the past ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from casemgmt.models import Termin
from tests.casemgmt import fallbau, terminbau
from tests.conftest import angemeldeter_client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def leerer_zwischenspeicher() -> None:
    cache.clear()


@pytest.fixture
def ort(db: None) -> Any:
    return fallbau.kommune(name="Musterdorf")


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


@pytest.fixture
def fall(cm: Any, ort: Any) -> Any:
    return fallbau.fall(cm, ort, fallbau.klient(cm, ort, vorname="Samira", nachname="Haddad"))


def _startseite(konto: Any) -> str:
    return angemeldeter_client(konto).get("/").content.decode()


def test_die_naechsten_eigenen_termine_stehen_mit_aktenzeichen_und_ohne_namen(
    cm: Any, fall: Any, ort: Any
) -> None:
    termin = terminbau.geplant(cm, fall, standort_id=terminbau.standort(ort).pk)
    seite = _startseite(cm)
    assert f"Beratung, {fall}" in seite
    assert reverse("casemgmt:termin-detail", args=[termin.pk]) in seite
    assert "Rathaus" in seite
    assert "Haddad" not in seite


def test_was_erst_in_zwei_wochen_ist_steht_noch_nicht_da(cm: Any, fall: Any) -> None:
    terminbau.geplant(cm, fall, beginn=timezone.now() + timedelta(days=14))
    assert f"Beratung, {fall}" not in _startseite(cm)


def test_von_einem_vergangenen_wird_gefragt_was_daraus_wurde(cm: Any, fall: Any) -> None:
    termin = terminbau.geplant(cm, fall)
    Termin.objects.filter(pk=termin.pk).update(beginn=timezone.now() - timedelta(days=2))
    seite = _startseite(cm)
    assert "Festhalten, was aus 1 Termin wurde" in seite
    assert f"Beratung, {fall}" not in seite


def test_eine_kollegin_sieht_fremde_termine_nicht_auf_ihrer_startseite(cm: Any, fall: Any, ort: Any) -> None:
    terminbau.geplant(cm, fall)
    assert f"Beratung, {fall}" not in _startseite(fallbau.case_management(ort))
