"""Planning, moving, changing and cancelling: each act, what it refuses, and whom it tells."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from icalendar import Calendar

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.models import Standort
from kim.versand.domain.verfassen import nachricht_verfassen
from kim.versand.models import Nachricht, Zustellung
from kim.versand.regeln.empfaenger import Empfaenger
from lenkung.domain.geschaeftsordnung import Annahme, geschaeftsordnung_beschliessen
from lenkung.domain.queries.sitzungen import geltende_fassungen
from lenkung.domain.sitzung import (
    sitzung_absagen,
    sitzung_aendern,
    sitzung_planen,
    sitzung_verlegen,
    sitzungen_planen,
)
from lenkung.domain.sitzung_nachtragen import sitzung_nachtragen
from lenkung.domain.unterrichten import kalenderangabe
from lenkung.models import Gremium, Sitzung
from tests.fabriken import KommuneFactory
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory, SitzFactory
from tests.lenkung.gobau import akteur
from tests.lenkung.sitzungsbau import mitglied, sitzung, wann
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
SYSTEM = SystemAkteur("Test")
TAG, ANDERER = date(2026, 6, 16), date(2026, 6, 23)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2026, 3, 2)), tick=False):
        yield


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory(name="Lenkungsgruppe KIM")


def _geladen(gremium: Gremium, **felder: Any) -> Sitzung:
    """Invited, and the calendars of the invited know of it."""
    satz = sitzung(gremium, TAG, "eingeladen", **felder)
    nachricht_verfassen(
        kreis_id=gremium.kreis_id,
        akteur=SYSTEM,
        art="lenkung.einladung",
        betreff="Einladung",
        text="Wir laden ein.",
        empfaenger=[Empfaenger("Petra Probe", "petra@kreis.example")],
        schluessel=f"einladung:{satz.pk}",
        kalender=kalenderangabe(satz),
    )
    return satz


def _kalender(nachricht: Nachricht) -> Any:
    return Calendar.from_ical(nachricht.zustellungen.first().kalender).walk("VEVENT")[0]


# Planning ---------------------------------------------------------------------------------------------------


def test_eine_sitzung_wird_mit_ihren_angaben_geplant(gremium: Gremium) -> None:
    satz = sitzung_planen(
        gremium_id=gremium.pk,
        akteur=SYSTEM,
        beginn=wann(TAG),
        angaben={"ort": "Kreishaus", "dauer_minuten": 90},
    )
    satz.refresh_from_db()
    assert (satz.tag, satz.ort, satz.stand, satz.art) == (TAG, "Kreishaus", "geplant", "praesenz")
    assert timezone.localtime(satz.ende).time() == time(15, 30)
    assert satz.history.get().akteur_name == "System: Test"
    assert str(satz) == "Sitzung am 16.06.2026"
    assert not Nachricht.objects.exists()


def test_ein_jahr_entsteht_ganz_oder_gar_nicht(gremium: Gremium) -> None:
    beginne = [wann(TAG), wann(ANDERER)]
    sitzungen_planen(gremium_id=gremium.pk, akteur=SYSTEM, beginne=beginne, angaben={"ort": "Kreishaus"})
    assert [satz.tag for satz in Sitzung.objects.all()] == [TAG, ANDERER]
    # Sent twice, or partly there already: nothing new.
    with pytest.raises(ValidationError):
        sitzungen_planen(
            gremium_id=gremium.pk, akteur=SYSTEM, beginne=[wann(date(2026, 9, 8)), wann(TAG)], angaben={}
        )
    assert Sitzung.objects.count() == 2


def test_vergangenes_und_zeiten_ohne_gremium_lassen_sich_nicht_planen() -> None:
    gremium = GremiumFactory(aktiv_ab=date(2026, 1, 1), aktiv_bis=date(2026, 12, 31))
    for tag, code in ((date(2026, 3, 2), "vergangen"), (date(2027, 1, 1), "gremium_besteht_nicht")):
        with pytest.raises(Fachfehler) as fehler:
            sitzung_planen(gremium_id=gremium.pk, akteur=SYSTEM, beginn=wann(tag), angaben={})
        assert (fehler.value.code, fehler.value.feld) == (code, "tag")


def test_der_standort_gehoert_zum_selben_kreis(gremium: Gremium) -> None:
    kommune = KommuneFactory()
    fremd = Standort.objects.create(kreis=kommune.kreis, kommune=kommune, name="Rathaus")
    with pytest.raises(ValidationError) as fehler:
        sitzung_planen(
            gremium_id=gremium.pk, akteur=SYSTEM, beginn=wann(TAG), angaben={"standort_id": fremd.pk}
        )
    assert set(fehler.value.error_dict) == {"standort"}


def test_ohne_recht_geschieht_nichts(gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG)
    for niemand in (
        Probeakteur(gremium.kreis_id),
        akteur(GremiumFactory()),
        akteur(gremium, "lenkung.gremien_verwalten"),
    ):
        for tat in (
            lambda wer: sitzung_planen(gremium_id=gremium.pk, akteur=wer, beginn=wann(ANDERER), angaben={}),
            lambda wer: sitzungen_planen(gremium_id=gremium.pk, akteur=wer, beginne=[], angaben={}),
            lambda wer: sitzung_verlegen(sitzung_id=satz.pk, akteur=wer, beginn=wann(ANDERER)),
            lambda wer: sitzung_aendern(sitzung_id=satz.pk, akteur=wer, angaben={"ort": "x"}),
            lambda wer: sitzung_absagen(sitzung_id=satz.pk, akteur=wer, grund="x"),
            lambda wer: sitzung_nachtragen(gremium_id=gremium.pk, akteur=wer, beginn=wann(TAG), angaben={}),
        ):
            with pytest.raises(NichtErlaubt):
                tat(niemand)
    assert Sitzung.objects.get().tag == TAG


def test_wer_nur_fuer_ein_gremium_zustaendig_ist_plant_in_diesem(gremium: Gremium) -> None:
    wer = akteur(gremium, "lenkung.sitzungen_planen", nur_gremium=True)
    assert sitzung_planen(gremium_id=gremium.pk, akteur=wer, beginn=wann(TAG), angaben={}).pk
    anderes = GremiumFactory(kreis=gremium.kreis)
    with pytest.raises(NichtErlaubt):
        sitzung_planen(gremium_id=anderes.pk, akteur=wer, beginn=wann(TAG), angaben={})


# Moving -----------------------------------------------------------------------------------------------------


def test_vor_der_einladung_wird_still_verlegt(gremium: Gremium) -> None:
    mitglied(gremium)
    satz = sitzung(gremium, TAG)
    was = sitzung_verlegen(sitzung_id=satz.pk, akteur=SYSTEM, beginn=wann(ANDERER))
    assert (was.sitzung.tag, was.erreicht) == (ANDERER, 0)
    assert not Nachricht.objects.exists()


def test_nach_der_einladung_erfahren_es_alle_mit_neuem_kalendereintrag(gremium: Gremium) -> None:
    erstes = mitglied(gremium, nachname="Abel")
    mitglied(gremium, art="stellvertretung", sitz=erstes.sitz, nachname="Bebel")
    satz = _geladen(gremium, ort="Kreishaus")
    vorher = _kalender(Nachricht.objects.get())
    was = sitzung_verlegen(sitzung_id=satz.pk, akteur=SYSTEM, beginn=wann(ANDERER), grund="Krankheit")
    assert (was.erreicht, was.ohne_adresse, was.sitzung.stand) == (2, (), "eingeladen")
    nachricht = Nachricht.objects.get(art="lenkung.sitzung_verlegt")
    assert "Bisher: Dienstag, 16.06.2026, 14:00 Uhr" in nachricht.text
    assert "Neu: Dienstag, 23.06.2026, 14:00 Uhr" in nachricht.text
    assert "Grund: Krankheit" in nachricht.text
    ereignis = _kalender(nachricht)
    assert ereignis["uid"] == vorher["uid"]
    assert (vorher["sequence"], ereignis["sequence"]) == (0, 1)
    assert ereignis["dtstart"].dt == wann(ANDERER)
    assert nachricht.kalender_methode == "REQUEST"
    # Once more: the number rises again, and it is a message of its own.
    sitzung_verlegen(sitzung_id=satz.pk, akteur=SYSTEM, beginn=wann(TAG), grund="Raum wieder frei")
    assert _kalender(Nachricht.objects.filter(art="lenkung.sitzung_verlegt").latest("pk"))["sequence"] == 2


@pytest.mark.parametrize("grund", ["", "   "])
def test_nach_der_einladung_braucht_das_verlegen_einen_grund(gremium: Gremium, grund: str) -> None:
    satz = _geladen(gremium)
    with pytest.raises(Fachfehler) as fehler:
        sitzung_verlegen(sitzung_id=satz.pk, akteur=SYSTEM, beginn=wann(ANDERER), grund=grund)
    assert (fehler.value.code, fehler.value.feld) == ("ohne_grund", "grund")


def test_auf_denselben_termin_wird_nicht_verlegt(gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG)
    with pytest.raises(Fachfehler) as fehler:
        sitzung_verlegen(sitzung_id=satz.pk, akteur=SYSTEM, beginn=wann(TAG))
    assert fehler.value.code == "unveraendert"


@pytest.mark.parametrize("stand", ["eroeffnet", "geschlossen", "abgesagt"])
def test_was_begonnen_hat_oder_abgesagt_ist_bleibt_stehen(gremium: Gremium, stand: str) -> None:
    satz = sitzung(gremium, TAG, stand)
    with pytest.raises(NichtErlaubt):
        sitzung_verlegen(sitzung_id=satz.pk, akteur=SYSTEM, beginn=wann(ANDERER), grund="x")
    with pytest.raises(NichtErlaubt):
        sitzung_aendern(sitzung_id=satz.pk, akteur=SYSTEM, angaben={"ort": "x"})
    with pytest.raises(NichtErlaubt):
        sitzung_absagen(sitzung_id=satz.pk, akteur=SYSTEM, grund="x")


def test_wer_auf_altem_stand_verlegt_ueberschreibt_nichts(gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG)
    stand = stand_von(satz)
    sitzung_verlegen(sitzung_id=satz.pk, akteur=SYSTEM, beginn=wann(ANDERER), erwarteter_stand=stand)
    with pytest.raises(Ueberholt):
        sitzung_verlegen(
            sitzung_id=satz.pk, akteur=SYSTEM, beginn=wann(date(2026, 6, 30)), erwarteter_stand=stand
        )
    satz.refresh_from_db()
    assert satz.tag == ANDERER


# Changing ---------------------------------------------------------------------------------------------------


def test_ein_anderer_ort_wird_eingeladenen_mitgeteilt(gremium: Gremium) -> None:
    mitglied(gremium)
    satz = _geladen(gremium, ort="Kreishaus")
    was = sitzung_aendern(sitzung_id=satz.pk, akteur=SYSTEM, angaben={"ort": "Rathaus"})
    nachricht = Nachricht.objects.get(art="lenkung.sitzung_geaendert")
    assert (was.erreicht, "Ort: Rathaus" in nachricht.text) == (1, True)
    assert str(_kalender(nachricht)["location"]) == "Rathaus"
    assert sitzung_aendern(sitzung_id=satz.pk, akteur=SYSTEM, angaben={"ort": "Rathaus"}).erreicht == 0
    assert satz.history.count() == 2


def test_eingeladen_und_digital_geht_nicht_ohne_link(gremium: Gremium) -> None:
    satz = _geladen(gremium)
    with pytest.raises(ValidationError) as fehler:
        sitzung_aendern(sitzung_id=satz.pk, akteur=SYSTEM, angaben={"art": "digital"})
    assert [e.code for liste in fehler.value.error_dict.values() for e in liste] == ["link"]
    mitglied(gremium)
    sitzung_aendern(
        sitzung_id=satz.pk, akteur=SYSTEM, angaben={"art": "digital", "link": "https://konferenz.example/x"}
    )
    text = Nachricht.objects.get(art="lenkung.sitzung_geaendert").text
    assert "Ort: digital, https://konferenz.example/x" in text


# Cancelling -------------------------------------------------------------------------------------------------


def test_die_absage_geht_schriftlich_an_mitglieder_und_stellvertretungen(gremium: Gremium) -> None:
    erstes = mitglied(gremium, nachname="Abel")
    mitglied(gremium, art="stellvertretung", sitz=erstes.sitz, nachname="Bebel")
    mitglied(GremiumFactory(kreis=gremium.kreis), nachname="Fremd")
    satz = sitzung(gremium, TAG)
    was = sitzung_absagen(sitzung_id=satz.pk, akteur=SYSTEM, grund="Keine Punkte\n zur Entscheidung")
    satz.refresh_from_db()
    assert (satz.stand, satz.absage_grund) == ("abgesagt", "Keine Punkte zur Entscheidung")
    nachricht = Nachricht.objects.get()
    assert was.erreicht == 2
    assert {z.empfaenger_name for z in nachricht.zustellungen.all()} == {"Petra Abel", "Petra Bebel"}
    assert "Grund: Keine Punkte zur Entscheidung" in nachricht.text
    # Nobody was invited, so no calendar knows of it.
    assert nachricht.kalender_methode == ""


def test_wer_eingeladen_war_bekommt_die_absage_fuer_den_kalender(gremium: Gremium) -> None:
    mitglied(gremium)
    satz = _geladen(gremium)
    sitzung_absagen(sitzung_id=satz.pk, akteur=SYSTEM, grund="Krankheit")
    nachricht = Nachricht.objects.get(art="lenkung.sitzung_abgesagt")
    ereignis = _kalender(nachricht)
    assert (nachricht.kalender_methode, str(ereignis["status"]), ereignis["sequence"]) == (
        "CANCEL",
        "CANCELLED",
        1,
    )


def test_ohne_grund_wird_nicht_abgesagt(gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG)
    with pytest.raises(ValidationError) as fehler:
        sitzung_absagen(sitzung_id=satz.pk, akteur=SYSTEM, grund="  ")
    assert [e.code for liste in fehler.value.error_dict.values() for e in liste] == ["grund"]


def test_ohne_adresse_haelt_niemand_die_absage_auf_und_eine_adresse_bekommt_eine_mail(
    gremium: Gremium,
) -> None:
    mitglied(gremium, nachname="Ohne", email="")
    mitglied(gremium, nachname="Abel")
    SitzFactory(gremium=gremium)
    satz = sitzung(gremium, TAG)
    was = sitzung_absagen(sitzung_id=satz.pk, akteur=SYSTEM, grund="Krankheit")
    assert (was.erreicht, was.ohne_adresse) == (1, ("Petra Ohne",))
    assert Zustellung.objects.get().empfaenger_name == "Petra Abel"


def test_niemand_im_gremium_keine_nachricht(gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG)
    assert sitzung_absagen(sitzung_id=satz.pk, akteur=SYSTEM, grund="Krankheit").erreicht == 0
    assert not Nachricht.objects.exists()


def test_am_tag_einer_abgesagten_laesst_sich_neu_planen(gremium: Gremium) -> None:
    sitzung(gremium, TAG, "abgesagt")
    assert sitzung_planen(gremium_id=gremium.pk, akteur=SYSTEM, beginn=wann(TAG), angaben={}).pk


# Before KIM -------------------------------------------------------------------------------------------------


def test_fruehere_sitzungen_werden_nachgetragen(gremium: Gremium) -> None:
    vergangen = date(2023, 6, 19)
    abgesagt = sitzung_nachtragen(
        gremium_id=gremium.pk, akteur=SYSTEM, beginn=wann(vergangen), angaben={}, absage_grund="Keine Punkte"
    )
    gehalten = sitzung_nachtragen(
        gremium_id=gremium.pk,
        akteur=SYSTEM,
        beginn=wann(vergangen + timedelta(days=1)),
        angaben={"ort": "Kreishaus"},
    )
    assert (abgesagt.stand, gehalten.stand) == ("abgesagt", "geschlossen")
    assert not Nachricht.objects.exists()
    with pytest.raises(Fachfehler) as fehler:
        sitzung_nachtragen(gremium_id=gremium.pk, akteur=SYSTEM, beginn=wann(TAG), angaben={})
    assert fehler.value.code == "kuenftig"


def test_ein_geschlossenes_gremium_bekommt_keine_sitzungen_mehr(gremium: Gremium) -> None:
    gremium.aktiv_bis = date(2026, 3, 1)
    gremium.save()
    with pytest.raises(NichtErlaubt, match="geschlossen"):
        sitzung_planen(gremium_id=gremium.pk, akteur=SYSTEM, beginn=wann(TAG), angaben={})


def test_eine_eingeladene_sitzung_bleibt_an_ihre_fassung_gebunden(gremium: Gremium) -> None:
    """Another version comes into force between the invitation and the session."""
    alte, neue = gobau.in_kraft(gremium), gobau.entwurf(gremium, nur=("quorum",))
    gebunden = sitzung(gremium, TAG, geschaeftsordnung=alte)
    offen = sitzung(gremium, ANDERER)
    tag = date(2026, 5, 1)
    geschaeftsordnung_beschliessen(
        geschaeftsordnung_id=neue.pk,
        annahme=Annahme(am=tag, fundstelle="Niederschrift, TOP 2", in_kraft_ab=tag),
        akteur=SYSTEM,
    )
    assert geltende_fassungen([gebunden, offen]) == {gebunden.pk: alte, offen.pk: neue}
