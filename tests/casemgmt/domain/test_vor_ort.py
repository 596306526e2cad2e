"""What the pages on site begin with: as it was the last time, and only what is one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casemgmt.domain.queries.vor_ort import (
    Vorgaben,
    faelle_suchen,
    verlauf_des_termins,
    wahl_eines,
    zuletzt_beraten,
)
from casemgmt.regeln.werte import Fallbereich
from tests.casemgmt import fallbau, terminbau
from tests.fabriken import KommuneFactory


@pytest.fixture
def ort(db: None) -> Any:
    return fallbau.kommune(name="Musterdorf")


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


def test_vorgaben_wie_beim_letzten_mal(cm: Any, ort: Any) -> None:
    heute = timezone.localdate()
    rathaus, unterkunft = terminbau.standort(ort), terminbau.standort(ort, "Unterkunft")
    leer = Vorgaben(cm, heute)
    assert (leer.bereich, leer.kommune_id, leer.standort_id) == (Fallbereich.LOKAL, ort.pk, None)
    assert [name for _pk, name in leer.standorte] == [rathaus.name, unterkunft.name]
    terminbau.beratung(cm, ort=ort, standort_id=unterkunft.pk, sprache="ar")
    danach = Vorgaben(cm, heute)
    assert danach.standort_id == unterkunft.pk


def test_fuer_mukis_stehen_alle_kommunen_zur_wahl(ort: Any) -> None:
    anderer = KommuneFactory(kreis=ort.kreis, name="Anderswo")
    terminbau.standort(ort)
    mukis = Vorgaben(fallbau.mukis(ort.kreis), timezone.localdate())
    assert mukis.bereich == Fallbereich.MUKIS
    assert {pk for pk, _name in mukis.kommunen} == {ort.pk, anderer.pk}
    assert mukis.kommune_id is None
    assert [name for _pk, name in mukis.standorte] == ["Rathaus, Musterdorf"]


def test_zuletzt_beraten_zuerst_wer_heute_bestellt_ist(cm: Any, ort: Any) -> None:
    heute = timezone.localdate()
    a, b, c = (
        fallbau.fall(cm, ort, fallbau.klient(cm, ort, name, "Muster")) for name in ("Ada", "Bea", "Cem")
    )
    terminbau.beratung(cm, a, beginn=timezone.now() - timedelta(days=3))
    terminbau.beratung(cm, b, beginn=timezone.now() - timedelta(days=2))
    termin = terminbau.geplant(cm, c, beginn=timezone.now())
    wahl = zuletzt_beraten(cm, heute)
    assert [w.fall for w in wahl] == [c, b, a]
    assert wahl[0].heute_termin == termin.pk
    assert zuletzt_beraten(cm, heute, dazu=[a.pk])[0].fall == a


def test_gesucht_wird_nur_im_eigenen_bereich(cm: Any, ort: Any) -> None:
    person, kind = fallbau.klient(cm, ort), fallbau.klient(cm, ort, "Yusuf", "Haddad")
    fall = fallbau.fall(cm, ort, person, kind)
    fremde = fallbau.case_management(KommuneFactory(kreis=ort.kreis))
    for suche in ("haddad", "Haddad Yusuf", "Jussuf Hadad", fall.aktenzeichen, f"{fall.jahr}-{fall.nummer}"):
        assert [w.fall for w in faelle_suchen(cm, suche)] == [fall]
        assert faelle_suchen(fremde, suche) == []
    assert faelle_suchen(cm, "Haddad")[0].name == "Amira Haddad +1"
    assert wahl_eines(fremde, fall.pk) is None
    assert faelle_suchen(fallbau.koordination(ort.kreis), "haddad") == []


def test_ohne_berichtigung_ist_der_verlauf_ein_einziger_eintrag(cm: Any, ort: Any) -> None:
    termin = terminbau.beratung(cm, ort=ort)
    assert verlauf_des_termins(cm, termin) == [termin]
