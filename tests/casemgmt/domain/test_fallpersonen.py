"""Who belongs to a case: coming in, leaving, the main person. And what is on the desk again."""

from __future__ import annotations

from typing import Any

import pytest

from casemgmt.domain.fallpersonen import hauptperson_wechseln, person_beenden, person_ergaenzen
from casemgmt.domain.queries.fallpersonen import ergaenzbare_personen
from casemgmt.domain.wiedervorlage import wiedervorlage_erledigen
from casemgmt.models import Haushalt, Haushaltszugehoerigkeit
from kim.basis.fehler import Fachfehler, NichtErlaubt
from tests.casemgmt import faellebau, fallbau

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


def code_von(tun: Any, **angaben: Any) -> str:
    with pytest.raises(Fachfehler) as fehler:
        tun(**angaben)
    return fehler.value.code


def test_kommen_gehen_und_wiederkommen(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    samir = fallbau.klient(cm, ort, "Samir")
    dazu = person_ergaenzen(fall_id=fall.pk, klient_id=samir.pk, akteur=cm)
    assert not dazu.hauptperson
    person_beenden(fallperson_id=dazu.pk, akteur=cm)
    assert code_von(person_beenden, fallperson_id=dazu.pk, akteur=cm) == "beendet"
    assert code_von(hauptperson_wechseln, fallperson_id=dazu.pk, akteur=cm) == "beendet"
    wieder = person_ergaenzen(fall_id=fall.pk, klient_id=samir.pk, akteur=cm)
    assert (wieder.pk, wieder.bis) == (dazu.pk, None)


def test_die_hauptperson_geht_erst_wenn_eine_andere_es_ist(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    erste = fall.personen.get()
    assert code_von(person_beenden, fallperson_id=erste.pk, akteur=cm) == "hauptperson"
    zweite = person_ergaenzen(fall_id=fall.pk, klient_id=fallbau.klient(cm, ort, "Samir").pk, akteur=cm)
    hauptperson_wechseln(fallperson_id=zweite.pk, akteur=cm)
    person_beenden(fallperson_id=erste.pk, akteur=cm)
    assert fall.personen.get(hauptperson=True) == zweite


def test_nur_wen_man_sieht(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    anderswo = fallbau.kommune(ort.kreis)
    fremde = fallbau.klient(fallbau.case_management(anderswo), anderswo)
    assert code_von(person_ergaenzen, fall_id=fall.pk, klient_id=fremde.pk, akteur=cm) == "klient"
    with pytest.raises(NichtErlaubt):
        person_ergaenzen(fall_id=fall.pk, klient_id=fremde.pk, akteur=fallbau.koordination(ort.kreis))


def test_angeboten_wird_wer_im_selben_haushalt_lebt(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    kind, fremde = fallbau.klient(cm, ort, "Samir"), fallbau.klient(cm, ort, "Olena")
    haushalt = Haushalt.objects.create(kreis=ort.kreis)
    for person in (fall.personen.get().klient, kind):
        Haushaltszugehoerigkeit.objects.create(
            kreis=ort.kreis, haushalt=haushalt, klient=person, rolle="erwachsen", von=faellebau.heute()
        )
    assert ergaenzbare_personen(cm, fall) == [kind]
    assert fremde not in ergaenzbare_personen(cm, fall)
    person_ergaenzen(fall_id=fall.pk, klient_id=kind.pk, akteur=cm)
    assert ergaenzbare_personen(cm, fall) == []


def test_eine_wiedervorlage_ist_einmal_erledigt(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    satz = faellebau.wiedervorlage(cm, fall, text="  Anruf \n beim Amt ")
    assert satz.text == "Anruf beim Amt"
    erledigt = wiedervorlage_erledigen(wiedervorlage_id=satz.pk, akteur=cm)
    nochmal = wiedervorlage_erledigen(wiedervorlage_id=satz.pk, akteur=cm)
    assert (erledigt.erledigt_am, erledigt.erledigt_von) == (nochmal.erledigt_am, cm)
    with pytest.raises(Fachfehler, match="schon vorbei"):
        faellebau.wiedervorlage(cm, fall, tage=-1)
    with pytest.raises(NichtErlaubt):
        wiedervorlage_erledigen(wiedervorlage_id=satz.pk, akteur=fallbau.koordination(ort.kreis))
