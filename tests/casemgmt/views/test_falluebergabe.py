"""What went along with a hand-over stands with the consents of the person."""

from __future__ import annotations

import pytest
from django.urls import reverse

from casemgmt.models import Weitergabe
from tests.casemgmt import faellebau, fallbau
from tests.casemgmt.einwilligungsbau import Lage
from tests.conftest import angemeldeter_client

pytestmark = pytest.mark.django_db


def test_fall_17_die_seite_zeigt_was_mit_der_falluebergabe_an_wen_ging() -> None:
    lage = Lage()
    fall = fallbau.fall(lage.cm, lage.ort, lage.klient)
    client = angemeldeter_client(lage.cm)
    seite = reverse("casemgmt:fall-uebergabe", args=[fall.pk])
    angaben = {
        "einrichtung": lage.jobcenter.pk,
        "stelle": "",
        "wofuer": "Bewerbungen",
        "vereinbart_am": f"{faellebau.heute():%d.%m.%Y}",
        "mit_daten": "on",
        "klassen": ["stammdaten"],
        "weg": "gespraech",
    }
    abgelehnt = client.post(seite, angaben)
    assert "keine Einwilligung" in abgelehnt.content.decode()
    assert "kim-zusammenfassung" in abgelehnt.content.decode()
    einwilligung = lage.unterschrieben(zwecke=["falluebergabe"])
    assert client.post(seite, angaben).status_code == 302
    assert Weitergabe.objects.count() == 1
    uebersicht = reverse("casemgmt:einwilligung-liste", args=[lage.klient.pk])
    widerruf = reverse("casemgmt:einwilligung-widerrufen", args=[einwilligung.pk])
    for adresse in (uebersicht, widerruf):
        text = client.get(adresse).content.decode()
        assert "Jobcenter Musterkreis" in text
        assert "Übergabe der Beratung" in text
        assert "Gespräch" in text
