"""The page with the course of a session: every entry with time, item, text and name; no notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from lenkung.domain.notiz import notiz_schreiben
from lenkung.models import Gremium, Sitzungsereignis
from lenkung.regeln.verlauf import Ereignisart, Weise
from tests.fabriken import konto_mit_rolle
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.views.abruf import abgerufen, url
from tests.werkzeug.abfragen import hoechstens

pytestmark = pytest.mark.django_db


@pytest.fixture
def lg() -> Gremium:
    return bau.lenkungsgruppe(3)


@pytest.fixture
def gs(lg: Gremium, anmelden: Callable[..., Client]) -> Client:
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=lg.kreis))


def test_jeder_eintrag_steht_da_und_keine_notiz(gs: Client, lg: Gremium) -> None:
    satz = bau.eroeffnet(lg, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    notiz_schreiben(
        sitzung_id=satz.pk, punkt_id=punkt.pk, text="Streng vertraulich", zaehler=0, eintrag=bau.eintrag(lg)
    )
    bau.verwirf(bau.beginne(satz, punkt, Weise.OFFEN), "Falsch gezählt")
    bau.schliesse(satz, rest_absetzen=True)
    seite = abgerufen(gs, url("sitzung-verlauf", satz.pk))
    for stueck in (
        "Sitzung eröffnet",
        "Punkt aufgerufen",
        f"TOP 1: {punkt.titel}",
        "Abstimmung verworfen",
        "Falsch gezählt",
        "Sitzung geschlossen",
        Sitzungsereignis.objects.latest("pk").von_name,
    ):
        assert stueck in seite
    assert "vertraulich" not in seite
    gefiltert = abgerufen(gs, f"{url('sitzung-verlauf', satz.pk)}?was=abstimmung_verworfen")
    assert "Falsch gezählt" in gefiltert
    assert f"TOP 2: {bau.punkte(satz)[1].titel}" not in gefiltert


def test_man_kommt_von_der_sitzung_und_von_der_anwesenheit_dorthin(gs: Client, lg: Gremium) -> None:
    satz = bau.eroeffnet(lg, 3)
    ziel = f'href="{url("sitzung-verlauf", satz.pk)}"'
    for name in ("sitzung-detail", "sitzung-anwesenheit"):
        assert ziel in abgerufen(gs, url(name, satz.pk))
    geplant = bau.eingeladene_sitzung(lg, satz.tag + timedelta(days=30))
    assert url("sitzung-verlauf", geplant.pk) not in abgerufen(gs, url("sitzung-detail", geplant.pk))


def test_vorher_steht_noch_nichts_da(gs: Client, lg: Gremium) -> None:
    satz = bau.eingeladene_sitzung(lg)
    assert "Noch ist nichts geschehen" in abgerufen(gs, url("sitzung-verlauf", satz.pk))


def test_mitglieder_sehen_weder_seite_noch_link(lg: Gremium, anmelden: Callable[..., Client]) -> None:
    satz = bau.eroeffnet(lg, 3)
    person = bau.sitze(lg)[0].besetzungen.earliest("pk").person
    mitglied = anmelden(konto_mit_rolle("mitglied", kreis=lg.kreis, person=person))
    assert mitglied.get(url("sitzung-verlauf", satz.pk)).status_code == 404
    assert url("sitzung-verlauf", satz.pk) not in abgerufen(mitglied, url("sitzung-detail", satz.pk))


def test_viele_eintraege_stehen_auf_mehreren_seiten_mit_gleich_vielen_abfragen(
    gs: Client, lg: Gremium
) -> None:
    satz = bau.eroeffnet(lg, 3)
    punkt = bau.punkte(satz)[0]
    Sitzungsereignis.objects.bulk_create(
        Sitzungsereignis(
            sitzung=satz,
            punkt=punkt,
            art=Ereignisart.AUFGERUFEN.value,
            zeit=satz.beginn,
            von_name="Wer",
            text=f"Nummer {nummer}",
        )
        for nummer in range(300)
    )
    with hoechstens(10):
        antwort = gs.get(url("sitzung-verlauf", satz.pk))
    assert antwort.context["seite"].seiten > 1
    assert len(antwort.context["seite"].zeilen) < 300
