"""From the act to the accepted mail."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kim.auftraege.domain import auftrag_ausfuehren, faellige_auftraege
from kim.basis.akteur import SystemAkteur
from kim.versand.domain import Empfaenger, nachricht_verfassen
from kim.versand.models import Zustellung
from tests.fabriken import KreisFactory

pytestmark = pytest.mark.django_db


def alles_abarbeiten() -> None:
    for nummer in faellige_auftraege(jetzt=timezone.now()):
        auftrag_ausfuehren(auftrag_id=nummer)


def test_eine_nachricht_an_zwei_personen_sind_zwei_zustellungen() -> None:
    kreis = KreisFactory()
    nachricht_verfassen(
        kreis_id=kreis.pk,
        akteur=SystemAkteur("Test", kreis.pk),
        art="probe",
        betreff="Einladung zur Sitzung",
        text="Guten Tag {anrede},\n\nhier: https://kim.example/x",
        empfaenger=[
            Empfaenger("Petra Probe", "petra.probe@kreis.example", werte={"anrede": "Frau Probe"}),
            Empfaenger("Olaf Muster", "olaf.muster@kreis.example", werte={"anrede": "Herr Muster"}),
        ],
        schluessel="probe:1",
    )
    alles_abarbeiten()
    assert [z.stand for z in Zustellung.objects.all()] == ["gesendet", "gesendet"]
