"""What a file would do: created, changed, unchanged; and every cell that does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from kim.stammdaten.domain.einrichtung import einrichtung_stilllegen
from kim.stammdaten.domain.einspielen import plan_aus_tabelle
from kim.stammdaten.domain.kommune import kommune_stilllegen
from kim.stammdaten.domain.queries.einspielplan import Aktion, Einspielfehler, Plan
from kim.stammdaten.models import Kommune, Kreis
from kim.stammdaten.regeln.einspielung import Zeile
from tests.stammdaten import satzbau

pytestmark = pytest.mark.django_db


def _zeilen(zeilen: Sequence[Sequence[str]]) -> list[Zeile]:
    return [Zeile(nummer, tuple(zellen)) for nummer, zellen in enumerate(zeilen, start=2)]


def plan(kreis: Kreis, art: str, kopf: str, *zeilen: Sequence[str]) -> Plan:
    return plan_aus_tabelle(kreis_id=kreis.pk, art=art, kopf=kopf.split(";"), zeilen=_zeilen(zeilen))


def fehler(kreis: Kreis, art: str, kopf: str, *zeilen: Sequence[str]) -> list[tuple[int, str, str]]:
    with pytest.raises(Einspielfehler) as grund:
        plan(kreis, art, kopf, *zeilen)
    assert str(grund.value)
    return [(f.zeile, f.spalte, f.meldung) for f in grund.value.fehler]


def test_der_plan_sagt_anlegen_aendern_und_unveraendert() -> None:
    kreis = satzbau.kreis()
    satzbau.kommune(kreis, "Birkenau")
    satzbau.kommune(kreis, "Buchenau")
    ergebnis = plan(
        kreis, "kommunen", "Name;Art", ["Birkenau", "Gemeinde"], ["buchenau", "Stadt"], ["Eschenau", "Stadt"]
    )
    assert [(z.zeile, z.aktion) for z in ergebnis.zeilen] == [
        (2, Aktion.AENDERN),
        (3, Aktion.AENDERN),
        (4, Aktion.ANLEGEN),
    ]
    assert [(a.titel, a.alt, a.neu) for a in ergebnis.zeilen[0].aenderungen] == [("Art", "Stadt", "Gemeinde")]
    assert [(a.titel, a.alt, a.neu) for a in ergebnis.zeilen[1].aenderungen] == [
        ("Name", "Buchenau", "buchenau")
    ]
    assert Kommune.objects.count() == 2


def test_eine_fehlende_spalte_bleibt_unveraendert_eine_leere_zelle_leert() -> None:
    kreis = satzbau.kreis()
    satzbau.einrichtung(kreis, "Sozialamt", telefon="0228 1", email="a@b.example")
    assert (
        plan(kreis, "einrichtungen", "Name;Art", ["Sozialamt", "Behörde"]).zeilen[0].aktion
        is Aktion.UNVERAENDERT
    )
    geleert = plan(kreis, "einrichtungen", "Name;Art;Telefon", ["Sozialamt", "Behörde", ""]).zeilen[0]
    assert [(a.titel, a.alt, a.neu) for a in geleert.aenderungen] == [("Telefon", "0228 1", "")]


def test_mit_nummer_wird_umbenannt() -> None:
    kreis = satzbau.kreis()
    kommune = satzbau.kommune(kreis, "Birkenau")
    zeile = plan(kreis, "kommunen", "Nummer;Name;Art", [str(kommune.pk), "Neu-Birkenau", "Stadt"]).zeilen[0]
    assert (zeile.aktion, zeile.satz_id) == (Aktion.AENDERN, kommune.pk)


def test_eine_nummer_eines_anderen_kreises_gibt_es_hier_nicht() -> None:
    kreis, anderer = satzbau.kreis(), satzbau.kreis("Kreis L")
    fremde = satzbau.kommune(anderer)
    eigene = fehler(kreis, "kommunen", "Nummer;Name;Art", [str(fremde.pk), "X", "Stadt"])
    nie = fehler(kreis, "kommunen", "Nummer;Name;Art", ["999999", "X", "Stadt"])
    assert eigene == nie
    assert eigene[0][:2] == (2, "Nummer")


def test_ein_verweis_wird_nach_name_gefunden_auch_mit_stadt_davor_und_kurzname() -> None:
    kreis = satzbau.kreis()
    kommune = satzbau.kommune(kreis, "Birkenau")
    einrichtung = satzbau.einrichtung(kreis, "Kommunales Integrationszentrum", kurzname="KI")
    zeile = plan(kreis, "standorte", "Name;Kommune;Einrichtung", ["Rathaus", "stadt birkenau", "ki"]).zeilen[
        0
    ]
    assert (zeile.angaben["kommune_id"], zeile.angaben["einrichtung_id"]) == (kommune.pk, einrichtung.pk)
    assert ("Kommune", "", "Birkenau") in [(a.titel, a.alt, a.neu) for a in zeile.aenderungen]


def test_was_sich_nicht_zuordnen_laesst_wird_genannt() -> None:
    kreis = satzbau.kreis()
    alt = satzbau.kommune(kreis, "Altdorf")
    kommune_stilllegen(kommune_id=alt.pk, zum=date(2020, 1, 1), akteur=satzbau.SYSTEM, grund="x")
    satzbau.einrichtung(kreis, "Amt A", kurzname="Amt")
    satzbau.einrichtung(kreis, "Amt B", kurzname="Amt")
    satzbau.kommune(satzbau.kreis("Kreis L"), "Fremdorf")
    meldungen = fehler(
        kreis,
        "standorte",
        "Name;Kommune;Einrichtung",
        ["Eins", "Fremdorf", ""],
        ["Zwei", "Altdorf", ""],
        ["Drei", "", "Amt"],
        ["Vier", "", ""],
    )
    assert [(zeile, spalte) for zeile, spalte, _text in meldungen] == [
        (2, "Kommune"),
        (3, "Kommune"),
        (4, "Einrichtung"),
        (5, "Kommune"),
    ]
    assert "gibt es in den Stammdaten nicht" in meldungen[0][2]
    assert "stillgelegt" in meldungen[1][2]
    assert "nicht eindeutig" in meldungen[2][2]
    assert "Kommune oder eine Einrichtung" in meldungen[3][2]


def test_fehler_der_zelle_und_der_stammdaten_kommen_zusammen_nach_zeilen() -> None:
    kreis = satzbau.kreis()
    meldungen = fehler(
        kreis,
        "einrichtungen",
        "Name;Art;Kommune;E-Mail;Telefon",
        ["Amt", "Behörde", "Nirgendwo", "", ""],
        ["Verein", "Laden", "", "", ""],
        ["Träger", "Wohlfahrt", "", "keine-adresse", "anrufen"],
    )
    assert [(zeile, spalte) for zeile, spalte, _text in meldungen] == [
        (2, "Kommune"),
        (3, "Art"),
        (4, "E-Mail"),
        (4, "Telefon"),
    ]


def test_ein_eintrag_darf_nur_einmal_in_der_datei_stehen() -> None:
    kreis = satzbau.kreis()
    vorhandene = satzbau.kommune(kreis, "Birkenau")
    doppelt = fehler(
        kreis,
        "kommunen",
        "Nummer;Name;Art",
        ["", "Neudorf", "Stadt"],
        ["", "neudorf", "Stadt"],
        [str(vorhandene.pk), "Umbenannt", "Stadt"],
        [str(vorhandene.pk), "Anders", "Stadt"],
    )
    assert [(zeile, spalte) for zeile, spalte, _text in doppelt] == [(3, "Name"), (5, "Nummer")]
    assert "steht schon in Zeile 2" in doppelt[0][2]


def test_ein_name_oder_schluessel_der_schon_vergeben_ist_wird_genannt() -> None:
    kreis = satzbau.kreis()
    eine = satzbau.kommune(kreis, "Birkenau", gemeindeschluessel="05382004")
    andere = satzbau.kommune(kreis, "Buchenau")
    meldungen = fehler(
        kreis,
        "kommunen",
        "Nummer;Name;Art;Gemeindeschlüssel",
        [str(andere.pk), "Birkenau", "Stadt", "05382004"],
    )
    assert [(zeile, spalte) for zeile, spalte, _text in meldungen] == [(2, "Name"), (2, "Gemeindeschlüssel")]
    assert f"Nummer {eine.pk}" in meldungen[0][2]


def test_eine_kommune_wird_auch_am_gemeindeschluessel_erkannt() -> None:
    kreis = satzbau.kreis()
    kommune = satzbau.kommune(kreis, "Birkenau", gemeindeschluessel="05382004")
    zeile = plan(
        kreis, "kommunen", "Name;Art;Gemeindeschlüssel", ["Birkenau am See", "Stadt", "5382004"]
    ).zeilen[0]
    assert (zeile.aktion, zeile.satz_id) == (Aktion.AENDERN, kommune.pk)


def test_ein_stillgelegter_eintrag_wird_nicht_still_geaendert() -> None:
    kreis = satzbau.kreis()
    amt = satzbau.einrichtung(kreis, "Amt")
    einrichtung_stilllegen(einrichtung_id=amt.pk, zum=date(2020, 1, 1), akteur=satzbau.SYSTEM, grund="x")
    assert "zuerst wieder aufnehmen" in fehler(kreis, "einrichtungen", "Name;Art", ["Amt", "Behörde"])[0][2]


# People -----------------------------------------------------------------------------------------------------


def test_eine_person_wird_an_der_adresse_erkannt_und_ohne_adresse_am_namen() -> None:
    kreis = satzbau.kreis()
    mit = satzbau.person(kreis, "Muster", "Mia", email="mia@kreis.example")
    ohne = satzbau.person(kreis, "Beispiel", "Jan")
    ergebnis = plan(
        kreis,
        "personen",
        "Vorname;Nachname;E-Mail",
        ["Mia", "Muster-Neu", "MIA@kreis.example"],
        ["Jan", "Beispiel", "jan@kreis.example"],
        ["Mia", "Muster", "andere-mia@kreis.example"],
    )
    assert [zeile.satz_id for zeile in ergebnis.zeilen] == [mit.pk, ohne.pk, None]


def test_zwei_gleichnamige_brauchen_die_nummer() -> None:
    kreis = satzbau.kreis()
    eine = satzbau.person(kreis, "Muster", "Mia")
    satzbau.person(kreis, "Muster", "Mia")
    assert "Nummer aus der Ausgabe" in fehler(kreis, "personen", "Vorname;Nachname", ["Mia", "Muster"])[0][2]
    zeile = plan(kreis, "personen", "Nummer;Vorname;Nachname", [str(eine.pk), "Mia", "Muster"]).zeilen[0]
    assert zeile.aktion is Aktion.UNVERAENDERT


def test_dieselbe_person_ohne_adresse_zweimal_in_der_datei() -> None:
    kreis = satzbau.kreis()
    meldungen = fehler(kreis, "personen", "Vorname;Nachname", ["Mia", "Muster"], ["mia", "muster"])
    assert "steht schon in Zeile 2" in meldungen[0][2]


def test_eine_funktion_wird_mit_angelegt_und_eine_vorhandene_nicht_verdoppelt() -> None:
    kreis = satzbau.kreis()
    amt = satzbau.einrichtung(kreis, "Sozialamt")
    person = satzbau.person(kreis, "Muster", "Mia")
    satzbau.funktion(person, amt, "Leitung")
    kopf = "Vorname;Nachname;Einrichtung;Funktion;Funktion seit"
    ergebnis = plan(
        kreis,
        "personen",
        kopf,
        ["Mia", "Muster", "Sozialamt", "leitung", ""],
        ["Jan", "Beispiel", "Sozialamt", "Vertretung", "01.04.2024"],
        ["Ada", "Probe", "", "", ""],
    )
    assert [z.aktion for z in ergebnis.zeilen] == [Aktion.UNVERAENDERT, Aktion.ANLEGEN, Aktion.ANLEGEN]
    assert ergebnis.zeilen[1].funktion == {
        "einrichtung_id": amt.pk,
        "bezeichnung": "Vertretung",
        "von": date(2024, 4, 1),
    }
    assert ergebnis.zeilen[2].funktion is None


def test_einrichtung_und_funktion_gehoeren_zusammen() -> None:
    kreis = satzbau.kreis()
    satzbau.einrichtung(kreis, "Sozialamt")
    kopf = "Vorname;Nachname;Einrichtung;Funktion"
    meldungen = fehler(
        kreis, "personen", kopf, ["Mia", "Muster", "Sozialamt", ""], ["Jan", "Probe", "", "Leitung"]
    )
    assert [(zeile, spalte) for zeile, spalte, _text in meldungen] == [(2, "Funktion"), (3, "Einrichtung")]
