"""The page of a Beschluss says who established it and who entered that."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from lenkung.models import Beschluss, Gremium
from tests.lenkung import beschlussbau, gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.views.abruf import abgerufen, url


@pytest.fixture
def lenkungsgruppe(gremium: Gremium) -> Gremium:
    return bau.lenkungsgruppe(4, kreis=gremium.kreis)


def _beschluss(gremium: Gremium, wer: Any) -> Beschluss:
    satz = bau.eroeffnet(gremium, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    return bau.stelle_fest(bau.einvernehmlich(satz, punkt), akteur=wer)


# Who established --------------------------------------------------------------------------------------------


def test_wer_leitet_hat_festgestellt_und_wer_es_eintrug_steht_daneben(
    geschaeftsstelle: Client, lenkungsgruppe: Gremium
) -> None:
    gs = gobau.akteur(lenkungsgruppe, "lenkung.sitzungen_vorbereiten", akteur_name="Gesa Schäfer")
    satz = _beschluss(lenkungsgruppe, gs)
    # Of the same item, and entered by somebody else: its name is not the one to show.
    assert satz.punkt is not None
    anderer = gobau.akteur(lenkungsgruppe, "lenkung.sitzungen_vorbereiten", akteur_name="Aron Anders")
    zweiter = bau.stelle_fest(bau.einvernehmlich(satz.punkt.sitzung, satz.punkt), akteur=anderer)
    for beschluss, name in ((satz, "Gesa Schäfer"), (zweiter, "Aron Anders")):
        seite = abgerufen(geschaeftsstelle, url("beschluss-detail", beschluss.pk))
        assert "<dt>festgestellt durch</dt><dd>Dr. Renate Vorsitz</dd>" in seite
        assert f"<dt>eingetragen durch</dt><dd>{name}</dd>" in seite


def test_stellt_der_vorsitz_selbst_fest_steht_nur_er_da(
    geschaeftsstelle: Client, lenkungsgruppe: Gremium
) -> None:
    vorsitz = gobau.akteur(lenkungsgruppe, "lenkung.tagesordnung_bestaetigen", akteur_name="Dr. Vor")
    seite = abgerufen(geschaeftsstelle, url("beschluss-detail", _beschluss(lenkungsgruppe, vorsitz).pk))
    assert "<dt>festgestellt durch</dt><dd>Dr. Vor</dd>" in seite
    assert "eingetragen durch" not in seite


def test_was_nicht_aus_einer_abstimmung_kam_hat_niemand_festgestellt(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    seite = abgerufen(geschaeftsstelle, url("beschluss-detail", beschlussbau.beschluss(gremium).pk))
    assert "festgestellt durch" not in seite
    assert "eingetragen durch" not in seite
