"""Who sees which file: as a table, role × case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from casemgmt import permissions
from casemgmt.models import Fall, Notzugriff
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import Bereich
from kim.konten.models import Konto, Rollenzuweisung
from kim.konten.regeln.rollen import Rolle
from tests.casemgmt import fallbau
from tests.fabriken import konto_mit_rolle

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


class Lage:
    """Kommunen A and B of one Kreis, each with a case manager and a case; a MuKi-S case in A."""

    def __init__(self) -> None:
        self.a = fallbau.kommune()
        self.kreis = self.a.kreis
        self.b = fallbau.kommune(self.kreis)
        self.cm_a, self.cm_b = fallbau.case_management(self.a), fallbau.case_management(self.b)
        self.fall_a, self.fall_b = fallbau.fall(self.cm_a, self.a), fallbau.fall(self.cm_b, self.b)
        self.mukis = fallbau.mukis(self.kreis)
        self.fall_mukis = self._mukis_fall()

    def _mukis_fall(self) -> Fall:
        from casemgmt.domain.fall import fall_eroeffnen
        from casemgmt.domain.klient import klient_erfassen

        bereich = Fallbereich.MUKIS
        person = klient_erfassen(
            kreis_id=self.kreis.pk,
            bereich=bereich,
            kommune_id=self.a.pk,
            angaben={"nachname": "Familie"},
            akteur=self.mukis,
            datenschutzhinweis_am=timezone.localdate(),
        )
        return fall_eroeffnen(
            kreis_id=self.kreis.pk,
            bereich=bereich,
            kommune_id=self.a.pk,
            klienten=[person.pk],
            eroeffnet_am=timezone.localdate(),
            akteur=self.mukis,
        )


@pytest.fixture
def lage() -> Lage:
    return Lage()


def sieht(akteur: Any) -> set[Fall]:
    frisch = Konto.objects.get(pk=akteur.pk)
    return set(permissions.sichtbare_faelle(frisch))


def test_jede_rolle_sieht_genau_ihre_faelle(lage: Lage) -> None:
    alle = {lage.fall_a, lage.fall_b, lage.fall_mukis}
    erwartet: dict[Any, set[Fall]] = {
        lage.cm_a: {lage.fall_a},
        lage.cm_b: {lage.fall_b},
        lage.mukis: {lage.fall_mukis},
        fallbau.koordination(lage.kreis): alle,
        fallbau.koordination(lage.kreis, lage.b): {lage.fall_b},
        fallbau.case_management(fallbau.kommune()): set(),
        fallbau.koordination(fallbau.kommune().kreis): set(),
    }
    for rolle in set(Rolle) - {Rolle.CASE_MANAGEMENT, Rolle.CASE_MANAGEMENT_MUKIS, Rolle.KOORDINATION_CM}:
        erwartet[konto_mit_rolle(rolle, kreis=lage.kreis)] = set()
    assert {konto: sieht(konto) for konto in erwartet} == erwartet
    for konto, faelle in erwartet.items():
        klienten = {fp.klient for fall in faelle for fp in fall.personen.all()}
        assert set(permissions.sichtbare_klienten(konto)) == klienten, konto


def test_wer_im_ganzen_kreis_beraet_sieht_alle_ausser_mukis(lage: Lage) -> None:
    """Kreisfreie Städte have no Kommunen: the role is held on the Kreis."""
    konto = konto_mit_rolle(Rolle.CASE_MANAGEMENT, bereich=Bereich.kreis(lage.kreis.pk), kreis=lage.kreis)
    assert sieht(konto) == {lage.fall_a, lage.fall_b}


def test_fall_9_eine_vertretung_gilt_nur_zwischen_ihren_tagen(lage: Lage) -> None:
    heute = timezone.localdate()
    fallbau.vertretung(lage.cm_a, lage.cm_b, von=heute, bis=heute + timedelta(days=2))
    assert sieht(lage.cm_b) == {lage.fall_a, lage.fall_b}
    for tag, gesehen in ((-1, False), (0, True), (2, True), (3, False)):
        with time_machine.travel(timezone.now() + timedelta(days=tag), tick=False):
            assert (lage.fall_a in sieht(lage.cm_b)) is gesehen, tag


def test_fall_9_eine_vertretung_fuer_einen_fall_oeffnet_nur_diesen(lage: Lage) -> None:
    zweiter = fallbau.fall(lage.cm_a, lage.a)
    fallbau.vertretung(lage.cm_a, lage.cm_b, von=timezone.localdate(), nur=zweiter)
    assert sieht(lage.cm_b) == {lage.fall_b, zweiter}
    assert permissions.darf_fall_fuehren(lage.cm_b, zweiter)
    assert not permissions.darf_fall_fuehren(lage.cm_b, lage.fall_a)


def test_fall_10_wer_befangen_ist_sieht_die_akte_in_keiner_rolle(lage: Lage) -> None:
    leitung = fallbau.koordination(lage.kreis)
    person = lage.fall_a.personen.get().klient
    fallbau.vertretung(lage.cm_a, lage.cm_b, von=timezone.localdate())
    for konto in (leitung, lage.cm_b, lage.cm_a):
        fallbau.sperre(konto, person)
        assert lage.fall_a not in sieht(konto)
        assert person not in permissions.sichtbare_klienten(konto)
        assert not permissions.darf_fall_fuehren(konto, lage.fall_a)
    eine = person.sperren.get(konto=leitung)
    eine.aufgehoben_am = timezone.now()
    eine.save()
    assert lage.fall_a in sieht(leitung)


def test_fall_11_ein_notzugriff_endet_von_selbst(lage: Lage) -> None:
    jetzt = timezone.now()
    Notzugriff.objects.create(
        kreis=lage.kreis,
        fall=lage.fall_a,
        konto=lage.cm_b,
        grund="Die Familie steht vor der Tür",
        von=jetzt,
        bis=jetzt + timedelta(hours=1),
    )
    with time_machine.travel(jetzt + timedelta(minutes=59), tick=False):
        assert lage.fall_a in sieht(lage.cm_b)
        assert not permissions.darf_fall_fuehren(lage.cm_b, lage.fall_a), "read, not written"
    with time_machine.travel(jetzt + timedelta(hours=1), tick=False):
        assert lage.fall_a not in sieht(lage.cm_b)


def test_fall_8_mit_der_rolle_endet_der_zugang_sofort(lage: Lage) -> None:
    zuweisung = Rollenzuweisung.objects.get(konto=lage.cm_a)
    zuweisung.bis = date.today() - timedelta(days=1)
    zuweisung.save()
    assert sieht(lage.cm_a) == set(), "responsible on paper opens nothing without a role"


def test_die_koordination_liest_und_fuehrt_nicht(lage: Lage) -> None:
    leitung = fallbau.koordination(lage.kreis)
    assert not permissions.darf_fall_fuehren(leitung, lage.fall_a)
    assert permissions.darf_fall_fuehren(lage.cm_a, lage.fall_a)
    assert not permissions.darf_fall_fuehren(lage.cm_b, lage.fall_a)


def test_zustaendig_ist_wer_verantwortet_oder_vertritt(lage: Lage) -> None:
    zweite = fallbau.case_management(lage.a)
    assert permissions.ist_zustaendig(lage.cm_a, lage.fall_a)
    assert not permissions.ist_zustaendig(zweite, lage.fall_a), "same Kommune, but not her case"
    fallbau.vertretung(lage.cm_a, zweite, von=timezone.localdate())
    assert permissions.ist_zustaendig(zweite, lage.fall_a)
    assert not permissions.ist_zustaendig(fallbau.koordination(lage.kreis), lage.fall_a)
