"""Accepting or sending while the consent is revoked: one outcome, and every page tells it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from casemgmt.domain.verweislink import code_erzeugen
from casemgmt.domain.widerruf import einwilligung_widerrufen
from casemgmt.regeln.verweis import Verweisstand
from kim.versand.models import Zustellung
from tests.casemgmt import netzwerkbau
from tests.casemgmt.verweisbau import Verweislage
from tests.conftest import angemeldeter_client
from tests.versand.versandbau import abarbeiten
from tests.werkzeug.wettlauf import wettlauf_von

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.beide_datenbanken]


def text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


@pytest.mark.parametrize("runde", range(3))
def test_fall_17_annehmen_und_widerrufen_zugleich_und_jede_seite_sagt_die_wahrheit(runde: int) -> None:
    """By the pages that both have before them: the recipient's link, the form of the case manager."""
    cache.clear()
    lage = Verweislage()
    einwilligung, verweis = lage.unterschrieben(), lage.gesendet()
    code = code_erzeugen(verweis_id=verweis.pk, akteur=lage.cm)
    link = reverse("casemgmt:verweis-link", args=[netzwerkbau.token(verweis)])
    widerruf = reverse("casemgmt:einwilligung-widerrufen", args=[einwilligung.pk])
    stelle, beratung = Client(), angemeldeter_client(lage.cm)
    # Whoever does not get the lock in time is told so, too.
    stelle.raise_request_exception = beratung.raise_request_exception = True
    ausgang = wettlauf_von(
        [
            lambda: stelle.post(link, {"code": code, "stand": "angenommen"}),
            lambda: beratung.post(widerruf, {"weg": "muendlich"}, follow=True),
        ]
    )
    angenommen, widerrufen = ausgang.alle()
    staende = list(verweis.schritte.values_list("stand", flat=True))
    war_zuerst = "angenommen" in staende
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ZURUECKGEZOGEN
    assert staende == ["entwurf", "gesendet", *(["angenommen"] if war_zuerst else []), "zurueckgezogen"]
    # She reads that she accepted only if she did; otherwise that it is closed.
    assert (angenommen.status_code == 200) is war_zuerst
    assert ("angenommen" in text(angenommen)) is war_zuerst
    assert "zurückgezogen" in text(widerrufen)
    # And from then on both pages say the same.
    for danach in (stelle.get(link), stelle.post(link, {"code": code})):
        assert danach.status_code == 410
        assert "Haddad" not in text(danach)
    detail = reverse("casemgmt:verweis-detail", args=[verweis.pk])
    assert "zurückgezogen" in text(beratung.get(detail))


@pytest.mark.parametrize("runde", range(2))
def test_fall_17_senden_und_widerrufen_zugleich_haben_einen_ausgang(runde: int) -> None:
    """What the queue is about to send: out before the revocation, or held back; and the link is closed."""
    lage = Verweislage()
    einwilligung, verweis = lage.unterschrieben(), lage.gesendet()
    wettlauf_von(
        [
            abarbeiten,
            lambda: einwilligung_widerrufen(einwilligung_id=einwilligung.pk, weg="muendlich", akteur=lage.cm),
        ]
    ).alle()
    abarbeiten()
    zustellung = Zustellung.objects.get(nachricht=netzwerkbau.nachricht_zu(verweis))
    assert zustellung.stand in ("gesendet", "zurueckgehalten")
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ZURUECKGEZOGEN
