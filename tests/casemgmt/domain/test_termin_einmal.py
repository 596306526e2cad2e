"""Sent twice it is one entry, at the same moment as well; and it costs few queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casemgmt.domain.termin import beratung_festhalten, termin_planen
from casemgmt.models import Fall, Termin, Terminperson, Terminthema
from casemgmt.regeln.werte import Fallbereich
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten.models import Konto
from tests.casemgmt import fallbau
from tests.casemgmt.terminbau import angaben, geraet
from tests.fabriken import KommuneFactory
from tests.werkzeug.abfragen import gezaehlt
from tests.werkzeug.wettlauf import wettlauf


@pytest.fixture
def ort(db: None) -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


@pytest.fixture
def person(cm: Any, ort: Any) -> Any:
    return fallbau.klient(cm, ort)


@pytest.fixture
def fall(cm: Any, ort: Any, person: Any) -> Fall:
    return fallbau.fall(cm, ort, person)


def _senden(cm: Any, was: Any, womit: Any) -> Termin:
    return beratung_festhalten(
        akteur=cm, kreis_id=cm.kreis_id, bereich=Fallbereich.LOKAL, angaben=was, geraet=womit
    )


def test_fall_27_dieselbe_kennung_zweimal_gibt_eine_zeile(cm: Any, fall: Fall, person: Any) -> None:
    womit, was = geraet(), angaben(fall, person)
    erste, zweite = _senden(cm, was, womit), _senden(cm, was, womit)
    assert erste.pk == zweite.pk
    assert Termin.objects.count() == 1
    assert Terminperson.objects.count() == Terminthema.objects.count() == 1
    # The same consultation twice, each with its own UUID, is two.
    _senden(cm, was, geraet())
    assert Termin.objects.count() == 2


@pytest.mark.postgres
@pytest.mark.beide_datenbanken
@pytest.mark.django_db(transaction=True)
def test_fall_27_im_selben_augenblick_gesandt() -> None:
    ort = fallbau.kommune()
    cm = fallbau.case_management(ort)
    fall = fallbau.fall(cm, ort)
    for was in (angaben(fall), angaben(ort=ort)):
        womit, vorher = geraet(), Termin.objects.count()
        ausgang = wettlauf(4, lambda _nummer, was=was, womit=womit: _senden(cm, was, womit))
        assert len({termin.pk for termin in ausgang.alle()}) == 1
        assert Termin.objects.count() == vorher + 1


def test_die_kennung_eines_anderen_kontos_wird_abgelehnt(cm: Any, ort: Any) -> None:
    kollegin = fallbau.case_management(ort)
    womit, was = geraet(), angaben(ort=ort)
    _senden(cm, was, womit)
    with pytest.raises(Fachfehler) as fehler:
        _senden(kollegin, was, womit)
    assert fehler.value.code == "kennung"


def test_wer_nach_dem_ersten_senden_den_zugang_verlor_hat_nichts_doppelt(cm: Any, fall: Fall) -> None:
    """The answer got lost, the device sends again, and the case has gone to another Kommune meanwhile."""
    womit, was = geraet(), angaben(fall)
    erste = _senden(cm, was, womit)
    Fall.objects.filter(pk=fall.pk).update(kommune=KommuneFactory(kreis=cm.kreis))
    assert _senden(cm, was, womit) == erste
    with pytest.raises(NichtErlaubt) as fehler:
        _senden(cm, was, geraet())
    assert fehler.value.feld == "fall_id"


def test_planen_ist_auch_einmal(cm: Any, fall: Fall) -> None:
    womit = geraet()
    was = angaben(fall, beginn=timezone.now() + timedelta(days=3), themen=())
    for _ in range(2):
        termin_planen(akteur=cm, kreis_id=cm.kreis_id, bereich=Fallbereich.LOKAL, angaben=was, geraet=womit)
    assert Termin.objects.count() == 1


def test_festhalten_braucht_wenige_abfragen(cm: Any, fall: Fall, person: Any) -> None:
    """The case under its lock, its persons, the row, its history, who was there, the topics."""
    akteur = Konto.objects.get(pk=cm.pk)
    akteur.__dict__["_fuer_eine_anfrage"] = True
    akteur.hat_recht("casemgmt.oeffnen")
    was = angaben(fall, person, themen=("wohnen", "arbeit"))
    _senden(akteur, was, geraet())
    with gezaehlt() as abfragen:
        _senden(akteur, was, geraet())
    assert len(abfragen) == 6, abfragen
