"""A Verweis goes only by a way that the body takes."""

from __future__ import annotations

from typing import Any

import pytest

from casemgmt.domain.akteure import akteur_aendern
from casemgmt.domain.verweis import verweis_aendern, verweis_senden
from casemgmt.regeln.verweis import Verweisstand
from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler
from tests.casemgmt import fallbau, netzwerkbau
from tests.fabriken import EinrichtungFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cm() -> Any:
    return fallbau.case_management(fallbau.kommune())


@pytest.fixture
def fall(cm: Any) -> Any:
    return fallbau.fall(cm, cm.kreis.kommunen.get())


def _abgelehnt(cm: Any, an: Any, **andere: Any) -> Fachfehler:
    with pytest.raises(Fachfehler) as fehler:
        netzwerkbau.verweis(cm, an, **andere)
    return fehler.value


def test_jeder_andere_weg_wird_beim_namen_genannt(cm: Any, fall: Any) -> None:
    stelle = netzwerkbau.stelle(cm.kreis)  # by mail and by letter
    fehler = _abgelehnt(cm, stelle, fall=fall, kanal="persoenlich")
    assert (fehler.code, fehler.feld) == ("weg", "kanal")
    assert "„Beratung am Markt“ nimmt Verweise so an: E-Mail mit persönlichem Link, Brief." in fehler.meldung
    assert netzwerkbau.verweis(cm, stelle, fall=fall, kanal="brief").kanal == "brief"


def test_nur_ueber_die_anmeldeseite_steht_dort_wo(cm: Any, fall: Any) -> None:
    stelle = netzwerkbau.stelle(
        cm.kreis, verweiswege="|link|", verweislink="https://anmelden.example/", name="Haus der Sprache"
    )
    fehler = _abgelehnt(cm, stelle, fall=fall)
    assert (fehler.code, fehler.feld) == ("anmeldeseite", "einrichtung")
    assert "https://anmelden.example/" in fehler.meldung


def test_wer_keine_annimmt_bekommt_keinen(cm: Any, fall: Any) -> None:
    stelle = netzwerkbau.stelle(cm.kreis, nimmt_verweise=False)
    assert _abgelehnt(cm, stelle, fall=fall).code == "nimmt_keine"


def test_wer_nichts_angab_oder_nicht_im_verzeichnis_steht(cm: Any, fall: Any) -> None:
    offen = netzwerkbau.stelle(cm.kreis, verweiswege="")
    assert netzwerkbau.verweis(cm, offen, fall=fall, kanal="persoenlich").pk
    ausserhalb = EinrichtungFactory(kreis=cm.kreis, name="Arztpraxis")
    frei = netzwerkbau.verweis(cm, offen, fall=fall, einrichtung_id=ausserhalb.pk, kanal="brief")
    assert frei.einrichtung == ausserhalb
    assert netzwerkbau.verweis(cm, "mukis", fall=fall).kanal == "intern"


def test_beim_aendern_und_beim_senden_wird_wieder_gefragt(cm: Any, fall: Any) -> None:
    stelle = netzwerkbau.stelle(cm.kreis)
    entwurf = netzwerkbau.verweis(cm, stelle, fall=fall)
    with pytest.raises(Fachfehler, match="so an"):
        verweis_aendern(
            verweis_id=entwurf.pk, angaben=netzwerkbau.angaben(stelle, kanal="persoenlich"), akteur=cm
        )
    akteur_aendern(
        stelle_id=stelle.pk, angaben={"verweiswege": "|brief|"}, akteur=SystemAkteur("Test", cm.kreis_id)
    )
    with pytest.raises(Fachfehler, match="nimmt Verweise so an: Brief"):
        verweis_senden(verweis_id=entwurf.pk, akteur=cm)
    assert netzwerkbau.frisch(entwurf).lage is Verweisstand.ENTWURF
