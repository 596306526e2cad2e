"""Taking people in, changing them, and what their address is hidden from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casemgmt import permissions
from casemgmt.domain.klient import klient_aendern, klient_erfassen
from casemgmt.domain.queries.person import alter_am
from casemgmt.models import Klient
from casemgmt.regeln.werte import Fallbereich
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.stammdaten.domain.queries.stand import stand_von
from tests.casemgmt import fallbau
from tests.casemgmt.personenbau import Kreisbild
from tests.fabriken import KontoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bild() -> Kreisbild:
    return Kreisbild()


@pytest.mark.parametrize("tag", [None, timezone.localdate() + timedelta(days=1)])
def test_zuerst_der_datenschutzhinweis(bild: Kreisbild, tag: date | None) -> None:
    with pytest.raises(Fachfehler) as fehler:
        klient_erfassen(
            kreis_id=bild.kreis.pk,
            bereich=Fallbereich.LOKAL,
            kommune_id=bild.a.pk,
            angaben={"nachname": "Haddad"},
            akteur=bild.cm_a,
            datenschutzhinweis_am=tag,
        )
    assert fehler.value.feld == "datenschutzhinweis_am"
    assert not Klient.objects.exists()


def test_fall_33_die_zweite_sieht_dass_schon_jemand_gespeichert_hat(bild: Kreisbild) -> None:
    person = bild.person()
    stand = stand_von(person)
    klient_aendern(
        klient_id=person.pk, angaben={"telefon": "0170 1"}, akteur=bild.cm_a, erwarteter_stand=stand
    )
    with pytest.raises(Ueberholt):
        klient_aendern(
            klient_id=person.pk, angaben={"telefon": "0170 2"}, akteur=bild.cm_a, erwarteter_stand=stand
        )
    person.refresh_from_db()
    assert person.telefon == "0170 1", "nothing is merged silently"


def test_ohne_aenderung_entsteht_kein_verlauf(bild: Kreisbild) -> None:
    person = bild.person()
    klient_aendern(klient_id=person.pk, angaben={"nachname": "Haddad"}, akteur=bild.cm_a)
    assert person.history.count() == 1


def test_wer_aendern_darf(bild: Kreisbild) -> None:
    person = bild.person()
    bild.fall(person)
    vertretung = fallbau.case_management(bild.b)
    fallbau.vertretung(bild.cm_a, vertretung, von=timezone.localdate())
    for konto, darf in (
        (bild.cm_a, True),
        (fallbau.case_management(bild.a), True),
        (vertretung, True),
        (bild.cm_b, False),
        (bild.koordination, False),
        (KontoFactory(kreis=bild.kreis), False),
    ):
        assert bool(permissions.darf_klient_aendern(konto, person)) is darf, konto
    with pytest.raises(NichtErlaubt):
        klient_aendern(klient_id=person.pk, angaben={"telefon": "1"}, akteur=bild.koordination)


@pytest.mark.beide_datenbanken
def test_fall_42a_eine_schutzadresse_sehen_nur_die_zustaendige_und_ihre_vertretung(bild: Kreisbild) -> None:
    person = bild.person(anschrift="Birkenallee 3", schutzadresse=True)
    kollegin, vertretung = fallbau.case_management(bild.a), fallbau.case_management(bild.b)

    def sehen() -> list[bool]:
        alle = (bild.cm_a, kollegin, vertretung, bild.koordination)
        einzeln = [permissions.sieht_erreichbarkeit(konto, person) for konto in alle]
        assert einzeln == [person in permissions.klienten_mit_lesbarer_historie(k) for k in alle]
        return einzeln

    assert sehen() == [True, False, False, False], "before there is a case: who took her in"
    fall = bild.fall(person, verantwortlich_id=kollegin.pk)
    assert sehen() == [False, True, False, False]
    fallbau.vertretung(kollegin, vertretung, von=timezone.localdate(), nur=fall)
    assert sehen() == [False, True, True, False]
    for feld in ("anschrift", "telefon", "email"):
        with pytest.raises(NichtErlaubt):
            klient_aendern(klient_id=person.pk, angaben={feld: ""}, akteur=bild.cm_a)  # type: ignore[misc]
    klient_aendern(klient_id=person.pk, angaben={"vorname": "Amina"}, akteur=bild.cm_a)
    klient_aendern(klient_id=person.pk, angaben={"anschrift": "Ulmenweg 1"}, akteur=kollegin)
    offen = bild.person("Sara", "Karimi", anschrift="Birkenallee 4")
    assert permissions.sieht_erreichbarkeit(kollegin, offen)


def test_wer_personen_erfasst(bild: Kreisbild) -> None:
    assert permissions.darf_personen_erfassen(bild.cm_a)
    assert permissions.darf_personen_erfassen(fallbau.mukis(bild.kreis))
    assert not permissions.darf_personen_erfassen(bild.koordination)


@pytest.mark.parametrize(
    ("geburt", "alter"),
    [
        ({"geburtsdatum": date(2010, 3, 2)}, 15),
        ({"geburtsdatum": date(2010, 3, 1)}, 16),
        ({"geburtsjahr": 2010}, 16),
        ({}, None),
    ],
)
def test_alter(geburt: dict[str, object], alter: int | None) -> None:
    assert alter_am(Klient(**geburt), date(2026, 3, 1)) == alter
