"""Dispatch of a Niederschrift: to whom, with what, once; and what is done about those it did not reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung.domain.niederschriftsversand_verteiler import (
    Adresszeile,
    VerteilerAngaben,
    adressen_lesen,
    adressen_schreiben,
    verteiler_aendern,
    verteiler_anlegen,
    verteiler_loeschen,
)
from lenkung.models import (
    Gremium,
    Sitzung,
    Verteileradresse,
)
from lenkung.regeln.genehmigung import Verteilerfassung
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.genehmigungsbau import (
    geschlossen,
    uhr,
)

pytestmark = pytest.mark.django_db
HEUTE = date(2022, 5, 9)
ZEILEN = (
    Adresszeile("Sabine Sozial", "sozial@stadt.example", "Stadt Nord"),
    Adresszeile("Kai Kommune", "kai@stadt.example"),
)


@pytest.fixture(autouse=True)
def zeit() -> Iterator[Any]:
    with time_machine.travel(uhr(HEUTE, 9), tick=False) as reisende:
        yield reisende


@pytest.fixture
def satz() -> Sitzung:
    return geschlossen(bau.lenkungsgruppe(2))


def wer(gremium: Gremium, *rechte: str) -> Any:
    return gobau.akteur(gremium, *rechte)


def verteiler(gremium: Gremium, umfang: Verteilerfassung = Verteilerfassung.VOLL, **felder: Any) -> Any:
    angaben = {"name": "Dezernate", "adressen": ZEILEN, "umfang": umfang, **felder}
    return verteiler_anlegen(gremium_id=gremium.pk, angaben=VerteilerAngaben(**angaben), akteur=wer(gremium))


# Lists ------------------------------------------------------------------------------------------------------


def test_adressen_lesen_sich_je_zeile() -> None:
    text = "Sabine Sozial; sozial@stadt.example; Stadt  Nord\n\nKai Kommune;kai@stadt.example\n"
    assert adressen_lesen(text) == ZEILEN
    saetze = [Verteileradresse(**zeile._asdict()) for zeile in ZEILEN]
    assert adressen_lesen(adressen_schreiben(saetze)) == ZEILEN


@pytest.mark.parametrize(
    ("text", "code", "worte"),
    [
        ("Sabine Sozial", "adresse", "Zeile 1"),
        ("A; a@b.example\n; b@b.example", "adresse", "Zeile 2"),
        ("A; a@b.example\nB; kein at", "adresse", "Zeile 2"),
        ("A; a@b.example\nB; A@B.example", "doppelt", "Zeile 2"),
    ],
)
def test_eine_falsche_zeile_wird_genannt(text: str, code: str, worte: str) -> None:
    with pytest.raises(Fachfehler) as fehler:
        adressen_lesen(text)
    assert fehler.value.code == code
    assert worte in fehler.value.meldung


def test_einen_verteiler_aendern_und_loeschen(satz: Sitzung) -> None:
    gremium = satz.gremium
    einer = verteiler(gremium)
    neu = (
        Adresszeile("Sabine Sozial", "sozial@stadt.example", "Stadt Süd"),
        Adresszeile("Neu", "neu@stadt.example"),
    )
    verteiler_aendern(
        verteiler_id=einer.pk,
        angaben=VerteilerAngaben("Kommunen", neu, False, Verteilerfassung.OEFFENTLICH),
        akteur=wer(gremium),
    )
    einer.refresh_from_db()
    assert (einer.name, einer.jede_niederschrift, einer.umfang) == ("Kommunen", False, "oeffentlich")
    assert sorted(einer.adressen.values_list("name", "stelle")) == [
        ("Neu", ""),
        ("Sabine Sozial", "Stadt Süd"),
    ]
    assert einer.history.count() == 2
    verteiler_aendern(verteiler_id=einer.pk, angaben=VerteilerAngaben("Kommunen", neu), akteur=wer(gremium))
    fremd = wer(gremium, "lenkung.gremien_sehen")
    for versuch in (
        lambda: verteiler_loeschen(verteiler_id=einer.pk, akteur=fremd),
        lambda: verteiler_aendern(verteiler_id=einer.pk, angaben=VerteilerAngaben("X", ()), akteur=fremd),
        lambda: verteiler_anlegen(gremium_id=gremium.pk, angaben=VerteilerAngaben("X", ()), akteur=fremd),
    ):
        with pytest.raises(NichtErlaubt):
            versuch()
    verteiler_loeschen(verteiler_id=einer.pk, akteur=wer(gremium))
    assert not Verteileradresse.objects.exists()
