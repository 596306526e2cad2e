"""Arbeitsgruppen: who comes to which page, and where the histories lead back to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lenkung.models import Arbeitsgruppe, Gremium
from tests.fabriken import PersonFactory, konto_mit_rolle
from tests.lenkung.agbau import BEGINN, arbeitsgruppe, bericht, mitglied, treffen
from tests.lenkung.beschlussbau import beschluss
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.views.abruf import abgerufen, url


@pytest.fixture
def ag(gremium: Gremium) -> Arbeitsgruppe:
    return arbeitsgruppe(gremium, name="DELFIN4")


def test_ein_mitglied_des_gremiums_liest_und_schreibt_nicht(mitglied: Client, ag: Arbeitsgruppe) -> None:
    entwurf, fertig = treffen(ag, tag=BEGINN), treffen(ag, fertig=True)
    seite = abgerufen(mitglied, url("arbeitsgruppe-detail", ag.pk))
    assert url("agtreffen-detail", fertig.pk) in seite
    assert url("agtreffen-detail", entwurf.pk) not in seite
    for tat in ("arbeitsgruppe-bearbeiten", "agmitglied-aufnehmen", "agtreffen-eintragen"):
        assert url(tat, ag.pk) not in seite
    assert mitglied.get(url("agtreffen-eintragen", ag.pk)).status_code == 403
    assert mitglied.get(url("arbeitsgruppe-bearbeiten", ag.pk)).status_code == 404


def test_wer_leitet_findet_ihre_gruppe_ohne_sitz_im_gremium(
    gremium: Gremium, ag: Arbeitsgruppe, anmelden: Callable[..., Client]
) -> None:
    leitung = PersonFactory(kreis=gremium.kreis)
    satz = beschluss(gremium)
    eigene = arbeitsgruppe(gremium, name="Eigene", leitung=leitung, beschluss_id=satz.pk)
    client = anmelden(konto_mit_rolle("mitglied", kreis=gremium.kreis, person=leitung))
    assert url("arbeitsgruppe-detail", eigene.pk) in abgerufen(client, url("uebersicht"))
    seite = abgerufen(client, url("arbeitsgruppe-detail", eigene.pk))
    assert url("agtreffen-eintragen", eigene.pk) in seite
    # Nothing of the Gremium itself.
    for name, pk in (
        ("gremium-detail", gremium.pk),
        ("arbeitsgruppe-liste", gremium.pk),
        ("beschluss-detail", satz.pk),
    ):
        assert url(name, pk) not in seite
        assert client.get(url(name, pk)).status_code == 404
    assert client.get(url("arbeitsgruppe-detail", ag.pk)).status_code == 404
    assert client.get(url("arbeitsgruppe-bearbeiten", eigene.pk)).status_code == 404


def test_ein_anderer_kreis_findet_nichts(ag: Arbeitsgruppe, anmelden: Callable[..., Client]) -> None:
    anderswo = GremiumFactory()
    client = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=anderswo.kreis))
    eine, satz, text = mitglied(ag), treffen(ag, fertig=True), bericht(ag)
    for name, pk in (
        ("arbeitsgruppe-liste", ag.gremium_id),
        ("arbeitsgruppe-einsetzen", ag.gremium_id),
        ("arbeitsgruppe-detail", ag.pk),
        ("arbeitsgruppe-beenden", ag.pk),
        ("agmitglied-verabschieden", eine.pk),
        ("agtreffen-detail", satz.pk),
        ("agtreffen-oeffnen", satz.pk),
        ("agbericht-schreiben", ag.pk),
        ("agbericht-detail", text.pk),
    ):
        assert client.get(url(name, pk)).status_code == 404, name


def test_jeder_verlauf_fuehrt_zurueck(geschaeftsstelle: Client, ag: Arbeitsgruppe) -> None:
    eine, satz, text = mitglied(ag), treffen(ag), bericht(ag)
    gruppe = url("arbeitsgruppe-detail", ag.pk)
    for art, pk, seite in (
        ("arbeitsgruppe", ag.pk, gruppe),
        ("agmitglied", eine.pk, f"{gruppe}#mitwirkende"),
        ("agtreffen", satz.pk, url("agtreffen-detail", satz.pk)),
        ("agbericht", text.pk, url("agbericht-detail", text.pk)),
    ):
        assert seite in abgerufen(geschaeftsstelle, reverse("protokoll:historie", args=[art, pk]))
