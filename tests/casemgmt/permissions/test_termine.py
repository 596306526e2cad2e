"""Who sees which consultation."""

from __future__ import annotations

from typing import Any

import pytest

from casemgmt import permissions
from casemgmt.models import Arbeitstermin, Kopfzahl
from kim.konten.regeln.rollen import Rolle
from tests.casemgmt import fallbau
from tests.fabriken import konto_mit_rolle

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


def test_jede_rolle_sieht_die_termine_ihres_bereichs() -> None:
    a = fallbau.kommune()
    b = fallbau.kommune(a.kreis)
    cm_a, cm_b = fallbau.case_management(a), fallbau.case_management(b)
    akte = fallbau.fall(cm_a, a)
    im_fall = fallbau.termin(cm_a, akte, akte.personen.get().klient)
    anonym_a, anonym_b = fallbau.termin(cm_a, ort=a), fallbau.termin(cm_b, ort=b)
    alle = {im_fall, anonym_a, anonym_b}
    erwartet: dict[Any, set[Any]] = {
        cm_a: {im_fall, anonym_a},
        cm_b: {anonym_b},
        fallbau.mukis(a.kreis): set(),
        fallbau.koordination(a.kreis): alle,
        fallbau.koordination(a.kreis, b): {anonym_b},
        fallbau.case_management(fallbau.kommune()): set(),
        konto_mit_rolle(Rolle.KREIS_ADMINISTRATION, kreis=a.kreis): set(),
        konto_mit_rolle(Rolle.KOMMUNE, kreis=a.kreis): set(),
    }
    assert {konto: set(permissions.sichtbare_termine(konto)) for konto in erwartet} == erwartet
    for konto, termine in erwartet.items():
        assert {t.termin for t in permissions.sichtbare_terminthemen(konto)} == termine
        anwesende = {t.termin for t in permissions.sichtbare_terminpersonen(konto)}
        assert anwesende == termine & {im_fall}


def test_wer_befangen_ist_sieht_auch_einmalige_beratungen_dieser_person_nicht() -> None:
    a = fallbau.kommune()
    cm, leitung = fallbau.case_management(a), fallbau.koordination(a.kreis)
    person = fallbau.klient(cm, a)
    fallbau.termin(cm, None, person, ort=a)
    assert permissions.sichtbare_termine(leitung).count() == 1
    fallbau.sperre(leitung, person)
    assert permissions.sichtbare_termine(leitung).count() == 0


def test_arbeitstermine_und_kopfzahlen_sieht_wer_dort_arbeitet() -> None:
    a = fallbau.kommune()
    cm, andere = fallbau.case_management(a), fallbau.case_management(fallbau.kommune(a.kreis))
    gemeinsam = {"kreis": a.kreis, "konto": cm, "bereich": "lokal", "kommune": a}
    arbeit = Arbeitstermin.objects.create(
        **gemeinsam, art="netzwerk", beginn="2026-03-24T10:00:00Z", dauer_minuten=90
    )
    kopfzahl = Kopfzahl.objects.create(**gemeinsam, art="ankunft", tag="2026-03-24", anzahl=40)
    niemand = konto_mit_rolle(Rolle.KOMMUNE, kreis=a.kreis)
    for konto, gesehen in (
        (cm, True),
        (fallbau.koordination(a.kreis), True),
        (andere, False),
        (niemand, False),
    ):
        assert list(permissions.sichtbare_arbeitstermine(konto)) == ([arbeit] if gesehen else [])
        assert list(permissions.sichtbare_kopfzahlen(konto)) == ([kopfzahl] if gesehen else [])
