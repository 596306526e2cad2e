"""Devices without a network: how many one account has, how much it puts in the tray, and who may at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from casemgmt.domain import erfassungsgeraet, uebertragung
from casemgmt.domain.ablage import ablage_loesen
from casemgmt.domain.erfassungsgeraet import geraet_anmelden, warum_abgewiesen
from casemgmt.domain.uebertragung import Antwort, annehmen, einwerfen
from casemgmt.models import Erfassungsgeraet, Termin, Uebertragung
from casemgmt.regeln.ohne_netz import Loesung
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten.domain.queries.zustaendige import zuletzt_mit_rolle
from kim.konten.models import Konto
from kim.konten.regeln.rollen import Rolle
from tests.casemgmt import fallbau as bau
from tests.casemgmt import ohnenetzbau as vb
from tests.fabriken import KontoFactory, konto_mit_rolle

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return bau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return bau.case_management(ort)


def senden(konto: Any, geraet: Any, **daten: Any) -> Antwort:
    roh = vb.kasten(geraet, vb.inhalt(vb.beratung(**daten)))
    return annehmen(roh=roh, geraet_jetzt=vb.jetzt(), akteur=Konto.objects.get(pk=konto.pk))


def rolle_endet(konto: Any, vor_tagen: int) -> None:
    tag = timezone.localdate()
    konto.zuweisungen.update(von=tag - timedelta(days=200), bis=tag - timedelta(days=vor_tagen))


def test_ein_konto_meldet_nicht_beliebig_viele_geraete_an(cm: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are known go on; a month later there is room again."""
    monkeypatch.setattr(erfassungsgeraet, "GERAETE_HOECHSTENS", 2)
    erstes, zweites = vb.geraet(cm), vb.geraet(cm)
    with pytest.raises(Fachfehler, match="schon 2 Geräte") as fehler:
        geraet_anmelden(marken=[], akteur=cm)
    assert fehler.value.code == "grenze"
    assert geraet_anmelden(marken=[str(zweites.marke)], akteur=cm)[0] == zweites
    assert senden(cm, erstes).stand == "angenommen"
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        geraet_anmelden(marken=[], akteur=cm)
    assert Erfassungsgeraet.objects.count() == 3


def test_eine_volle_ablage_verliert_nichts(cm: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is over it stays on the device and says why; what can be taken over, is; then there is room."""
    monkeypatch.setattr(uebertragung, "ABLAGE_HOECHSTENS", 1)
    geraet = vb.geraet(cm)
    assert senden(cm, geraet, themen=[]).stand == "abgelegt"
    roh = vb.kasten(geraet, vb.inhalt(vb.beratung(themen=[])))
    voll = annehmen(roh=roh, geraet_jetzt=vb.jetzt(), akteur=cm)
    assert voll.stand == "warten"
    assert "schon 1 Einträge" in voll.text
    assert senden(cm, geraet).stand == "angenommen"
    ablage_loesen(
        uebertragung_id=Uebertragung.objects.get(stand="offen").pk,
        weg=Loesung.ABGELEGT,
        akteur=cm,
        grund="von Hand",
    )
    assert annehmen(roh=roh, geraet_jetzt=vb.jetzt(), akteur=cm).stand == "abgelegt"
    assert Termin.objects.count() == 1


def test_wer_nie_in_der_fallarbeit_war_legt_nichts_ab(ort: Any) -> None:
    """Without a role, with one of another part of the house, or with a case-work role of another Kreis."""
    ohne = KontoFactory(kreis=ort.kreis)
    andere = konto_mit_rolle(Rolle.KREIS_ADMINISTRATION, kreis=ort.kreis)
    for konto in (ohne, andere):
        with pytest.raises(NichtErlaubt, match="nie in der Fallarbeit"):
            geraet_anmelden(marken=[], akteur=konto)
        # Registered before, by whatever way.
        geraet = Erfassungsgeraet.objects.create(kreis=ort.kreis, konto=konto, geheimnis="x")
        antwort = senden(konto, geraet)
        assert (antwort.stand, antwort.text) == ("abgewiesen", str(erfassungsgeraet.FREMDES_KONTO))
    fremd = bau.case_management(bau.kommune())
    geraet = Erfassungsgeraet.objects.create(kreis=ort.kreis, konto=fremd, geheimnis="x")
    assert "nie in der Fallarbeit" in warum_abgewiesen(geraet)
    assert not Uebertragung.objects.exists()


@pytest.mark.parametrize("wer", ["cm", "mukis", "koordination"])
def test_wer_beraet_oder_die_fachaufsicht_fuehrt_liefert(ort: Any, wer: str) -> None:
    bauen = {
        "cm": lambda: bau.case_management(ort),
        "mukis": lambda: bau.mukis(ort.kreis),
        "koordination": lambda: bau.koordination(ort.kreis),
    }
    konto = bauen[wer]()
    assert warum_abgewiesen(vb.geraet(konto)) == ""


def test_fall_31_eine_beendete_rolle_liefert_noch_30_tage_in_die_ablage(cm: Any) -> None:
    geraet = vb.geraet(cm)
    rolle_endet(cm, 30)
    assert senden(cm, geraet).stand == "abgelegt"
    rolle_endet(cm, 31)
    spaet = senden(cm, geraet)
    assert spaet.stand == "abgewiesen"
    assert "seit mehr als 30 Tagen" in spaet.text
    konto = Konto.objects.get(pk=cm.pk)
    konto.is_active, konto.gesperrt_am, konto.sperrgrund = False, timezone.now(), "ausgeschieden"
    konto.save()
    roh = vb.kasten(geraet, vb.inhalt(vb.beratung()))
    antwort = einwerfen(roh=roh, geheimnis=vb.GEHEIMNIS, geraet_jetzt=vb.jetzt())
    assert antwort == spaet, "by the way without signing in as well"
    assert Uebertragung.objects.count() == 1


def test_bis_wann_jemand_eine_rolle_hatte(cm: Any, ort: Any) -> None:
    """The latest of all; ended by hand counts as its end; what never began or was refused does not count."""
    heute = timezone.localdate()

    def zuletzt() -> Any:
        return zuletzt_mit_rolle(konto_id=cm.pk, kreis_id=ort.kreis_id, rollen=["case_management"], tag=heute)

    assert zuletzt() == heute
    rolle_endet(cm, 3)
    assert zuletzt() == heute - timedelta(days=3)
    ende = {"beendet_grund": "Wechsel", "beendet_von_name": "Leitung"}
    cm.zuweisungen.update(bis=None, beendet_am=timezone.now() - timedelta(days=5), **ende)
    assert zuletzt() == heute - timedelta(days=5)
    cm.zuweisungen.update(von=heute - timedelta(days=2))
    assert zuletzt() is None, "ended before it began"
    cm.zuweisungen.update(von=heute - timedelta(days=9), abgelehnt=True)
    assert zuletzt() is None
    assert zuletzt_mit_rolle(konto_id=cm.pk, kreis_id=ort.kreis_id, rollen=[], tag=heute) is None
