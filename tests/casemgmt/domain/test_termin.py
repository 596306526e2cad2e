"""Consultations: written once, counted once, changed for a while, corrected afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from casemgmt.domain.termin import (
    als_gehalten_festhalten,
    angaben_von,
    anonym_wird_fall,
    beratung_festhalten,
    nicht_erschienen,
    termin_absagen,
    termin_aendern,
    termin_berichtigen,
)
from casemgmt.models import Fall, Kreisthema, Termin, Terminperson
from casemgmt.regeln.termin import Terminart, Terminstand
from casemgmt.regeln.werte import Fallbereich
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.stammdaten.domain.queries.stand import stand_von
from tests.casemgmt import fallbau
from tests.casemgmt.terminbau import angaben, beratung, geplant, geraet, standort
from tests.fabriken import KommuneFactory, KreisFactory


@pytest.fixture
def ort(db: None) -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


@pytest.fixture
def person(cm: Any, ort: Any) -> Any:
    return fallbau.klient(cm, ort)


@pytest.fixture
def fall(cm: Any, ort: Any, person: Any) -> Fall:
    return fallbau.fall(cm, ort, person)


def _senden(cm: Any, was: Any, womit: Any) -> Termin:
    return beratung_festhalten(
        akteur=cm, kreis_id=cm.kreis_id, bereich=Fallbereich.LOKAL, angaben=was, geraet=womit
    )


def _aelter(termin: Termin, tage: int = 10) -> Termin:
    """Logged so long ago that changing is over."""
    Termin.objects.filter(pk=termin.pk).update(erfasst_am=timezone.now() - timedelta(days=tage))
    termin.refresh_from_db()
    return termin


def test_eine_beratung_im_fall(cm: Any, fall: Fall, person: Any) -> None:
    termin = beratung(
        cm, fall, person, themen=("wohnen", "arbeit", "wohnen"), naechster_schritt=" Wohngeld   beantragen "
    )
    termin.refresh_from_db()
    assert termin.art == Terminart.CASE_MANAGEMENT
    assert (termin.fall, termin.kommune_id, termin.konto) == (fall, fall.kommune_id, cm)
    assert termin.naechster_schritt == "Wohngeld beantragen"
    assert [z.klient_id for z in termin.anwesende.all()] == [person.pk]
    assert sorted(z.thema for z in termin.themen.all()) == ["arbeit", "wohnen"]
    assert termin.history.count() == 1
    assert not termin.anonym


def test_mit_namen_ohne_fall_ist_sie_einmalig(cm: Any, ort: Any, person: Any) -> None:
    termin = beratung(cm, None, person, ort=ort)
    assert termin.art == Terminart.EINMALIG
    assert [z.klient_id for z in termin.anwesende.all()] == [person.pk]
    assert not termin.anonym


def test_fall_40_eine_anonyme_beratung_fuehrt_zu_niemandem(
    cm: Any, ort: Any, fall: Fall, person: Any
) -> None:
    termin = beratung(cm, ort=ort, naechster_schritt="Antrag mitgegeben")
    assert termin.anonym
    assert termin.fall_id is None
    assert not Terminperson.objects.filter(termin=termin).exists()
    assert termin.history.get().fall_id is None
    # A changed form names a case and a person: nothing of it is taken.
    geaendert = termin_aendern(
        akteur=cm,
        termin_id=termin.pk,
        angaben=angaben(fall, person, dauer_minuten=45),
        stand=stand_von(termin),
    )
    assert geaendert.dauer_minuten == 45
    assert geaendert.anonym
    # Nor by a correction.
    neu = termin_berichtigen(
        akteur=cm,
        termin_id=_aelter(termin).pk,
        angaben=angaben(fall, person, dauer_minuten=50),
        grund="vertippt",
        kennung=uuid4(),
    )
    assert neu.anonym


def test_fall_40_mit_zustimmung_wird_daraus_ein_termin_im_fall(
    cm: Any, ort: Any, fall: Fall, person: Any
) -> None:
    anonym = beratung(cm, ort=ort, themen=("arbeit",))
    heute = timezone.localdate()
    for klienten, tag in (((), heute), ((person.pk,), heute + timedelta(days=1))):
        with pytest.raises(Fachfehler) as fehler:
            anonym_wird_fall(
                akteur=cm, termin_id=anonym.pk, fall_id=fall.pk, klienten=klienten, zugestimmt_am=tag
            )
        assert fehler.value.code == "zustimmung"
    werte: dict[str, Any] = {"fall_id": fall.pk, "klienten": (person.pk,), "zugestimmt_am": heute}
    neu = anonym_wird_fall(akteur=cm, termin_id=anonym.pk, **werte)
    anonym.refresh_from_db()
    assert (neu.fall, neu.art) == (fall, Terminart.CASE_MANAGEMENT)
    assert neu.berichtigt == anonym
    assert "zugestimmt" in neu.berichtigungsgrund
    assert anonym.anonym
    assert anonym.ersetzt_am is not None
    assert [z.thema for z in neu.themen.all()] == ["arbeit"]
    # Sent twice it is done once; another case does not get it as well.
    assert anonym_wird_fall(akteur=cm, termin_id=anonym.pk, **werte) == neu
    anderer = fallbau.fall(cm, ort, person)
    with pytest.raises(Fachfehler):
        anonym_wird_fall(akteur=cm, termin_id=anonym.pk, **werte | {"fall_id": anderer.pk})
    with pytest.raises(Fachfehler) as fehler:
        anonym_wird_fall(akteur=cm, termin_id=neu.pk, **werte)
    assert fehler.value.code == "nicht_anonym"
    with pytest.raises(NichtErlaubt):
        anonym_wird_fall(akteur=cm, termin_id=0, **werte)


def test_fall_34_die_zeit_des_servers_steht_neben_der_des_geraets(cm: Any, ort: Any) -> None:
    morgen = timezone.now() + timedelta(days=1)
    termin = _senden(
        cm,
        angaben(ort=ort, beginn=morgen - timedelta(minutes=30)),
        geraet(geraet_erfasst_am=morgen),
    )
    termin.refresh_from_db()
    assert termin.geraet_erfasst_am == morgen
    assert abs(termin.erfasst_am - timezone.now()) < timedelta(minutes=1)
    with pytest.raises(Fachfehler) as fehler:
        _senden(cm, angaben(ort=ort), geraet(geraet_erfasst_am=morgen + timedelta(days=2)))
    assert fehler.value.code == "geraeteuhr"


def test_was_nicht_stimmt_wird_am_feld_benannt(cm: Any, ort: Any, fall: Fall) -> None:
    fremd = fallbau.klient(cm, ort, "Omid", "Karimi")
    anderswo = KommuneFactory(kreis=KreisFactory())
    for was, feld in (
        (angaben(ort=ort, dauer_minuten=0), "dauer_minuten"),
        (angaben(ort=ort, themen=("gibt_es_nicht",)), "themen"),
        (angaben(ort=ort, themen=()), "themen"),
        (angaben(fall, fremd), "klienten"),
        (angaben(ort=ort, beginn=timezone.now() + timedelta(hours=1)), "beginn"),
        (angaben(ort=ort, standort_id=standort(anderswo).pk), "standort_id"),
        (replace(angaben(ort=ort), klienten=(0,)), "klienten"),
    ):
        with pytest.raises(Fachfehler) as fehler:
            _senden(cm, was, geraet())
        assert fehler.value.feld == feld
    assert not Termin.objects.exists()
    with pytest.raises(NichtErlaubt):
        _senden(cm, angaben(ort=anderswo), geraet())
    with pytest.raises(NichtErlaubt):
        beratung_festhalten(
            akteur=cm,
            kreis_id=anderswo.kreis_id,
            bereich=Fallbereich.LOKAL,
            angaben=angaben(ort=ort),
            geraet=geraet(),
        )


def test_wer_im_ganzen_kreis_beraet_nennt_nur_eigene_kommunen(ort: Any) -> None:
    mukis = fallbau.mukis(ort.kreis)
    fremde = KommuneFactory(kreis=KreisFactory())

    def senden(kommune: Any) -> Termin:
        return beratung_festhalten(
            akteur=mukis,
            kreis_id=ort.kreis_id,
            bereich=Fallbereich.MUKIS,
            angaben=angaben(ort=kommune),
            geraet=geraet(),
        )

    assert senden(ort).kommune_id == ort.pk
    assert senden(None).kommune_id is None
    with pytest.raises(Fachfehler) as fehler:
        senden(fremde)
    assert fehler.value.feld == "kommune_id"


def test_ein_eigenes_thema_des_kreises_gilt(cm: Any, ort: Any) -> None:
    Kreisthema.objects.create(kreis=cm.kreis, schluessel="sport", titel="Sport")
    assert [z.thema for z in beratung(cm, ort=ort, themen=("sport",)).themen.all()] == ["sport"]


def test_im_beendeten_fall_geht_nur_noch_was_vorher_war(cm: Any, fall: Fall) -> None:
    heute = timezone.localdate()
    Fall.objects.filter(pk=fall.pk).update(
        phase="nicht_fortgesetzt", endgrund="kein_kontakt", beendet_am=heute, eroeffnet_am=heute
    )
    assert beratung(cm, fall).fall == fall
    with pytest.raises(Fachfehler) as fehler:
        geplant(cm, fall)
    assert fehler.value.code == "beendet"
    Fall.objects.filter(pk=fall.pk).update(
        beendet_am=heute - timedelta(days=2), eroeffnet_am=heute - timedelta(days=3)
    )
    with pytest.raises(Fachfehler):
        beratung(cm, fall)


def test_in_vertretung_wird_ausserhalb_des_eigenen_gebiets_festgehalten(
    cm: Any, ort: Any, fall: Fall
) -> None:
    vertretung = fallbau.case_management(KommuneFactory(kreis=ort.kreis))
    with pytest.raises(NichtErlaubt):
        beratung(vertretung, fall)
    fallbau.vertretung(cm, vertretung, von=timezone.localdate())
    assert beratung(vertretung, fall).konto == vertretung


def test_wer_nur_beaufsichtigt_haelt_nichts_fest(ort: Any, fall: Fall) -> None:
    with pytest.raises(NichtErlaubt):
        beratung(fallbau.koordination(ort.kreis), fall)


def test_planen_halten_und_die_anderen_ausgaenge(cm: Any, fall: Fall, person: Any) -> None:
    termin = geplant(cm, fall, person)
    assert termin.stand == Terminstand.GEPLANT
    with pytest.raises(Fachfehler) as fehler:
        nicht_erschienen(akteur=cm, termin_id=termin.pk)
    assert fehler.value.code == "zukunft"
    assert termin_absagen(akteur=cm, termin_id=termin.pk).stand == Terminstand.ABGESAGT
    assert termin_absagen(akteur=cm, termin_id=termin.pk).stand == Terminstand.ABGESAGT
    with pytest.raises(Ueberholt):
        nicht_erschienen(akteur=cm, termin_id=termin.pk)
    # Cancelled, and she came after all.
    gehalten = als_gehalten_festhalten(akteur=cm, termin_id=termin.pk, angaben=angaben(fall, person))
    assert gehalten.stand == Terminstand.GEHALTEN
    assert [z.thema for z in gehalten.themen.all()] == ["wohnen"]
    nochmal = als_gehalten_festhalten(
        akteur=cm, termin_id=termin.pk, angaben=angaben(fall, person, dauer_minuten=90)
    )
    assert nochmal.dauer_minuten == 30
    assert Termin.objects.count() == 1


def test_gehalten_hat_wer_ihn_hielt(cm: Any, ort: Any, fall: Fall) -> None:
    kollegin = fallbau.case_management(ort)
    termin = geplant(cm, fall)
    womit = geraet(geraet_erfasst_am=timezone.now())
    als_gehalten_festhalten(akteur=kollegin, termin_id=termin.pk, angaben=angaben(fall), geraet=womit)
    termin.refresh_from_db()
    assert termin.konto == kollegin
    assert termin.geraet_erfasst_am == womit.geraet_erfasst_am


def test_niemand_kam(cm: Any, fall: Fall) -> None:
    termin = geplant(cm, fall, beginn=timezone.now() - timedelta(hours=1))
    assert nicht_erschienen(akteur=cm, termin_id=termin.pk).stand == Terminstand.NICHT_ERSCHIENEN


def test_fremde_termine_gibt_es_nicht(cm: Any, ort: Any) -> None:
    termin = geplant(cm, ort=ort)
    fremde = fallbau.case_management(KommuneFactory(kreis=ort.kreis))
    with pytest.raises(NichtErlaubt) as fehler:
        termin_absagen(akteur=fremde, termin_id=termin.pk)
    assert fehler.value.code == "termin"


def test_der_eigene_eintrag_laesst_sich_aendern(cm: Any, ort: Any, fall: Fall, person: Any) -> None:
    termin = beratung(cm, fall, person)
    stand = stand_von(termin)
    was = replace(angaben_von(termin), dauer_minuten=60, themen=("kita", "arbeit"))
    geaendert = termin_aendern(akteur=cm, termin_id=termin.pk, angaben=was, stand=stand)
    assert geaendert.dauer_minuten == 60
    assert sorted(z.thema for z in geaendert.themen.all()) == ["arbeit", "kita"]
    with pytest.raises(Ueberholt):
        termin_aendern(akteur=cm, termin_id=termin.pk, angaben=was, stand=stand)
    kollegin = fallbau.case_management(ort)
    with pytest.raises(NichtErlaubt):
        termin_aendern(akteur=kollegin, termin_id=termin.pk, angaben=was, stand=stand_von(termin))
    with pytest.raises(NichtErlaubt):
        termin_aendern(akteur=cm, termin_id=_aelter(termin).pk, angaben=was, stand=stand_von(termin))


def test_danach_wird_berichtigt_und_beides_bleibt(cm: Any, fall: Fall, person: Any) -> None:
    termin = beratung(cm, fall, person)
    was, kennung = replace(angaben_von(termin), dauer_minuten=60), uuid4()

    def berichtigen(grund: str = "Dauer war falsch") -> Termin:
        return termin_berichtigen(akteur=cm, termin_id=termin.pk, angaben=was, grund=grund, kennung=kennung)

    with pytest.raises(NichtErlaubt):
        berichtigen()
    _aelter(termin)
    with pytest.raises(Fachfehler) as fehler:
        berichtigen("  ")
    assert fehler.value.feld == "grund"
    neu = berichtigen()
    assert berichtigen() == neu
    termin.refresh_from_db()
    assert (termin.dauer_minuten, neu.dauer_minuten) == (30, 60)
    assert termin.ersetzt_am is not None
    assert neu.berichtigt == termin
    zaehlende = Termin.objects.filter(stand=Terminstand.GEHALTEN, ersetzt_am__isnull=True)
    assert [t.pk for t in zaehlende] == [neu.pk]
    # What is replaced is neither changed nor replaced again.
    with pytest.raises(NichtErlaubt):
        termin_berichtigen(akteur=cm, termin_id=termin.pk, angaben=was, grund="x", kennung=uuid4())


def test_berichtigt_wird_nur_was_gehalten_wurde(cm: Any, fall: Fall) -> None:
    termin = geplant(cm, fall)
    termin_absagen(akteur=cm, termin_id=termin.pk)
    with pytest.raises(Fachfehler) as fehler:
        termin_berichtigen(
            akteur=cm, termin_id=_aelter(termin).pk, angaben=angaben(fall), grund="doch", kennung=uuid4()
        )
    assert fehler.value.code == "stand"


def test_die_zeit_zum_aendern_beginnt_mit_dem_festhalten(cm: Any, fall: Fall) -> None:
    """Planned weeks ago, held today: changing goes until tomorrow's end, not until then plus a day."""
    termin = _aelter(geplant(cm, fall, beginn=timezone.now() - timedelta(hours=1)), tage=30)
    gehalten = als_gehalten_festhalten(akteur=cm, termin_id=termin.pk, angaben=angaben(fall))
    assert isinstance(gehalten.erfasst_am, datetime)
    termin_aendern(
        akteur=cm, termin_id=termin.pk, angaben=angaben(fall, dauer_minuten=20), stand=stand_von(termin)
    )
