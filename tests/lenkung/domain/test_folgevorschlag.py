"""What is overdue becomes a proposal for the next agenda by itself, once per date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE
from lenkung.domain import folgevorschlag
from lenkung.domain.beschlussfolge import folge_abschliessen, folge_aendern
from lenkung.domain.folgevorschlag import (
    folge_vorschlagen,
    ueberfaellige_vorschlagen,
    vorzuschlagende_folgen,
)
from lenkung.domain.vorschlag import vorschlag_zurueckziehen
from lenkung.models import Beschlussfolge, Gremium, Vorschlag
from lenkung.regeln.verlauf import Folgenstand
from tests.lenkung import gobau
from tests.lenkung.beschlussbau import TAG, beschluss, folge
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.werkzeug.abfragen import genau

BIS = TAG + timedelta(days=60)
DANACH = BIS + timedelta(days=1)


@pytest.fixture
def gremium(db: None) -> Gremium:
    return GremiumFactory()


@pytest.fixture
def eine(gremium: Gremium) -> Beschlussfolge:
    return folge(beschluss(gremium), bis=BIS)


def _lauf(tag: date) -> int:
    with time_machine.travel(wann(tag), tick=False):
        return ueberfaellige_vorschlagen(jetzt=timezone.now())


def _aendern(eine: Beschlussfolge, **angaben: Any) -> None:
    werte: Any = angaben
    folge_aendern(folge_id=eine.pk, akteur=gobau.akteur(eine.beschluss.gremium), angaben=werte)


def _schliessen(eine: Beschlussfolge) -> None:
    folge_abschliessen(
        folge_id=eine.pk, akteur=gobau.akteur(eine.beschluss.gremium), stand=Folgenstand.ERLEDIGT, am=TAG
    )


def _ohne_modul(eine: Beschlussfolge) -> None:
    kreis = eine.beschluss.gremium.kreis
    kreis.modul_lenkung = False
    kreis.save()


def _gremium_endet(eine: Beschlussfolge, tag: date) -> None:
    gremium = eine.beschluss.gremium
    gremium.aktiv_bis = tag
    gremium.save()


def test_erst_am_tag_nach_dem_termin_und_nur_einmal(gremium: Gremium, eine: Beschlussfolge) -> None:
    naechste = sitzung(gremium, DANACH + timedelta(days=30))
    assert [_lauf(BIS), _lauf(DANACH), _lauf(DANACH), _lauf(DANACH + timedelta(days=1))] == [0, 1, 0, 0]
    vorschlag = Vorschlag.objects.get()
    assert vorschlag.sitzung == naechste
    assert vorschlag.einreicher_name == "System: Beschlusskontrolle"
    assert "überfällig seit 1 Tag" in vorschlag.erlaeuterung


def test_ohne_sitzung_wartet_er_im_themenspeicher(eine: Beschlussfolge) -> None:
    assert _lauf(DANACH) == 1
    assert Vorschlag.objects.get().sitzung is None


def test_was_von_hand_vorgeschlagen_ist_kommt_nicht_noch_einmal(eine: Beschlussfolge) -> None:
    wer = gobau.akteur(eine.beschluss.gremium)
    with time_machine.travel(wann(DANACH), tick=False):
        vorschlag = folge_vorschlagen(folge_id=eine.pk, akteur=wer).vorschlag
    assert _lauf(DANACH) == 0
    vorschlag_zurueckziehen(vorschlag_id=vorschlag.pk, akteur=wer)
    assert _lauf(DANACH) == 0


def test_der_knopf_nach_dem_lauf_findet_denselben_vorschlag(eine: Beschlussfolge) -> None:
    assert _lauf(DANACH) == 1
    wer = gobau.akteur(eine.beschluss.gremium)
    assert folge_vorschlagen(folge_id=eine.pk, akteur=wer).vorschlag == Vorschlag.objects.get()


def test_ein_neuer_versaeumter_termin_kommt_neu_auf_den_weg(eine: Beschlussfolge) -> None:
    assert _lauf(DANACH) == 1
    _aendern(eine, bis=BIS + timedelta(days=30))
    assert _lauf(DANACH) == 0
    assert _lauf(DANACH + timedelta(days=30)) == 1


@pytest.mark.parametrize(
    "aendern",
    [
        _schliessen,
        lambda eine: _aendern(eine, bis=None),
        _ohne_modul,
        lambda eine: _gremium_endet(eine, BIS),
        lambda eine: _gremium_endet(eine, DANACH + timedelta(days=90)),
    ],
)
def test_wo_nichts_ueberfaellig_ist_wird_nichts_vorgeschlagen(eine: Beschlussfolge, aendern: Any) -> None:
    aendern(eine)
    assert _lauf(DANACH) == 0
    assert not Vorschlag.objects.exists()


@pytest.mark.parametrize("aendern", [_schliessen, lambda eine: _aendern(eine, bis=DANACH)])
def test_unter_der_sperre_wird_noch_einmal_gefragt(
    eine: Beschlussfolge, aendern: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folgevorschlag, "vorzuschlagende_folgen", lambda jetzt: [eine.pk])
    aendern(eine)
    assert _lauf(DANACH) == 0
    assert not Vorschlag.objects.exists()


def test_was_vorzuschlagen_ist_braucht_zwei_abfragen(gremium: Gremium) -> None:
    satz = beschluss(gremium)
    alle = [folge(satz, text=f"Aufgabe {nummer}", bis=BIS).pk for nummer in range(30)]
    with genau(2):
        assert vorzuschlagende_folgen(wann(DANACH)) == alle
    with genau(1):
        assert vorzuschlagende_folgen(wann(BIS)) == []


def test_scheitert_eine_kommen_die_anderen_trotzdem_und_der_lauf_meldet_es(
    gremium: Gremium, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    satz = beschluss(gremium)
    folge(satz, text="krank", bis=BIS)
    folge(satz, text="gesund", bis=BIS)
    echt = folgevorschlag._titel

    def manchmal(satz: Beschlussfolge) -> str:
        if satz.text == "krank":
            raise RuntimeError(satz.text)
        return echt(satz)

    monkeypatch.setattr(folgevorschlag, "_titel", manchmal)
    with pytest.raises(RuntimeError):
        _lauf(DANACH)
    assert Vorschlag.objects.get().titel.endswith("gesund")
    assert "krank" not in caplog.text


def test_der_auftrag_laeuft_nur_am_tag_und_nur_wenn_etwas_ueberfaellig_ist(eine: Beschlussfolge) -> None:
    plan = ZEITPLAENE["lenkung.folgen_vorschlagen"]
    assert plan.noetig is not None
    assert plan.noetig(wann(BIS)) is False
    assert plan.noetig(wann(DANACH)) is True
    assert plan.noetig(wann(DANACH).replace(hour=3)) is False
    ausfuehren: Any = AUFTRAGSARTEN["lenkung.folgen_vorschlagen"].ausfuehren
    with time_machine.travel(wann(DANACH), tick=False):
        assert ausfuehren({}, None) == {"vorschlaege": 1}
    assert plan.noetig(wann(DANACH)) is False
