"""Requests: waiting, then taken, passed on or declined; and what another service takes on."""

from __future__ import annotations

from typing import Any

import pytest

from casemgmt import permissions
from casemgmt.domain.anfrage import (
    NeuePerson,
    anfrage_ablehnen,
    anfrage_uebernehmen,
    anfrage_weitergeben,
    anfrage_zu_fall,
)
from casemgmt.models import Fall, Klient
from casemgmt.regeln.anfrage import Ablehnungsgrund
from kim.basis.fehler import Fachfehler, NichtErlaubt
from tests.casemgmt import faellebau, fallbau
from tests.fabriken import EinrichtungFactory

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


def person(**angaben: Any) -> NeuePerson:
    return NeuePerson(
        **{
            "vorname": "Amira",
            "nachname": "Haddad",
            "datenschutzhinweis_am": faellebau.heute(),
            **angaben,
        }
    )


def test_uebernehmen_legt_person_und_fall_in_einem_zug_an(cm: Any, ort: Any) -> None:
    anfrage = faellebau.anfrage(cm, ort)
    fall = anfrage_uebernehmen(anfrage_id=anfrage.pk, person=person(), akteur=cm)
    anfrage.refresh_from_db()
    assert (anfrage.stand, anfrage.fall, anfrage.erledigt_am) == ("uebernommen", fall, faellebau.heute())
    klient = fall.personen.get().klient
    assert (str(klient), klient.sprachen, fall.kommune) == ("Amira Haddad", ["ar"], ort)
    assert fall.verantwortlich == cm
    assert code_von(anfrage_uebernehmen, anfrage_id=anfrage.pk, person=person(), akteur=cm) == "erledigt"


def test_ohne_datenschutzhinweis_bleibt_nichts_zurueck(cm: Any, ort: Any) -> None:
    anfrage = faellebau.anfrage(cm, ort)
    neu = person(datenschutzhinweis_am=None)
    assert code_von(anfrage_uebernehmen, anfrage_id=anfrage.pk, person=neu, akteur=cm) == "datenschutzhinweis"
    assert not Klient.objects.exists()
    assert not Fall.objects.exists()


def test_zu_einem_laufenden_fall(cm: Any, ort: Any) -> None:
    anfrage, fall = faellebau.anfrage(cm, ort), fallbau.fall(cm, ort)
    anfrage_zu_fall(anfrage_id=anfrage.pk, fall_id=fall.pk, akteur=cm)
    anfrage.refresh_from_db()
    assert anfrage.fall == fall
    kollegin = fallbau.case_management(ort)
    assert permissions.sichtbare_anfragen(kollegin).filter(pk=anfrage.pk).exists()
    fallbau.sperre(kollegin, fall.personen.get().klient)
    assert not permissions.sichtbare_anfragen(kollegin).filter(pk=anfrage.pk).exists()


def test_weitergeben_nennt_genau_eine_stelle(cm: Any, ort: Any) -> None:
    stelle = EinrichtungFactory(kreis=ort.kreis)
    anfrage = faellebau.anfrage(cm, ort)
    angaben = {"anfrage_id": anfrage.pk, "akteur": cm}
    assert code_von(anfrage_weitergeben, einrichtung_id=None, stelle=" ", **angaben) == "stelle"
    assert code_von(anfrage_weitergeben, einrichtung_id=stelle.pk, stelle="JMD", **angaben) == "stelle"
    satz = anfrage_weitergeben(einrichtung_id=stelle.pk, stelle="", **angaben)
    assert (satz.stand, satz.weiter_an) == ("weitergegeben", stelle)


def test_ablehnen_mit_grund(cm: Any, ort: Any) -> None:
    satz = anfrage_ablehnen(
        anfrage_id=faellebau.anfrage(cm, ort).pk, grund=Ablehnungsgrund.ZUSTAENDIGKEIT, akteur=cm
    )
    assert (satz.stand, satz.grund) == ("abgelehnt", "zustaendigkeit")


def test_nur_im_eigenen_gebiet_und_nicht_in_der_zukunft(cm: Any, ort: Any) -> None:
    anfrage = faellebau.anfrage(cm, ort)
    fremd = fallbau.case_management(fallbau.kommune(ort.kreis))
    for akteur in (fremd, fallbau.koordination(ort.kreis)):
        with pytest.raises(NichtErlaubt):
            anfrage_ablehnen(anfrage_id=anfrage.pk, grund=Ablehnungsgrund.SONSTIGER, akteur=akteur)
        with pytest.raises(NichtErlaubt):
            faellebau.anfrage(akteur, ort)
    with pytest.raises(Fachfehler, match="Zukunft"):
        faellebau.anfrage(cm, ort, eingegangen_am=faellebau.in_tagen(1))
