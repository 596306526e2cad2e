"""Reminders of tasks: seven days before and on the day, once each, also after an outage."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import NichtErlaubt
from kim.basis.sendevorbehalt import SENDEVORBEHALTE
from kim.versand.domain.aktionslink import aktionslink_ausstellen
from kim.versand.models import Aktionslink, Nachricht, Zustellung
from lenkung.domain.beschlussfolge import FOLGE_BERICHT, folge_abschliessen, folge_aendern
from lenkung.domain.erinnern import erinnerungen_senden
from lenkung.domain.folgelink import (
    VORBEHALT,
    an_folge_erinnern,
    bericht_erbitten,
    berichten_per_link,
    zu_erinnernde_folgen,
)
from lenkung.domain.folgevorschlag import folge_vorschlagen
from lenkung.models import Beschlussfolge, Gremium
from lenkung.regeln.verlauf import Folgenstand
from tests.fabriken import KreisFactory
from tests.lenkung import gobau
from tests.lenkung.beschlussbau import TAG, beschluss, folge
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import wann
from tests.werkzeug.abfragen import genau

BIS = TAG + timedelta(days=60)
SYSTEM = SystemAkteur("Test")


@pytest.fixture
def gremium(db: None) -> Gremium:
    return GremiumFactory(kreis__email="kreis@kreis.example")


@pytest.fixture
def eine(gremium: Gremium) -> Beschlussfolge:
    with time_machine.travel(wann(TAG), tick=False):
        return folge(beschluss(gremium), bis=BIS)


def _lauf(tag: date) -> int:
    with time_machine.travel(wann(tag), tick=False):
        return erinnerungen_senden(jetzt=timezone.now(), akteur=SYSTEM)


def test_sieben_tage_vorher_und_am_tag_selbst_je_einmal(eine: Beschlussfolge) -> None:
    gesandt = {}
    for tage in range(-10, 6):
        for _lauf_des_tages in range(2):
            gesandt[tage] = gesandt.get(tage, 0) + _lauf(BIS + timedelta(days=tage))
    assert {tage for tage, anzahl in gesandt.items() if anzahl} == {-7, 0}
    assert sum(gesandt.values()) == 2
    texte = list(Nachricht.objects.order_by("pk").values_list("text", flat=True))
    assert "also in 7 Tagen" in texte[0]
    assert "Heute ist der Termin" in texte[1]
    assert set(Zustellung.objects.values_list("adresse", flat=True)) == {"vhs@verband.example"}
    assert Aktionslink.objects.count() == 2


def test_nach_einem_ausfall_kommt_eine_nachricht_mit_dem_stand_von_heute(eine: Beschlussfolge) -> None:
    assert _lauf(BIS + timedelta(days=3)) == 1
    assert _lauf(BIS + timedelta(days=4)) == 0
    assert "Der Termin war der" in Nachricht.objects.get().text


def test_wird_der_termin_verlegt_wird_neu_erinnert(eine: Beschlussfolge) -> None:
    assert _lauf(BIS) == 1
    spaeter = BIS + timedelta(days=30)
    folge_aendern(folge_id=eine.pk, akteur=gobau.akteur(eine.beschluss.gremium), angaben={"bis": spaeter})
    assert _lauf(BIS + timedelta(days=1)) == 0
    assert _lauf(spaeter - timedelta(days=7)) == 1
    assert _lauf(spaeter) == 1


@pytest.mark.parametrize(
    "aendern",
    [
        lambda eine: _schliessen(eine),
        lambda eine: _aendern(eine, email=""),
        lambda eine: _aendern(eine, bis=None),
        lambda eine: _kreis(eine, modul_lenkung=False),
    ],
)
def test_wo_nichts_zu_erinnern_ist_geht_nichts_hinaus(eine: Beschlussfolge, aendern: Any) -> None:
    aendern(eine)
    assert _lauf(BIS) == 0
    assert Nachricht.objects.count() == 0


def _schliessen(eine: Beschlussfolge) -> None:
    folge_abschliessen(
        folge_id=eine.pk, akteur=gobau.akteur(eine.beschluss.gremium), stand=Folgenstand.ERLEDIGT, am=TAG
    )


def _aendern(eine: Beschlussfolge, **angaben: Any) -> None:
    werte: Any = angaben
    folge_aendern(folge_id=eine.pk, akteur=gobau.akteur(eine.beschluss.gremium), angaben=werte)


def _kreis(eine: Beschlussfolge, **felder: Any) -> None:
    kreis = eine.beschluss.gremium.kreis
    for name, wert in felder.items():
        setattr(kreis, name, wert)
    kreis.save()


def test_wer_schneller_war_wird_nicht_mehr_erinnert(eine: Beschlussfolge) -> None:
    with time_machine.travel(wann(BIS), tick=False):
        jetzt = timezone.now()
        assert zu_erinnernde_folgen(jetzt) == [eine.pk]
        _schliessen(eine)
        assert an_folge_erinnern(folge_id=eine.pk, jetzt=jetzt, akteur=SYSTEM) is False


def test_kurz_vor_dem_senden_wird_noch_einmal_gefragt(eine: Beschlussfolge) -> None:
    _lauf(BIS)
    zustellung = Zustellung.objects.get()

    def fragen(zustellung_id: int = zustellung.pk) -> bool:
        return bool(SENDEVORBEHALTE[VORBEHALT].fragen(zustellung.nachricht_id, zustellung_id))

    assert zustellung.nachricht.vorbehalt == VORBEHALT
    assert fragen()
    assert not fragen(10**9)
    _aendern(eine, email="neu@verband.example")
    assert not fragen()
    _aendern(eine, email="vhs@verband.example")
    assert fragen()
    _schliessen(eine)
    assert not fragen()


def test_was_zu_erinnern_ist_braucht_zwei_abfragen(gremium: Gremium) -> None:
    with time_machine.travel(wann(TAG), tick=False):
        satz = beschluss(gremium)
        for nummer in range(30):
            folge(satz, text=f"Aufgabe {nummer}", bis=BIS)
    with time_machine.travel(wann(BIS), tick=False), genau(2):
        assert len(zu_erinnernde_folgen(timezone.now())) == 30


def test_fremde_und_mitglieder_bitten_nicht_um_bericht(eine: Beschlussfolge) -> None:
    fremd = gobau.akteur(GremiumFactory(kreis=KreisFactory()))
    nur_lesen = gobau.akteur(eine.beschluss.gremium, "lenkung.gremium_lesen")
    for wer in (fremd, nur_lesen):
        for tat in (bericht_erbitten, folge_vorschlagen):
            with pytest.raises(NichtErlaubt):
                tat(folge_id=eine.pk, akteur=wer)


def test_wer_nichts_aendert_hinterlaesst_keine_spur(eine: Beschlussfolge) -> None:
    vorher = eine.history.count()
    _aendern(eine, text=eine.text, bis=eine.bis)
    assert eine.history.count() == vorher


def test_ist_die_geschaeftsstelle_nicht_zu_erreichen_bleibt_der_bericht_doch(
    eine: Beschlussfolge, gremium: Gremium
) -> None:
    _kreis(eine, email="")
    with time_machine.travel(wann(TAG), tick=False):
        adresse = aktionslink_ausstellen(
            zweck=FOLGE_BERICHT.schluessel, ziel_id=eine.pk, gueltig_bis=wann(BIS), akteur=SYSTEM
        )
        token = adresse.rstrip("/").rsplit("/", 1)[-1]
        bericht = berichten_per_link(token=token, text="Läuft.", erledigt=False)
    assert bericht.text == "Läuft."
    assert Nachricht.objects.count() == 0
