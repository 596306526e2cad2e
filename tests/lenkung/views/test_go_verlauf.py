"""The history of a version and of its provisions: who drafted, changed, adopted, replaced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lenkung.domain.geschaeftsordnung import bestimmung_regeln
from lenkung.regeln.bestimmungen import Bestimmung
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory

pytestmark = pytest.mark.django_db


def test_der_verlauf_einer_fassung_nennt_jeden_schritt(anmelden: Callable[..., Client]) -> None:
    gremium = GremiumFactory()
    alte = gobau.in_kraft(gremium, wer=gobau.akteur(gremium, akteur_name="Karla Beschluss"))
    gobau.in_kraft(gremium, "Neufassung", am=date(2024, 2, 22))
    client = anmelden(gobau.konto("geschaeftsstelle", gremium))
    ziel = reverse("protokoll:historie", args=["geschaeftsordnung", alte.pk])
    assert ziel in client.get(reverse("lenkung:go-detail", args=[alte.pk])).content.decode()
    seite = client.get(ziel).content.decode()
    for wort in ("Karla Beschluss", "24.03.2022", "21.02.2024", "abgelöst durch „Neufassung“"):
        assert wort in seite
    for rolle, mit_sitz in (("vorsitz", False), ("mitglied", True)):
        andere = anmelden(gobau.konto(rolle, gremium, mit_sitz=mit_sitz))
        assert andere.get(ziel).status_code in (403, 404)
    fremd = anmelden(gobau.konto("geschaeftsstelle", GremiumFactory()))
    assert fremd.get(ziel).status_code == 404


def test_auch_eine_bestimmung_hat_ihren_verlauf(anmelden: Callable[..., Client]) -> None:
    entwurf = gobau.entwurf(GremiumFactory(), nur=("ladung",))
    bestimmung_regeln(
        geschaeftsordnung_id=entwurf.pk,
        art="ladung",
        bestimmung=Bestimmung("§ 4 Abs. 9", {"frist": 10, "zaehlung": "arbeitstage"}),
        akteur=gobau.akteur(entwurf.gremium, akteur_name="Karla Frist"),
    )
    client = anmelden(gobau.konto("geschaeftsstelle", entwurf.gremium))
    seite = client.get(
        reverse("protokoll:historie", args=["bestimmung", entwurf.bestimmungen.get().pk])
    ).content.decode()
    for wort in ("Karla Frist", "§ 4 Abs. 5", "§ 4 Abs. 9", "frist: 14", "frist: 10", "#ladung"):
        assert wort in seite
