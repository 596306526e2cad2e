"""Consents: who reads them, who decides on passing on without one, who may open the signed sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from casemgmt import permissions
from kim.basis.akteur import SystemAkteur
from tests.casemgmt import fallbau
from tests.casemgmt.einwilligungsbau import Lage

pytestmark = pytest.mark.django_db


@dataclass
class Blatt:
    gehoert_zu_id: int | None


@pytest.fixture
def lage() -> Lage:
    return Lage()


def test_das_unterschriebene_blatt_liest_wer_die_akte_liest(lage: Lage) -> None:
    satz = lage.unterschrieben()
    fremde = fallbau.case_management(fallbau.kommune(lage.kreis))
    for wer, darf in ((lage.cm, True), (lage.koordination, True), (fremde, False)):
        assert bool(permissions.darf_einwilligungsdokument_lesen(wer, Blatt(satz.pk))) is darf
    assert not permissions.darf_einwilligungsdokument_lesen(lage.cm, Blatt(None))


def test_ueber_die_weitergabe_entscheidet_nur_wer_dort_die_aufsicht_hat(lage: Lage) -> None:
    antrag = lage.antrag()
    anderswo = fallbau.koordination(lage.kreis, fallbau.kommune(lage.kreis))
    kollegin = fallbau.case_management(lage.ort)
    darf: Any = permissions.darf_weitergabe_entscheiden
    assert darf(lage.koordination, antrag)
    assert "nicht selbst" in darf(lage.cm, antrag).grund
    assert "gibt es nicht" in darf(anderswo, antrag).grund
    assert "Koordination" in darf(kollegin, antrag).grund
    assert not darf(kollegin, antrag)
    antrag.zustand = "bestaetigt"
    assert "schon entschieden" in darf(lage.koordination, antrag).grund


def test_ein_automatischer_vorgang_ist_nie_zustaendig(lage: Lage) -> None:
    """What a protected address asks for is a person."""
    fall = fallbau.fall(lage.cm, lage.ort, lage.klient)
    assert permissions.ist_zustaendig(lage.cm, fall)
    assert not permissions.ist_zustaendig(SystemAkteur("Erinnerung", lage.kreis.pk), fall)
