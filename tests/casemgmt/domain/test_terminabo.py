"""The private calendar of one's own Termine, read by an independent parser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from casemgmt import permissions
from casemgmt.domain.arbeit import arbeitstermin_festhalten
from casemgmt.domain.termin import termin_absagen
from casemgmt.domain.terminabo import (
    kalender_des_terminabos,
    offenes_terminabo,
    terminabo_anlegen,
    terminabo_mit,
    terminabo_widerrufen,
)
from casemgmt.models import Klient, Terminabo
from casemgmt.regeln.termin import Arbeitsangaben, Arbeitsart, Kanal
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import NichtErlaubt
from kim.versand.domain.kalenderfeed import fingerabdruck
from tests.casemgmt import fallbau, terminbau
from tests.casemgmt.terminbau import geraet

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune(name="Musterdorf")


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


@pytest.fixture
def klient(cm: Any, ort: Any) -> Klient:
    return fallbau.klient(cm, ort, telefon="0151 2345", anschrift="Am Bach 3\n53797 Lohmar")


@pytest.fixture
def fall(cm: Any, ort: Any, klient: Klient) -> Any:
    return fallbau.fall(cm, ort, klient)


def abgeholt(konto: Any) -> str:
    terminabo_anlegen(akteur=konto)
    abo = offenes_terminabo(konto)
    assert abo is not None
    return kalender_des_terminabos(
        abo, seite=lambda art, pk: f"https://kim.example/{art}/{pk}/", rechner="kim.example"
    )


def ereignisse(text: str) -> list[Any]:
    return Calendar.from_ical(text).walk("VEVENT")


def test_fall_56_kein_name_und_kein_thema_im_kalender(cm: Any, ort: Any, fall: Any, klient: Klient) -> None:
    """And no note, no number of the file, and no place where somebody lives."""
    raum = terminbau.standort(ort)
    terminbau.geplant(
        cm, fall, klient, themen=("wohnen",), naechster_schritt="Wohngeld beantragen", notiz="Sucht Wohnung"
    )
    terminbau.geplant(cm, fall, klient, kanal=Kanal.AUFSUCHEND)
    im_raum = terminbau.geplant(cm, fall, klient, standort_id=raum.pk)
    arbeitstermin_festhalten(
        akteur=cm,
        kreis_id=cm.kreis_id,
        bereich=Fallbereich.LOKAL,
        angaben=Arbeitsangaben(
            Arbeitsart.FALLKONFERENZ,
            timezone.now() + timedelta(days=2),
            90,
            titel="Wegen Familie Haddad",
            kommune_id=ort.pk,
        ),
        geraet=geraet(),
    )
    text = abgeholt(cm)
    assert {str(e["summary"]) for e in ereignisse(text)} == {"Termin", "Arbeitstermin"}
    orte = {str(e["location"]) for e in ereignisse(text)}
    assert orte == {"Musterdorf", "Rathaus, Musterdorf"}
    (einer,) = [e for e in ereignisse(text) if str(e["uid"]) == f"termin-{im_raum.pk}@kim.example"]
    beginn = im_raum.beginn.replace(microsecond=0)
    assert (einer["dtstart"].dt, einer["dtend"].dt) == (beginn, beginn + timedelta(minutes=30))
    assert str(einer["url"]) == f"https://kim.example/termin/{im_raum.pk}/"
    for geheim in (
        *("Haddad", "Amira", "Wohn", "wohnen", "Lohmar", "0151 2345", fall.aktenzeichen, cm.email),
        *("ATTENDEE", "ORGANIZER", "DESCRIPTION"),
    ):
        assert geheim not in text


def test_fall_2_im_kalender_steht_nichts_was_man_nicht_sehen_darf(
    cm: Any, ort: Any, fall: Any, klient: Klient
) -> None:
    nachbarort = fallbau.kommune(ort.kreis)
    andere = fallbau.case_management(nachbarort)
    terminbau.geplant(andere, ort=nachbarort, beginn=timezone.now() + timedelta(days=1))
    kollegin = fallbau.case_management(ort)
    terminbau.geplant(kollegin, fall, klient)
    eigener = terminbau.geplant(cm, fall, klient)
    assert [str(e["uid"]) for e in ereignisse(abgeholt(cm))] == [f"termin-{eigener.pk}@kim.example"]
    # Shut out of the file since: her own Termin there is gone from the calendar as well.
    fallbau.sperre(cm, klient)
    assert ereignisse(abgeholt(cm)) == []


def test_abgesagt_bleibt_stehen_und_berichtigtes_nicht(cm: Any, ort: Any, fall: Any, klient: Klient) -> None:
    geplant = terminbau.geplant(cm, fall, klient)
    termin_absagen(akteur=cm, termin_id=geplant.pk)
    gehalten = terminbau.beratung(cm, ort=ort)
    ersetzt = terminbau.beratung(cm, ort=ort)
    type(ersetzt).objects.filter(pk=ersetzt.pk).update(ersetzt_am=timezone.now())
    lange_her = terminbau.beratung(cm, ort=ort)
    type(lange_her).objects.filter(pk=lange_her.pk).update(beginn=timezone.now() - timedelta(days=31))
    je_uid = {str(e["uid"]): (str(e["summary"]), str(e["status"])) for e in ereignisse(abgeholt(cm))}
    assert je_uid == {
        f"termin-{geplant.pk}@kim.example": ("Abgesagt: Termin", "CANCELLED"),
        f"termin-{gehalten.pk}@kim.example": ("Termin", "CONFIRMED"),
    }


def test_ohne_ort_steht_keiner_da(cm: Any, ort: Any) -> None:
    mukis = fallbau.mukis(ort.kreis)
    satz = fallbau.termin(mukis, ort=ort, bereich=Fallbereich.MUKIS, kommune_id=None)
    (ereignis,) = ereignisse(abgeholt(mukis))
    assert str(ereignis["uid"]).startswith(f"termin-{satz.pk}@")
    assert "location" not in ereignis


def test_nur_der_fingerabdruck_der_adresse_wird_gespeichert(cm: Any) -> None:
    geheimnis = terminabo_anlegen(akteur=cm)
    abo = Terminabo.objects.get()
    assert (abo.konto, abo.kreis, abo.token_hash) == (cm, cm.kreis, fingerabdruck(geheimnis))
    assert geheimnis not in str(vars(abo))
    assert str(abo) == f"Kalenderabo {abo.pk}"
    assert terminabo_mit(geheimnis) == abo == offenes_terminabo(cm)
    assert terminabo_mit("geraten") is None
    assert not permissions.sichtbare_terminabos(fallbau.koordination(cm.kreis)).exists()


def test_eine_neue_adresse_ersetzt_die_alte_und_widerrufen_gilt_sofort(cm: Any) -> None:
    alte, neue = terminabo_anlegen(akteur=cm), terminabo_anlegen(akteur=cm)
    assert (terminabo_mit(alte), terminabo_mit(neue) is not None) == (None, True)
    assert terminabo_widerrufen(akteur=cm)
    assert terminabo_mit(neue) is None
    assert not terminabo_widerrufen(akteur=cm)
    assert Terminabo.objects.count() == 2
    terminabo_anlegen(akteur=cm)
    with pytest.raises(IntegrityError), transaction.atomic():
        Terminabo.objects.create(kreis=cm.kreis, konto=cm, token_hash="x", angelegt_am=timezone.now())


def test_mit_der_aufgabe_endet_die_adresse(cm: Any, ort: Any) -> None:
    geheimnis = terminabo_anlegen(akteur=cm)
    cm.zuweisungen.update(bis=fallbau.gestern(), von=fallbau.gestern())
    assert terminabo_mit(geheimnis) is None


def test_ist_das_konto_gesperrt_oder_das_modul_aus_antwortet_sie_nicht(cm: Any, ort: Any) -> None:
    geheimnis = terminabo_anlegen(akteur=cm)
    ort.kreis.modul_casemgmt = False
    ort.kreis.save()
    assert terminabo_mit(geheimnis) is None
    ort.kreis.modul_casemgmt = True
    ort.kreis.save()
    assert terminabo_mit(geheimnis) is not None
    cm.is_active, cm.gesperrt_am, cm.sperrgrund = False, timezone.now(), "Ausgeschieden"
    cm.save()
    assert terminabo_mit(geheimnis) is None


def test_wer_nicht_beraet_bekommt_keine(ort: Any) -> None:
    for niemand in (SystemAkteur("Test", ort.kreis_id), fallbau.koordination(ort.kreis)):
        with pytest.raises(NichtErlaubt):
            terminabo_anlegen(akteur=niemand)
