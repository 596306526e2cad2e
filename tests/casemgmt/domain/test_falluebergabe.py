"""Another service takes something on: with data only by consent, and written down person by person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from casemgmt.domain.fallpersonen import person_ergaenzen
from casemgmt.domain.falluebergabe import KLASSEN, WEGE, Mitgegeben, falluebergabe_vereinbaren
from casemgmt.models import Falluebergabe, Weitergabe
from kim.basis.fehler import Fachfehler, NichtErlaubt
from tests.casemgmt import faellebau, fallbau
from tests.casemgmt.einwilligungsbau import Lage

pytestmark = pytest.mark.django_db
NAME = Mitgegeben(("stammdaten",), "gespraech")


class Uebergabelage(Lage):
    def __init__(self) -> None:
        super().__init__()
        self.fall = fallbau.fall(self.cm, self.ort, self.klient)

    def uebergeben(self, mitgegeben: Mitgegeben | None = None, **andere: Any) -> Falluebergabe:
        return falluebergabe_vereinbaren(
            **{
                "fall_id": self.fall.pk,
                "einrichtung_id": self.jobcenter.pk,
                "stelle": "",
                "wofuer": "Bewerbungen",
                "vereinbart_am": faellebau.heute(),
                "akteur": self.cm,
                "mitgegeben": mitgegeben,
                **andere,
            }
        )

    def code(self, *args: Any, **andere: Any) -> str:
        with pytest.raises(Fachfehler) as fehler:
            self.uebergeben(*args, **andere)
        assert not Falluebergabe.objects.exists(), "nothing is kept of what was refused"
        return fehler.value.code


@pytest.fixture
def lage() -> Uebergabelage:
    return Uebergabelage()


def test_ohne_angaben_steht_nur_die_vereinbarung(lage: Uebergabelage) -> None:
    satz = lage.uebergeben(einrichtung_id=None, stelle="  Jugendmigrations\tdienst ")
    assert (satz.stelle, satz.mit_daten) == ("Jugendmigrations dienst", False)
    assert not Weitergabe.objects.exists()
    with pytest.raises(ValidationError, match="nicht beides"):
        lage.uebergeben(stelle="Jugendmigrationsdienst")


def test_was_mitging_steht_bei_der_person(lage: Uebergabelage) -> None:
    einwilligung = lage.unterschrieben(zwecke=["falluebergabe"])
    satz = lage.uebergeben(Mitgegeben(("stammdaten", "kontakt"), "brief"))
    zeile = Weitergabe.objects.get()
    assert (zeile.klient, zeile.einrichtung, zeile.einwilligung) == (
        lage.klient,
        lage.jobcenter,
        einwilligung,
    )
    assert (zeile.zweck, zeile.weg, zeile.datenklassen) == (
        "falluebergabe",
        "brief",
        ["stammdaten", "kontakt"],
    )
    assert (zeile.durch, zeile.bezug) == (lage.cm, f"falluebergabe:{satz.pk}")
    assert satz.mit_daten


def test_fall_13_ohne_einwilligung_geht_nichts_mit(lage: Uebergabelage) -> None:
    assert lage.code(NAME) == "einwilligung"
    lage.unterschrieben()  # for a Verweis
    assert lage.code(NAME) == "einwilligung"
    lage.unterschrieben(zwecke=["falluebergabe"], datenklassen=["kontakt"])
    assert lage.code(NAME) == "einwilligung"
    assert not Weitergabe.objects.exists()


def test_fall_20_jede_person_fuer_sich(lage: Uebergabelage) -> None:
    """And whoever has left the case is not handed over with it."""
    lage.unterschrieben(zwecke=["falluebergabe"])
    weitere = fallbau.klient(lage.cm, lage.ort, "Samir")
    satz = person_ergaenzen(fall_id=lage.fall.pk, klient_id=weitere.pk, akteur=lage.cm)
    with pytest.raises(Fachfehler, match="Samir"):
        lage.uebergeben(NAME)
    assert not Weitergabe.objects.exists()
    lage.unterschrieben(weitere, zwecke=["falluebergabe"])
    lage.uebergeben(NAME)
    assert set(Weitergabe.objects.values_list("klient", flat=True)) == {lage.klient.pk, weitere.pk}
    satz.bis = timezone.localdate()
    satz.save()
    lage.uebergeben(NAME)
    assert Weitergabe.objects.filter(klient=weitere).count() == 1


def test_was_nicht_gesagt_ist_geht_nicht_mit(lage: Uebergabelage) -> None:
    lage.unterschrieben(zwecke=["falluebergabe"])
    assert lage.code(NAME, einrichtung_id=None, stelle="Jugendmigrationsdienst") == "einwilligung"
    for mitgegeben, code in (
        (Mitgegeben((), "brief"), "klassen"),
        (Mitgegeben(("gesundheit",), "brief"), "klassen"),
        (Mitgegeben(("stammdaten",), ""), "weg"),
        (Mitgegeben(("stammdaten",), "link"), "weg"),
    ):
        assert lage.code(mitgegeben) == code
    assert {"gesundheit", "beratungsinhalt"}.isdisjoint(KLASSEN)
    assert {"brief", "ausdruck", "mail", "telefon", "gespraech"} == WEGE


def test_nur_wer_den_fall_fuehrt_und_nicht_im_voraus(lage: Uebergabelage) -> None:
    assert lage.code(vereinbart_am=faellebau.in_tagen(1)) == "zukunft"
    with pytest.raises(NichtErlaubt):
        lage.uebergeben(akteur=lage.koordination)
    fruehere = lage.uebergeben(vereinbart_am=faellebau.heute() - timedelta(days=3))
    assert fruehere.vereinbart_von == lage.cm


def test_wer_den_fall_fuehrt_und_die_person_nicht_gibt_nichts_weiter(
    lage: Uebergabelage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal of another kind is said as it is."""
    lage.unterschrieben(zwecke=["falluebergabe"])

    def weigern(**_angaben: Any) -> None:
        raise Fachfehler("Gerade nicht.", code="anderes")

    monkeypatch.setattr("casemgmt.domain.falluebergabe.weitergabe_festhalten", weigern)
    assert lage.code(NAME) == "anderes"
