"""Head counts: taken once, changed until the end of the next working day, corrected later."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction

from casemgmt import permissions
from casemgmt.domain.arbeit import kopfzahl_aendern, kopfzahl_berichtigen, kopfzahl_festhalten
from casemgmt.domain.queries.vor_ort import kopfzahlen_am, verlauf_der_kopfzahl
from casemgmt.domain.queries.zaehlung import Gebiet, ukraine_personen
from casemgmt.models import Kopfzahl
from casemgmt.regeln.kennzahlen import Zeitraum
from casemgmt.regeln.termin import Kopfzahlangaben, Kopfzahlart
from casemgmt.regeln.werte import Fallbereich
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.basis.zeit import BERLIN
from tests.casemgmt import fallbau
from tests.casemgmt.terminbau import geraet

pytestmark = pytest.mark.django_db
DIENSTAG = datetime(2026, 5, 12, 10, tzinfo=BERLIN)
TAG = date(2026, 5, 12)
# The next working day is Wednesday, 13 May: to be changed until midnight, then only corrected.
NOCH = datetime(2026, 5, 13, 23, 59, tzinfo=BERLIN)
DANACH = datetime(2026, 5, 14, 0, 0, tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def uhr() -> Any:
    with time_machine.travel(DIENSTAG, tick=False) as reise:
        yield reise


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


def gezaehlt(cm: Any, ort: Any, womit: Any = None, **felder: Any) -> Kopfzahl:
    werte: dict[str, Any] = {
        "art": Kopfzahlart.UKRAINE_REGISTRIERUNG,
        "tag": TAG,
        "anzahl": 120,
        "kommune_id": ort.pk,
        **felder,
    }
    return kopfzahl_festhalten(
        akteur=cm,
        kreis_id=cm.kreis_id,
        bereich=Fallbereich.LOKAL,
        angaben=Kopfzahlangaben(**werte),
        geraet=womit or geraet(),
    )


def berichtigt(cm: Any, satz: Kopfzahl, anzahl: int = 12, kennung: UUID | None = None, **felder: Any) -> Any:
    return kopfzahl_berichtigen(
        **{
            "akteur": cm,
            "kopfzahl_id": satz.pk,
            "tag": TAG,
            "anzahl": anzahl,
            "grund": "Eine Null zu viel.",
            "kennung": kennung or uuid4(),
            **felder,
        }
    )


def code_von(tun: Any, *args: Any, **felder: Any) -> str:
    with pytest.raises(Fachfehler) as fehler:
        tun(*args, **felder)
    return fehler.value.code


def summe(ort: Any) -> int:
    zeitraum = Zeitraum(date(2026, 1, 1), date(2026, 12, 31))
    return ukraine_personen(Gebiet(ort.kreis_id, bereich=Fallbereich.LOKAL.value), zeitraum)


def test_zweimal_gesandt_ist_einmal_gezaehlt(cm: Any, ort: Any) -> None:
    womit = geraet()
    with pytest.raises(Fachfehler) as fehler:
        gezaehlt(cm, ort, womit, tag=TAG + timedelta(days=1))
    assert fehler.value.feld == "tag"
    satz = gezaehlt(cm, ort, womit)
    assert gezaehlt(cm, ort, womit) == satz
    assert (Kopfzahl.objects.count(), summe(ort)) == (1, 120)


def test_geaendert_wird_die_eigene_bis_zum_ende_des_naechsten_arbeitstags(
    cm: Any, ort: Any, uhr: Any
) -> None:
    satz = gezaehlt(cm, ort)
    kollegin = fallbau.case_management(ort)
    for wer, pk in ((cm, 0), (kollegin, satz.pk), (fallbau.case_management(fallbau.kommune()), satz.pk)):
        with pytest.raises(NichtErlaubt):
            kopfzahl_aendern(akteur=wer, kopfzahl_id=pk, tag=TAG, anzahl=1)
    assert code_von(kopfzahl_aendern, akteur=cm, kopfzahl_id=satz.pk, tag=TAG, anzahl=0) == "anzahl"
    uhr.move_to(NOCH)
    assert kopfzahl_aendern(akteur=cm, kopfzahl_id=satz.pk, tag=TAG, anzahl=121).anzahl == 121
    uhr.move_to(DANACH)
    with pytest.raises(NichtErlaubt, match="Ende des nächsten Arbeitstags"):
        kopfzahl_aendern(akteur=cm, kopfzahl_id=satz.pk, tag=TAG, anzahl=12)


def test_berichtigt_zaehlt_der_neue_und_beide_bleiben(cm: Any, ort: Any, uhr: Any) -> None:
    satz = gezaehlt(cm, ort)
    with pytest.raises(NichtErlaubt, match="noch ändern"):
        berichtigt(cm, satz)
    uhr.move_to(DANACH)
    kennung = uuid4()
    neu = berichtigt(cm, satz, kennung=kennung)
    assert berichtigt(cm, satz, kennung=kennung) == neu
    satz.refresh_from_db()
    assert (satz.anzahl, satz.ersetzt_am is not None) == (120, True)
    assert (neu.anzahl, neu.berichtigt, neu.berichtigungsgrund) == (12, satz, "Eine Null zu viel.")
    assert (neu.kommune, neu.art, neu.bereich) == (satz.kommune, satz.art, satz.bereich)
    assert summe(ort) == 12
    assert kopfzahlen_am(cm, TAG, TAG) == [neu]
    assert verlauf_der_kopfzahl(cm, satz) == verlauf_der_kopfzahl(cm, neu) == [satz, neu]
    # The old one is closed, for changing and for correcting.
    for darf in (permissions.darf_arbeit_aendern, permissions.darf_kopfzahl_berichtigen):
        assert "Es zählt die Berichtigung" in darf(cm, satz, DANACH).grund
    with pytest.raises(NichtErlaubt):
        berichtigt(cm, satz)
    # A correction is an entry of one's own like any other.
    assert kopfzahl_aendern(akteur=cm, kopfzahl_id=neu.pk, tag=TAG, anzahl=0).anzahl == 0


def test_null_sagt_dass_niemand_da_war(cm: Any, ort: Any, uhr: Any) -> None:
    satz = gezaehlt(cm, ort)
    uhr.move_to(DANACH)
    assert berichtigt(cm, satz, anzahl=0).anzahl == 0
    assert summe(ort) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Kopfzahl.objects.filter(pk=satz.pk).update(anzahl=0)


def test_nicht_ohne_grund_und_nicht_fuer_morgen(cm: Any, ort: Any, uhr: Any) -> None:
    satz = gezaehlt(cm, ort)
    uhr.move_to(DANACH)
    for felder, code in (
        ({"grund": "  "}, "berichtigungsgrund"),
        ({"grund": "x" * 501}, "berichtigungsgrund"),
        ({"anzahl": 100_001}, "anzahl"),
        ({"tag": date(2026, 5, 15)}, "tag"),
    ):
        assert code_von(berichtigt, cm, satz, **felder) == code
    satz.refresh_from_db()
    assert satz.ersetzt_am is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Kopfzahl.objects.filter(pk=satz.pk).update(berichtigungsgrund="ohne Berichtigung")


def test_die_kollegin_berichtigt_und_die_koordination_liest(cm: Any, ort: Any, uhr: Any) -> None:
    satz = gezaehlt(cm, ort)
    kollegin = fallbau.case_management(ort)
    assert berichtigt(kollegin, satz).konto == kollegin
    leitung = fallbau.koordination(ort.kreis)
    assert satz in permissions.sichtbare_kopfzahlen(leitung)
    with pytest.raises(NichtErlaubt):
        berichtigt(leitung, gezaehlt(cm, ort))


def test_dieselbe_kennung_fuer_eine_andere_zaehlung_gilt_nicht(cm: Any, ort: Any, uhr: Any) -> None:
    erste, zweite, kennung = gezaehlt(cm, ort), gezaehlt(cm, ort), uuid4()
    uhr.move_to(DANACH)
    berichtigt(cm, erste, kennung=kennung)
    assert code_von(berichtigt, cm, zweite, kennung=kennung) == "kennung"
