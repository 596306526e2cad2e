"""Kommunen, Einrichtungen, Personen und Standorte: what creating, changing and closing does."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kim.basis.akteur import Bereich
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.stammdaten import permissions
from kim.stammdaten.domain import einrichtung as einrichtungen
from kim.stammdaten.domain import kommune as kommunen
from kim.stammdaten.domain import person as personen
from kim.stammdaten.domain import standort as standorte
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.models import Einrichtung, Kommune, Person, Standort
from tests.stammdaten import satzbau
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
ENDE = date(2024, 3, 31)


def test_anlegen_schreibt_wer_und_warum_in_die_historie() -> None:
    kreis = satzbau.kreis()
    kommune = kommunen.kommune_anlegen(
        kreis_id=kreis.pk,
        akteur=satzbau.akteur(kreis),
        angaben={"name": "Birkenau", "art": "stadt"},
        grund="Neu",
    )
    zeile = kommune.history.get()
    assert (zeile.akteur_name, zeile.history_user_id, zeile.history_change_reason) == (
        "Petra Probe",
        1,
        "Neu",
    )


def test_aendern_ohne_unterschied_schreibt_keine_historie() -> None:
    kreis = satzbau.kreis()
    kommune = satzbau.kommune(kreis)
    kommunen.kommune_aendern(
        kommune_id=kommune.pk, akteur=satzbau.akteur(kreis), angaben={"name": "Birkenau"}, grund="nichts"
    )
    assert kommune.history.count() == 1


def test_ein_unbekanntes_feld_wird_nicht_still_uebergangen() -> None:
    kreis = satzbau.kreis()
    with pytest.raises(TypeError, match="kreis_id"):
        kommunen.kommune_aendern(
            kommune_id=satzbau.kommune(kreis).pk,
            akteur=satzbau.akteur(kreis),
            angaben={"kreis_id": 7},  # type: ignore[typeddict-unknown-key]
        )


@pytest.mark.parametrize("art", ["kommune", "einrichtung", "person", "standort", "funktion"])
def test_wer_mit_altem_stand_speichert_ueberschreibt_nichts(art: str) -> None:
    kreis = satzbau.kreis()
    kommune, einrichtung = satzbau.kommune(kreis), satzbau.einrichtung(kreis)
    person = satzbau.person(kreis)
    satz = {
        "kommune": kommune,
        "einrichtung": einrichtung,
        "person": person,
        "standort": satzbau.standort(kreis, kommune_id=kommune.pk),
        "funktion": satzbau.funktion(person, einrichtung),
    }[art]
    feld = {"person": "nachname", "funktion": "bezeichnung"}.get(art, "name")
    raum = {"kommune": kommunen, "einrichtung": einrichtungen, "standort": standorte}.get(art, personen)
    aendern = getattr(raum, f"{art}_aendern")
    stand = stand_von(satz)
    aendern(
        **{f"{art}_id": satz.pk},
        akteur=satzbau.akteur(kreis),
        angaben={feld: "Erste"},
        erwarteter_stand=stand,
    )
    with pytest.raises(Ueberholt, match="von Petra Probe am"):
        aendern(
            **{f"{art}_id": satz.pk},
            akteur=satzbau.akteur(kreis),
            angaben={feld: "Zweite"},
            erwarteter_stand=stand,
        )
    satz.refresh_from_db()
    assert getattr(satz, feld) == "Erste"


def test_ein_name_ist_im_kreis_einmalig_auch_klein_geschrieben_und_im_anderen_kreis_frei() -> None:
    kreis, anderer = satzbau.kreis(), satzbau.kreis("Kreis L")
    satzbau.kommune(kreis, "Birkenau")
    satzbau.kommune(anderer, "Birkenau")
    with pytest.raises(ValidationError, match="gibt es schon") as fehler:
        satzbau.kommune(kreis, "birkenau")
    assert fehler.value.error_dict["__all__"][0].code == "name"


def test_ein_verweis_in_einen_anderen_kreis_wird_abgewiesen() -> None:
    kreis, anderer = satzbau.kreis(), satzbau.kreis("Kreis L")
    fremde = satzbau.kommune(anderer)
    with pytest.raises(ValidationError, match="anderen Kreis"):
        satzbau.einrichtung(kreis, kommune_id=fremde.pk)
    with pytest.raises(ValidationError, match="anderen Kreis"):
        satzbau.standort(kreis, kommune_id=fremde.pk)
    with pytest.raises(ValidationError, match="anderen Kreis"):
        satzbau.funktion(satzbau.person(kreis), satzbau.einrichtung(anderer))


def test_eine_funktion_braucht_eine_einrichtung() -> None:
    kreis = satzbau.kreis()
    with pytest.raises(ValidationError):
        personen.funktion_geben(
            person_id=satzbau.person(kreis).pk, akteur=satzbau.SYSTEM, angaben={"bezeichnung": "Leitung"}
        )


def test_ein_standort_braucht_kommune_oder_einrichtung() -> None:
    with pytest.raises(ValidationError, match="Kommune oder eine Einrichtung"):
        satzbau.standort(satzbau.kreis())


def test_die_datenbank_selbst_weist_ein_falsches_wort_ab() -> None:
    kommune = satzbau.kommune(satzbau.kreis())
    kommune.art = "weiler"
    with pytest.raises(IntegrityError), transaction.atomic():
        kommune.save()


def test_stilllegen_einer_kommune_beendet_ihre_standorte_und_laesst_die_einrichtungen() -> None:
    kreis = satzbau.kreis()
    kommune = satzbau.kommune(kreis)
    standort = satzbau.standort(kreis, kommune_id=kommune.pk)
    einrichtung = satzbau.einrichtung(kreis, kommune_id=kommune.pk)
    kommunen.kommune_stilllegen(
        kommune_id=kommune.pk, zum=ENDE, akteur=satzbau.akteur(kreis), grund="Neugliederung"
    )
    assert Kommune.objects.get().aktiv_bis == ENDE
    assert Standort.objects.get(pk=standort.pk).aktiv_bis == ENDE
    assert Einrichtung.objects.get(pk=einrichtung.pk).aktiv_bis is None
    assert standort.history.latest().history_change_reason == "Neugliederung"


def test_stilllegen_einer_einrichtung_beendet_funktionen_und_eigene_standorte() -> None:
    kreis = satzbau.kreis()
    kommune, einrichtung = satzbau.kommune(kreis), satzbau.einrichtung(kreis)
    eigener = satzbau.standort(kreis, "Büro", einrichtung_id=einrichtung.pk)
    geteilter = satzbau.standort(kreis, "Rathaus", einrichtung_id=einrichtung.pk, kommune_id=kommune.pk)
    person = satzbau.person(kreis)
    laufend = satzbau.funktion(person, einrichtung, "Leitung", von=date(2022, 1, 1))
    kuenftig = satzbau.funktion(person, einrichtung, "Vertretung", von=date(2025, 1, 1))
    ohne_beginn = satzbau.funktion(person, einrichtung, "Sachbearbeitung")
    beendet = satzbau.funktion(person, einrichtung, "Praktikum", bis=date(2023, 1, 1))
    einrichtungen.einrichtung_stilllegen(
        einrichtung_id=einrichtung.pk, zum=ENDE, akteur=satzbau.akteur(kreis), grund="Aufgelöst"
    )
    for funktion in (laufend, kuenftig, ohne_beginn, beendet):
        funktion.refresh_from_db()
    assert laufend.bis == ENDE
    assert kuenftig.bis == date(2025, 1, 1)
    assert ohne_beginn.bis == ENDE
    assert beendet.bis == date(2023, 1, 1)
    assert Standort.objects.get(pk=eigener.pk).aktiv_bis == ENDE
    assert Standort.objects.get(pk=geteilter.pk).aktiv_bis is None


def test_stilllegen_einer_person_beendet_ihre_funktionen() -> None:
    kreis = satzbau.kreis()
    person = satzbau.person(kreis)
    funktion = satzbau.funktion(person, satzbau.einrichtung(kreis))
    personen.person_stilllegen(person_id=person.pk, zum=ENDE, akteur=satzbau.akteur(kreis), grund="Ruhestand")
    funktion.refresh_from_db()
    assert funktion.bis == ENDE


def test_das_ende_liegt_nie_vor_dem_beginn() -> None:
    kreis = satzbau.kreis()
    person = satzbau.person(kreis, aktiv_ab=date(2024, 5, 1))
    with pytest.raises(ValidationError, match="Ende liegt vor dem Beginn"):
        personen.person_stilllegen(person_id=person.pk, zum=ENDE, akteur=satzbau.akteur(kreis), grund="x")
    assert Person.objects.get().aktiv_bis is None


@pytest.mark.parametrize("art", ["kommune", "einrichtung", "person", "standort"])
def test_stillgelegtes_wird_wieder_aufgenommen_und_nichts_geht_zweimal(art: str) -> None:
    kreis = satzbau.kreis()
    kommune = satzbau.kommune(kreis)
    satz = {
        "kommune": lambda: kommune,
        "einrichtung": lambda: satzbau.einrichtung(kreis),
        "person": lambda: satzbau.person(kreis),
        "standort": lambda: satzbau.standort(kreis, kommune_id=kommune.pk),
    }[art]()
    raum = {"kommune": kommunen, "einrichtung": einrichtungen, "person": personen, "standort": standorte}[art]
    stilllegen, aufnehmen = getattr(raum, f"{art}_stilllegen"), getattr(raum, f"{art}_wieder_aufnehmen")
    kennung = {f"{art}_id": satz.pk}
    akteur = satzbau.akteur(kreis)
    with pytest.raises(NichtErlaubt, match="nicht stillgelegt"):
        aufnehmen(**kennung, akteur=akteur, grund="x")
    stilllegen(**kennung, zum=ENDE, akteur=akteur, grund="x")
    with pytest.raises(NichtErlaubt, match="schon stillgelegt"):
        stilllegen(**kennung, zum=ENDE, akteur=akteur, grund="x")
    aufnehmen(**kennung, akteur=akteur, grund="Irrtum")
    satz.refresh_from_db()
    assert satz.aktiv_bis is None
    assert not satz.stillgelegt


def test_eine_stillgelegte_person_bekommt_keine_funktion() -> None:
    kreis = satzbau.kreis()
    person, einrichtung = satzbau.person(kreis), satzbau.einrichtung(kreis)
    personen.person_stilllegen(person_id=person.pk, zum=ENDE, akteur=satzbau.akteur(kreis), grund="x")
    with time_machine.travel(date(2024, 4, 1)), pytest.raises(NichtErlaubt, match="zuerst wieder aufnehmen"):
        satzbau.funktion(person, einrichtung)
    with time_machine.travel(date(2024, 3, 31)):
        assert satzbau.funktion(person, einrichtung).bis is None


def test_eine_stillgelegte_einrichtung_vergibt_keine_offene_funktion() -> None:
    kreis = satzbau.kreis()
    person, einrichtung = satzbau.person(kreis), satzbau.einrichtung(kreis)
    einrichtungen.einrichtung_stilllegen(
        einrichtung_id=einrichtung.pk, zum=ENDE, akteur=satzbau.akteur(kreis), grund="x"
    )
    with pytest.raises(Fachfehler, match="Einrichtung ist stillgelegt") as fehler:
        satzbau.funktion(person, einrichtung)
    assert fehler.value.feld == "einrichtung"
    assert satzbau.funktion(person, einrichtung, bis=ENDE).bis == ENDE


def test_eine_funktion_wird_mit_dem_tag_bis_beendet_und_ohne_unterschied_nicht_beruehrt() -> None:
    kreis = satzbau.kreis()
    funktion = satzbau.funktion(satzbau.person(kreis), satzbau.einrichtung(kreis))
    akteur = satzbau.akteur(kreis)
    personen.funktion_aendern(funktion_id=funktion.pk, akteur=akteur, angaben={"bezeichnung": "Leitung"})
    assert funktion.history.count() == 1
    personen.funktion_aendern(funktion_id=funktion.pk, akteur=akteur, angaben={"bis": ENDE})
    funktion.refresh_from_db()
    assert (funktion.aktiv_am(ENDE), funktion.aktiv_am(date(2024, 4, 1))) == (True, False)


def test_dieselbe_offene_funktion_gibt_es_nur_einmal() -> None:
    kreis = satzbau.kreis()
    person, einrichtung = satzbau.person(kreis), satzbau.einrichtung(kreis)
    satzbau.funktion(person, einrichtung)
    with pytest.raises(ValidationError, match="hat die Person bei dieser Einrichtung schon"):
        satzbau.funktion(person, einrichtung)


def test_wer_eine_kommune_betreut_aendert_dort_und_nimmt_nichts_in_eine_andere_mit() -> None:
    kreis = satzbau.kreis()
    eigene, andere = satzbau.kommune(kreis, "Birkenau"), satzbau.kommune(kreis, "Buchenau")
    betreuerin = Probeakteur(
        kreis.pk,
        frozenset({permissions.SEHEN, permissions.AENDERN}),
        frozenset({Bereich("kommune", eigene.pk, kreis.pk)}),
    )
    einrichtung = einrichtungen.einrichtung_anlegen(
        kreis_id=kreis.pk,
        akteur=betreuerin,
        angaben={"name": "Treff", "art": "ehrenamt", "kommune_id": eigene.pk},
    )
    with pytest.raises(NichtErlaubt):
        einrichtungen.einrichtung_anlegen(
            kreis_id=kreis.pk,
            akteur=betreuerin,
            angaben={"name": "Amt", "art": "ehrenamt", "kommune_id": andere.pk},
        )
    with pytest.raises(NichtErlaubt):
        einrichtungen.einrichtung_aendern(
            einrichtung_id=einrichtung.pk, akteur=betreuerin, angaben={"kommune_id": andere.pk}
        )
    standort = standorte.standort_anlegen(
        kreis_id=kreis.pk, akteur=betreuerin, angaben={"name": "Rathaus", "kommune_id": eigene.pk}
    )
    with pytest.raises(NichtErlaubt):
        standorte.standort_aendern(
            standort_id=standort.pk, akteur=betreuerin, angaben={"kommune_id": andere.pk}
        )
    assert Standort.objects.get().kommune_id == eigene.pk


def test_ohne_recht_geht_nichts() -> None:
    kreis = satzbau.kreis()
    niemand = satzbau.akteur(kreis, permissions.SEHEN)
    with pytest.raises(NichtErlaubt):
        kommunen.kommune_anlegen(kreis_id=kreis.pk, akteur=niemand, angaben={"name": "X", "art": "stadt"})
    with pytest.raises(NichtErlaubt):
        personen.person_anlegen(kreis_id=kreis.pk, akteur=niemand, angaben={"vorname": "A", "nachname": "B"})
    assert not Kommune.objects.exists()


def test_ein_text_mit_zeilenumbruch_im_namen_wird_abgewiesen() -> None:
    with pytest.raises(ValidationError, match="in einer Zeile"):
        satzbau.kommune(satzbau.kreis(), "Birken\nau")


def test_bezeichnungen_zum_lesen() -> None:
    kreis = satzbau.kreis()
    kommune, einrichtung = satzbau.kommune(kreis), satzbau.einrichtung(kreis, telefon="0228 1")
    person = satzbau.person(kreis, titel="Dr.")
    assert str(kommune) == "Stadt Birkenau"
    assert str(person) == "Dr. Mia Muster"
    assert str(satzbau.funktion(person, einrichtung)) == "Leitung, Sozialamt"
    assert str(satzbau.standort(kreis, kommune_id=kommune.pk)) == "Rathaus, Stadt Birkenau"
    assert not einrichtung.ohne_kontakt
    assert kommune.aktiv_am(ENDE)


@pytest.mark.parametrize("art", ["kommune", "einrichtung", "person", "standort"])
def test_gespeichert_ohne_unterschied_bleibt_die_historie_wie_sie_ist(art: str) -> None:
    kreis = satzbau.kreis()
    kommune = satzbau.kommune(kreis)
    satz = {
        "kommune": lambda: kommune,
        "einrichtung": lambda: satzbau.einrichtung(kreis),
        "person": lambda: satzbau.person(kreis),
        "standort": lambda: satzbau.standort(kreis, kommune_id=kommune.pk),
    }[art]()
    raum = {"kommune": kommunen, "einrichtung": einrichtungen, "person": personen, "standort": standorte}[art]
    getattr(raum, f"{art}_aendern")(**{f"{art}_id": satz.pk}, akteur=satzbau.akteur(kreis), angaben={})
    assert satz.history.count() == 1
