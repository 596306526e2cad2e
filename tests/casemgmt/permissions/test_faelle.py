"""Who may read a printed plan, hand over, stand in and take requests: default deny, each with its reason."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from casemgmt import permissions
from tests.casemgmt import faellebau, fallbau

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


def test_fall_1_den_gedruckten_plan_liest_nur_wer_den_fall_sieht(cm: Any, ort: Any) -> None:
    plan = faellebau.entwurf(cm, faellebau.langfristig(cm, ort))
    blatt = SimpleNamespace(gehoert_zu_id=plan.pk)
    assert permissions.darf_plan_lesen(cm, blatt)
    assert permissions.darf_plan_lesen(fallbau.koordination(ort.kreis), blatt)
    for fremd in (fallbau.case_management(fallbau.kommune(ort.kreis)), fallbau.mukis(ort.kreis)):
        assert not permissions.darf_plan_lesen(fremd, blatt)


def test_was_zu_einem_fall_gehoert_sieht_man_mit_ihm_und_sonst_nicht(cm: Any, ort: Any) -> None:
    fall = faellebau.langfristig(cm, ort)
    faellebau.vereinbart(cm, fall)
    faellebau.wiedervorlage(cm, fall)
    fremd = fallbau.case_management(fallbau.kommune(ort.kreis))
    for tor in (
        permissions.sichtbare_wiedervorlagen,
        permissions.sichtbare_integrationsplaene,
        permissions.sichtbare_planziele,
        permissions.sichtbare_planschritte,
    ):
        assert (tor(cm).count(), tor(fremd).count()) == (1, 0), tor
    fallbau.vertretung(cm, fremd, von=timezone.localdate(), nur=fall)
    assert permissions.sichtbare_wiedervorlagen(fremd).count() == 1
    assert permissions.sichtbare_planpruefungen(cm).count() == 0
    assert permissions.sichtbare_falluebergaben(cm).count() == 0


def test_eine_fremde_akte_gibt_niemand_weiter(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    fremd = fallbau.case_management(fallbau.kommune(ort.kreis))
    assert not permissions.darf_fall_uebergeben(fremd, fall)
    anfrage = faellebau.anfrage(cm, ort)
    assert not permissions.darf_anfrage_bearbeiten(fremd, anfrage)
    assert not permissions.darf_anfrage_bearbeiten(fallbau.koordination(ort.kreis), anfrage)
    assert permissions.darf_anfrage_aufnehmen(cm)
    assert not permissions.darf_anfrage_aufnehmen(fallbau.koordination(ort.kreis))
    assert not permissions.darf_fachaufsicht_sehen(cm)
