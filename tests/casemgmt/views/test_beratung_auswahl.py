"""Choosing the case on the form for a consultation."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from casemgmt.models import Termin
from tests.casemgmt import fallbau
from tests.conftest import angemeldeter_client

pytestmark = pytest.mark.django_db


def test_angekreuzte_personen_anderer_faelle_stoeren_nicht() -> None:
    """The page ticks the main person of each case; a browser sends those that are out of sight as well."""
    cache.clear()
    ort = fallbau.kommune(name="Musterdorf")
    cm = fallbau.case_management(ort)
    client = angemeldeter_client(cm)
    faelle = [fallbau.fall(cm, ort, fallbau.klient(cm, ort, name)) for name in ("Samira", "Samir")]
    angekreuzt = [fall.personen.get().klient_id for fall in faelle]
    seite = client.get(reverse("casemgmt:beratung")).content.decode()
    assert all(f'name="klienten" value="{nummer}"' in seite for nummer in angekreuzt)
    daten: dict[str, Any] = {
        "kennung": str(uuid4()),
        "fall_id": faelle[0].pk,
        "klienten": angekreuzt,
        "dauer_minuten": "30",
        "themen": ["wohnen"],
        "kanal": "vor_ort",
        "sprachmittlung": "keine",
        "sprache": "",
        "standort_id": "",
    }
    client.post(reverse("casemgmt:beratung"), daten)
    termin = Termin.objects.get()
    assert [zeile.klient_id for zeile in termin.anwesende.all()] == angekreuzt[:1]
