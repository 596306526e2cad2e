"""Other work, series and head counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from casemgmt.domain.arbeit import (
    arbeitstermin_aendern,
    arbeitstermin_festhalten,
    arbeitstermin_umschalten,
    serie_beenden,
)
from casemgmt.models import Arbeitstermin
from casemgmt.regeln.termin import Arbeitsangaben, Arbeitsart, Terminstand
from casemgmt.regeln.terminregeln import Rhythmus
from casemgmt.regeln.werte import Fallbereich
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from tests.casemgmt import fallbau
from tests.casemgmt.terminbau import geraet
from tests.fabriken import KommuneFactory


@pytest.fixture
def ort(db: None) -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


def _angaben(ort: Any, **felder: Any) -> Arbeitsangaben:
    werte: dict[str, Any] = {
        "art": Arbeitsart.ARBEITSKREIS,
        "beginn": timezone.now() - timedelta(hours=2),
        "dauer_minuten": 60,
        "titel": " Runder  Tisch ",
        "kommune_id": ort.pk,
        **felder,
    }
    return Arbeitsangaben(**werte)


def _festhalten(cm: Any, was: Arbeitsangaben, womit: Any = None, **serie: Any) -> Arbeitstermin:
    return arbeitstermin_festhalten(
        akteur=cm,
        kreis_id=cm.kreis_id,
        bereich=Fallbereich.LOKAL,
        angaben=was,
        geraet=womit or geraet(),
        **serie,
    )


def test_einer_zaehlt_einmal(cm: Any, ort: Any) -> None:
    womit = geraet()
    satz = _festhalten(cm, _angaben(ort), womit)
    assert _festhalten(cm, _angaben(ort), womit) == satz
    assert Arbeitstermin.objects.count() == 1
    assert (satz.titel, satz.stand, satz.serie, satz.konto) == (
        "Runder Tisch",
        Terminstand.GEHALTEN,
        None,
        cm,
    )
    assert satz.history.count() == 1


def test_eine_serie_behaelt_ihre_uhrzeit_und_zaehlt_einmal(cm: Any, ort: Any) -> None:
    """Every second Wednesday at 10:00 German time, over the change of clocks on 2027-03-28."""
    womit = geraet()
    was = _angaben(ort, beginn=datetime(2027, 3, 17, 9, 0, tzinfo=UTC))
    for _ in range(2):
        erster = _festhalten(cm, was, womit, rhythmus=Rhythmus.ZWEIWOECHENTLICH, bis=date(2027, 4, 14))
    saetze = list(Arbeitstermin.objects.order_by("beginn"))
    assert [satz.beginn for satz in saetze] == [
        datetime(2027, 3, 17, 9, 0, tzinfo=UTC),
        datetime(2027, 3, 31, 8, 0, tzinfo=UTC),
        datetime(2027, 4, 14, 8, 0, tzinfo=UTC),
    ]
    assert {satz.serie for satz in saetze} == {womit.kennung}
    assert erster == saetze[0]
    assert {satz.stand for satz in saetze} == {Terminstand.GEPLANT}


def test_serie_ohne_ende_oder_zu_lang(cm: Any, ort: Any) -> None:
    for bis in (None, timezone.localdate() + timedelta(days=500)):
        with pytest.raises(Fachfehler) as fehler:
            _festhalten(cm, _angaben(ort), rhythmus=Rhythmus.MONATLICH, bis=bis)
        assert fehler.value.feld == "bis"


def test_nur_im_eigenen_bereich(cm: Any, ort: Any) -> None:
    with pytest.raises(NichtErlaubt):
        _festhalten(cm, _angaben(KommuneFactory(kreis=ort.kreis)))
    with pytest.raises(Fachfehler) as fehler:
        _festhalten(cm, _angaben(ort, dauer_minuten=0))
    assert fehler.value.feld == "dauer_minuten"


def test_aendern_nur_den_eigenen_und_nur_eine_weile(cm: Any, ort: Any) -> None:
    satz = _festhalten(cm, _angaben(ort))
    anderswo = KommuneFactory(kreis=ort.kreis)
    geaendert = arbeitstermin_aendern(
        akteur=cm, arbeitstermin_id=satz.pk, angaben=_angaben(anderswo, teilnehmende=12)
    )
    assert (geaendert.teilnehmende, geaendert.kommune_id) == (12, ort.pk)
    with pytest.raises(NichtErlaubt):
        arbeitstermin_aendern(
            akteur=fallbau.case_management(ort), arbeitstermin_id=satz.pk, angaben=_angaben(ort)
        )
    with pytest.raises(NichtErlaubt):
        arbeitstermin_aendern(
            akteur=fallbau.case_management(anderswo), arbeitstermin_id=satz.pk, angaben=_angaben(ort)
        )
    Arbeitstermin.objects.filter(pk=satz.pk).update(erfasst_am=timezone.now() - timedelta(days=10))
    with pytest.raises(NichtErlaubt):
        arbeitstermin_aendern(akteur=cm, arbeitstermin_id=satz.pk, angaben=_angaben(ort))


def test_geplant_dann_gehalten_oder_abgesagt(cm: Any, ort: Any) -> None:
    satz = _festhalten(cm, _angaben(ort, beginn=timezone.now() + timedelta(hours=2)))

    def schalten(neu: Terminstand) -> Arbeitstermin:
        return arbeitstermin_umschalten(akteur=cm, arbeitstermin_id=satz.pk, neu=neu)

    with pytest.raises(Fachfehler) as fehler:
        schalten(Terminstand.GEHALTEN)
    assert fehler.value.code == "zukunft"
    with pytest.raises(Ueberholt):
        schalten(Terminstand.NICHT_ERSCHIENEN)
    Arbeitstermin.objects.filter(pk=satz.pk).update(beginn=timezone.now() - timedelta(hours=2))
    assert schalten(Terminstand.GEHALTEN).stand == Terminstand.GEHALTEN
    assert schalten(Terminstand.GEHALTEN).stand == Terminstand.GEHALTEN
    with pytest.raises(Ueberholt):
        schalten(Terminstand.ABGESAGT)


def test_die_serie_ab_hier_absagen(cm: Any, ort: Any) -> None:
    morgen = timezone.now() + timedelta(days=1)
    _festhalten(
        cm,
        _angaben(ort, beginn=morgen),
        rhythmus=Rhythmus.WOECHENTLICH,
        bis=timezone.localdate() + timedelta(days=40),
    )
    saetze = list(Arbeitstermin.objects.order_by("beginn"))
    assert serie_beenden(akteur=cm, arbeitstermin_id=saetze[1].pk) == len(saetze) - 1
    assert [satz.stand for satz in Arbeitstermin.objects.order_by("beginn")] == [
        Terminstand.GEPLANT,
        *[Terminstand.ABGESAGT] * (len(saetze) - 1),
    ]
    # One that belongs to no series has nothing to end.
    einzeln = _festhalten(cm, _angaben(ort, beginn=morgen))
    assert serie_beenden(akteur=cm, arbeitstermin_id=einzeln.pk) == 0
