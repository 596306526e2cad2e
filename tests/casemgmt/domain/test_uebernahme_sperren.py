"""Undoing an import, and a lock on somebody that came with it."""

from __future__ import annotations

from typing import Any

import pytest

from casemgmt.domain import uebernahme
from casemgmt.domain.befangenheit import sperren
from casemgmt.domain.befangenheit_angeben import befangenheit_angeben
from casemgmt.models import Aktensperre, Befangenheitshinweis, Einspielung, Klient
from kim.basis.fehler import Fachfehler
from kim.stammdaten.regeln.einspielung import Zeile
from tests.casemgmt import fallbau

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]

KOPF = ["Schlüssel", "Kommune", "Nachname", "Vorname", "Geburtsdatum", "Datenschutzhinweis gegeben am"]
PERSONEN = (
    ("P1", "Lindenau", "Haddad", "Amira", "04.05.1988", "01.03.2022"),
    ("P2", "Lindenau", "Haddad", "Sami", "", "01.03.2022"),
)


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune(name="Lindenau")


@pytest.fixture
def leitung(ort: Any) -> Any:
    return fallbau.koordination(ort.kreis)


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


def personen(leitung: Any) -> None:
    satz = uebernahme.einspielung_anlegen(
        kreis_id=leitung.kreis_id,
        art="personen",
        kopf=KOPF,
        zeilen=[Zeile(nummer, zellen) for nummer, zellen in enumerate(PERSONEN, start=2)],
        akteur=leitung,
    )
    assert uebernahme.einspielung_uebernehmen(einspielung_id=satz.pk, akteur=leitung) == (2, 0)


def befangen(konto: Any, vorname: str, jahr: int | None) -> None:
    befangenheit_angeben(
        kreis_id=konto.kreis_id, vorname=vorname, nachname="Haddad", geburtsjahr=jahr, akteur=konto
    )


@pytest.mark.parametrize("wie", ["angegeben", "schwach", "von Hand", "ohne Spur"])
def test_eine_sperre_von_seitdem_verschwindet_nicht_mit_der_uebernahme(
    ort: Any, leitung: Any, cm: Any, wie: str
) -> None:
    """Declared afterwards, with the year or without; set by a person although the colleague had declared
    somebody before; or come about in whichever way."""
    if wie == "von Hand":
        befangen(cm, "Sami", 1990)
    personen(leitung)
    fallbau.abgleichen()
    amira = next(klient for klient in Klient.objects.all() if klient.vorname == "Amira")
    if wie == "angegeben":
        befangen(cm, "Amira", 1988)
    elif wie == "schwach":
        befangen(cm, "Sami", None)
    elif wie == "von Hand":
        sperren(konto_id=cm.pk, klient_id=amira.pk, akteur=leitung)
    else:
        fallbau.sperre(cm, amira)
    fallbau.abgleichen()
    vorher = (Aktensperre.objects.count(), Befangenheitshinweis.objects.count())
    assert any(vorher)
    with pytest.raises(Fachfehler, match="eine Sperre gesetzt") as fehler:
        uebernahme.einspielung_zuruecknehmen(einspielung_id=Einspielung.objects.get().pk, akteur=leitung)
    assert fehler.value.code == "sperre"
    assert (Aktensperre.objects.count(), Befangenheitshinweis.objects.count()) == vorher
    assert Klient.objects.count() == 2
