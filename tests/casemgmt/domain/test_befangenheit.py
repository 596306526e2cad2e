"""Whom a colleague is close to: locks, hints for the Koordination, and never a case without a person."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from casemgmt import permissions
from casemgmt.domain.befangenheit import (
    befangenheit_zurueckziehen,
    befangenheitshinweis_sperren,
    befangenheitshinweis_verwerfen,
    sperre_aufheben,
    sperren,
)
from casemgmt.domain.befangenheit_angeben import befangenheit_angeben
from casemgmt.domain.fall import fallperson_aufnehmen
from casemgmt.domain.klient import klient_aendern
from casemgmt.domain.nachfolge import NiemandUebrig, verantwortung_sichern
from casemgmt.models import Aktensperre, Befangenheit, Befangenheitshinweis, Fall
from casemgmt.regeln.werte import Hinweisstand
from kim.basis.fehler import Fachfehler, NichtErlaubt
from tests.casemgmt import fallbau
from tests.casemgmt.personenbau import Kreisbild, frisch
from tests.fabriken import KontoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


@pytest.fixture
def bild() -> Kreisbild:
    return Kreisbild()


def angeben(
    konto: Any, vorname: str = "Amira", nachname: str = "Haddad", jahr: int | None = 1988
) -> Befangenheit:
    satz = befangenheit_angeben(
        kreis_id=konto.kreis_id, vorname=vorname, nachname=nachname, geburtsjahr=jahr, akteur=konto
    )
    fallbau.abgleichen()
    return satz


def verantwortlich(fall: Fall) -> Any:
    return Fall.objects.get(pk=fall.pk).verantwortlich


def test_fall_10_wer_zuerst_angibt_sieht_die_akte_nie(bild: Kreisbild) -> None:
    angeben(bild.koordination)
    person = bild.person(geburtsjahr=1988)
    fall = bild.fall(person)
    assert fall not in permissions.sichtbare_faelle(frisch(bild.koordination)), "even as supervisor"
    assert person not in permissions.sichtbare_klienten(frisch(bild.koordination))
    assert not permissions.sichtbare_aktensperren(bild.koordination).exists(), (
        "her own lock tells her nothing"
    )


def test_fall_10_zwei_sperren_lassen_keinen_fall_ohne_verantwortliche(bild: Kreisbild) -> None:
    zweite = fallbau.case_management(bild.a)
    fall = bild.fall(bild.person(geburtsjahr=1988))
    angeben(bild.cm_a)
    assert verantwortlich(fall) == zweite, "another colleague of the area"
    angeben(zweite)
    assert verantwortlich(fall) == bild.koordination, "then the Koordination"
    angeben(frisch(bild.koordination))
    assert verantwortlich(fall) == bild.koordination, "nobody is left: no lock, but a hint"
    hinweis = Befangenheitshinweis.objects.get()
    assert hinweis.ohne_nachfolge
    assert hinweis.befangenheit.konto == bild.koordination
    with pytest.raises(NichtErlaubt):
        befangenheitshinweis_sperren(hinweis_id=hinweis.pk, akteur=bild.koordination)


def test_fall_42_bleibt_niemand_wird_es_der_koordination_mit_grund_verweigert(bild: Kreisbild) -> None:
    """The case has a second person from whose file the Koordination is shut out."""
    andere = bild.person("Sara", "Karimi")
    fall = bild.fall(bild.person(geburtsjahr=1988), andere)
    fallbau.sperre(bild.koordination, andere)
    angeben(bild.cm_a)
    assert verantwortlich(fall) == bild.cm_a
    (hinweis,) = permissions.sichtbare_befangenheitshinweise(bild.koordination)
    with pytest.raises(NiemandUebrig, match="Vertretung eintragen"):
        befangenheitshinweis_sperren(hinweis_id=hinweis.pk, akteur=bild.koordination)
    assert Befangenheitshinweis.objects.get().stand == Hinweisstand.OFFEN
    neue = fallbau.case_management(bild.a)
    befangenheitshinweis_sperren(hinweis_id=hinweis.pk, akteur=bild.koordination)
    assert verantwortlich(fall) == neue
    assert fall not in permissions.sichtbare_faelle(frisch(bild.cm_a))


def test_zuerst_uebernimmt_die_vertretung_wenn_sie_im_bereich_beraet(bild: Kreisbild) -> None:
    fallbau.case_management(bild.a, name="Anna Anfang")
    zweite = fallbau.case_management(bild.a, name="Zoe Zuletzt")
    fall = bild.fall(bild.person(geburtsjahr=1988))
    for durch in (bild.cm_b, zweite):
        # Who works in B would lose sight of the case in the very moment of taking it over.
        fallbau.vertretung(bild.cm_a, durch, von=timezone.localdate())
    angeben(bild.cm_a)
    neu = Fall.objects.get(pk=fall.pk)
    assert neu.verantwortlich == zweite
    assert (neu.stand, neu.verantwortlich_seit) == (fall.stand + 1, timezone.localdate())
    assert "Befangenheit" not in neu.history.latest().history_change_reason


def test_fall_42_wer_spaeter_in_den_fall_kommt_loest_dieselbe_uebergabe_aus(bild: Kreisbild) -> None:
    zweite = fallbau.case_management(bild.a)
    angeben(bild.cm_a)
    fall = bild.fall(bild.person("Sara", "Karimi"))
    nahe = fallbau.klient(zweite, bild.a, geburtsjahr=1988)
    fallbau.abgleichen()
    fallperson_aufnehmen(fall, nahe, von=timezone.localdate(), akteur=zweite)
    assert verantwortlich(fall) == fall.verantwortlich == zweite


def test_ohne_jahr_entscheidet_die_koordination(bild: Kreisbild) -> None:
    person = bild.person()
    angeben(bild.cm_a)
    assert not Aktensperre.objects.exists()
    hinweis = Befangenheitshinweis.objects.get()
    for konto in (bild.cm_a, bild.cm_b):
        assert not permissions.sichtbare_befangenheitshinweise(konto).exists()
    with pytest.raises(NichtErlaubt):
        befangenheitshinweis_verwerfen(hinweis_id=hinweis.pk, akteur=bild.cm_a)
    befangenheitshinweis_verwerfen(hinweis_id=hinweis.pk, akteur=bild.koordination)
    klient_aendern(klient_id=person.pk, angaben={"geburtsjahr": 1988}, akteur=bild.cm_a)
    fallbau.abgleichen()
    assert not Aktensperre.objects.exists(), "what was decided does not come back by itself"
    with pytest.raises(Fachfehler, match="schon entschieden"):
        befangenheitshinweis_sperren(hinweis_id=hinweis.pk, akteur=bild.koordination)


def test_jede_spaetere_aenderung_wird_verglichen(bild: Kreisbild) -> None:
    angeben(bild.cm_b)
    person = bild.person("Sara", "Karimi", geburtsjahr=1988)
    assert not Aktensperre.objects.exists()
    klient_aendern(
        klient_id=person.pk, angaben={"vorname": "Amira", "nachname": "Al-Haddad"}, akteur=bild.cm_a
    )
    fallbau.abgleichen()
    assert Aktensperre.objects.get().konto == bild.cm_b
    angeben(bild.cm_b)
    assert Aktensperre.objects.count() == 1


def test_zurueckgezogenes_sperrt_nicht_mehr_und_bestehendes_bleibt(bild: Kreisbild) -> None:
    person = bild.person(geburtsjahr=1988)
    befangenheit = angeben(bild.cm_b)
    with pytest.raises(Befangenheit.DoesNotExist):
        befangenheit_zurueckziehen(befangenheit_id=befangenheit.pk, akteur=bild.cm_a)
    befangenheit_zurueckziehen(befangenheit_id=befangenheit.pk, akteur=bild.cm_b)
    assert Aktensperre.objects.get(klient=person).aufgehoben_am is None
    bild.person(geburtsjahr=1988)
    assert Aktensperre.objects.count() == 1


def test_die_koordination_hebt_auf_aber_nie_die_eigene(bild: Kreisbild) -> None:
    person = bild.person(geburtsjahr=1988)
    sperre = sperren(konto_id=bild.cm_b.pk, klient_id=person.pk, akteur=bild.koordination)
    assert sperren(konto_id=bild.cm_b.pk, klient_id=person.pk, akteur=bild.koordination) == sperre
    with pytest.raises(NichtErlaubt):
        sperre_aufheben(sperre_id=sperre.pk, grund="Verwechslung", akteur=bild.cm_b)
    sperre_aufheben(sperre_id=sperre.pk, grund="Verwechslung", akteur=bild.koordination)
    with pytest.raises(Fachfehler, match="schon aufgehoben"):
        sperre_aufheben(sperre_id=sperre.pk, grund="Verwechslung", akteur=bild.koordination)
    eigene = sperren(konto_id=bild.koordination.pk, klient_id=person.pk, akteur=bild.koordination)
    with pytest.raises(Fachfehler, match="andere Person"):
        sperre_aufheben(sperre_id=eigene.pk, grund="x", akteur=bild.koordination)


def test_angeben_kann_wer_akten_liest_und_lesen_nur_sie_und_die_koordination(bild: Kreisbild) -> None:
    with pytest.raises(NichtErlaubt):
        angeben(KontoFactory(kreis=bild.kreis))
    satz = angeben(bild.cm_a)
    for konto, sieht in ((bild.cm_a, True), (bild.koordination, True), (bild.cm_b, False)):
        assert (satz in permissions.sichtbare_befangenheiten(konto)) is sieht
    fremd = fallbau.koordination(fallbau.kommune().kreis)
    assert not permissions.sichtbare_befangenheiten(fremd).exists()


def test_fall_3_die_antwort_ist_gleich_ob_bekannt_oder_nicht(bild: Kreisbild) -> None:
    bild.person(geburtsjahr=1988)
    bekannt, unbekannt = angeben(bild.cm_b), angeben(bild.cm_b, "Sara", "Karimi", 1990)
    for satz in (bekannt, unbekannt):
        assert satz.history.count() == 1
        assert satz in permissions.sichtbare_befangenheiten(bild.cm_b)
    assert not permissions.sichtbare_aktensperren(bild.cm_b).exists()


def test_wer_den_fall_sehen_darf_behaelt_ihn(bild: Kreisbild) -> None:
    fall = bild.fall()
    assert verantwortung_sichern(fall.pk, bild.koordination).verantwortlich == bild.cm_a
