"""Saved as anonymous, an entry of the tray leads back to nobody, in its history neither."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casemgmt.domain.ablage import ablage_loesen
from casemgmt.domain.uebertragung import annehmen
from casemgmt.models import Termin, Uebertragung
from casemgmt.regeln.ohne_netz import Loesung
from kim.protokoll.models import Lesezugriff
from tests.casemgmt import fallbau as bau
from tests.casemgmt import ohnenetzbau as vb
from tests.conftest import angemeldeter_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return bau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return bau.case_management(ort)


def test_fall_40_auch_der_verlauf_eines_anonym_gespeicherten_nennt_keinen_fall(cm: Any, ort: Any) -> None:
    """The case had ended meanwhile, and the reason why it lies here names it."""
    fall = bau.fall(cm, ort, am=timezone.localdate() - timedelta(days=9))
    fall.phase, fall.endgrund, fall.beendet_am = "nicht_fortgesetzt", "abgelehnt", bau.gestern()
    fall.save()
    roh = vb.kasten(vb.geraet(cm), vb.inhalt(vb.beratung(fall.aktenzeichen)))
    assert annehmen(roh=roh, geraet_jetzt=vb.jetzt(), akteur=cm).stand == "abgelegt"
    satz = Uebertragung.objects.get()
    assert fall.aktenzeichen in satz.hinweis
    assert satz.history.get().fall_id == fall.pk
    client: Client = angemeldeter_client(cm)
    assert client.get(reverse("casemgmt:ablage-detail", args=[satz.pk])).status_code == 200
    satz = ablage_loesen(uebertragung_id=satz.pk, weg=Loesung.ANONYM, akteur=cm)
    assert Termin.objects.get().anonym
    assert len(satz.history.all()) == 2
    for zeile in (Uebertragung.objects.get(pk=satz.pk), *satz.history.all()):
        assert (zeile.fall_id, zeile.hinweis, zeile.geraet_erfasst_am) == (None, "", None)
    gelesen = Lesezugriff.objects.get(art="casemgmt.uebertragung")
    assert gelesen.kennzeichen == "", "the log of reads stays, so it must not name the case"
