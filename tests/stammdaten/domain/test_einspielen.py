from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from kim.basis.fehler import NichtErlaubt, Ueberholt
from kim.stammdaten import permissions
from kim.stammdaten.domain.einrichtung import einrichtung_aendern, einrichtung_stilllegen
from kim.stammdaten.domain.einspielen import (
    HALTBARKEIT,
    importvorschau_anlegen,
    importvorschau_uebernehmen,
    importvorschau_verwerfen,
    importvorschauen_aufraeumen,
    plan_aus_tabelle,
    plan_der_vorschau,
)
from kim.stammdaten.domain.kommune import kommune_stilllegen
from kim.stammdaten.domain.queries.einspielplan import Aktion, Einspielfehler, Plan
from kim.stammdaten.models import Einrichtung, Importvorschau, Kommune, Kreis, Person, Standort
from kim.stammdaten.regeln.einspielung import Zeile
from kim.stammdaten.tasks import aufraeumen
from tests.stammdaten import satzbau

pytestmark = pytest.mark.django_db
JETZT = datetime(2024, 3, 1, 12, tzinfo=UTC)


def _zeilen(zeilen: Sequence[Sequence[str]]) -> list[Zeile]:
    return [Zeile(nummer, tuple(zellen)) for nummer, zellen in enumerate(zeilen, start=2)]


def plan(kreis: Kreis, art: str, kopf: str, *zeilen: Sequence[str]) -> Plan:
    return plan_aus_tabelle(kreis_id=kreis.pk, art=art, kopf=kopf.split(";"), zeilen=_zeilen(zeilen))


def fehler(kreis: Kreis, art: str, kopf: str, *zeilen: Sequence[str]) -> list[tuple[int, str, str]]:
    with pytest.raises(Einspielfehler) as grund:
        plan(kreis, art, kopf, *zeilen)
    assert str(grund.value)
    return [(f.zeile, f.spalte, f.meldung) for f in grund.value.fehler]


def vorschau(kreis: Kreis, art: str, kopf: str, *zeilen: Sequence[str], konto_id: int = 1) -> Importvorschau:
    return importvorschau_anlegen(
        kreis_id=kreis.pk,
        art=art,
        kopf=kopf.split(";"),
        zeilen=_zeilen(zeilen),
        akteur=satzbau.akteur(kreis, konto_id=konto_id),
        jetzt=JETZT,
    )


def uebernehmen(kreis: Kreis, datei: Importvorschau, abdruck: str | None = None):  # type: ignore[no-untyped-def]
    return importvorschau_uebernehmen(
        vorschau_id=datei.pk,
        abdruck=abdruck or plan_der_vorschau(datei).abdruck,
        akteur=satzbau.akteur(kreis),
        grund="Liste vom März",
    )


# What a file would do -------------------------------------------------------------------------------------


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


# Taking over ------------------------------------------------------------------------------------------------


def test_uebernommen_wird_genau_das_was_die_vorschau_zeigt() -> None:
    kreis = satzbau.kreis()
    satzbau.kommune(kreis, "Birkenau")
    gleich = satzbau.kommune(kreis, "Buchenau")
    datei = vorschau(
        kreis, "kommunen", "Name;Art", ["Birkenau", "Gemeinde"], ["Buchenau", "Stadt"], ["Eschenau", "Stadt"]
    )
    ergebnis = uebernehmen(kreis, datei)
    assert (ergebnis.angelegt, ergebnis.geaendert, ergebnis.unveraendert) == (1, 1, 1)
    assert {k.name: k.art for k in Kommune.objects.all()} == {
        "Birkenau": "gemeinde",
        "Buchenau": "stadt",
        "Eschenau": "stadt",
    }
    assert gleich.history.count() == 1
    neue = Kommune.objects.get(name="Eschenau").history.get()
    assert (neue.history_change_reason, neue.akteur_name) == ("Liste vom März", "Petra Probe")
    assert not Importvorschau.objects.exists()


@pytest.mark.parametrize(
    ("art", "kopf", "neu", "anders"),
    [
        ("einrichtungen", "Name;Art;Kurzname", ["Amt", "Behörde", "A"], ["Sozialamt", "Behörde", "SozA"]),
        (
            "standorte",
            "Name;Einrichtung;Hinweise",
            ["Büro", "Sozialamt", "2. Stock"],
            ["Tor", "Sozialamt", "neu"],
        ),
        ("personen", "Vorname;Nachname;Telefon", ["Jan", "Probe", "0228 2"], ["Mia", "Muster", "0228 1"]),
    ],
)
def test_jede_art_laesst_sich_uebernehmen(art: str, kopf: str, neu: list[str], anders: list[str]) -> None:
    kreis = satzbau.kreis()
    amt = satzbau.einrichtung(kreis, "Sozialamt")
    satzbau.standort(kreis, "Tor", einrichtung_id=amt.pk)
    satzbau.person(kreis, "Muster", "Mia")
    ergebnis = uebernehmen(kreis, vorschau(kreis, art, kopf, neu, anders))
    assert (ergebnis.angelegt, ergebnis.geaendert) == (1, 1)
    assert {m.objects.count() for m in (Einrichtung, Standort, Person)} == {1, 2}


def test_eine_person_bekommt_beim_uebernehmen_ihre_funktion() -> None:
    kreis = satzbau.kreis()
    satzbau.einrichtung(kreis, "Sozialamt")
    datei = vorschau(
        kreis, "personen", "Vorname;Nachname;Einrichtung;Funktion", ["Mia", "Muster", "Sozialamt", "Leitung"]
    )
    uebernehmen(kreis, datei)
    assert [str(f) for f in Person.objects.get().funktionen.all()] == ["Leitung, Sozialamt"]


def test_wer_inzwischen_aendert_macht_die_vorschau_ungueltig_und_nichts_wird_geschrieben() -> None:
    kreis = satzbau.kreis()
    amt = satzbau.einrichtung(kreis, "Sozialamt")
    datei = vorschau(kreis, "einrichtungen", "Name;Art;Telefon", ["Sozialamt", "Behörde", "0228 1"])
    abdruck = plan_der_vorschau(datei).abdruck
    einrichtung_aendern(einrichtung_id=amt.pk, akteur=satzbau.SYSTEM, angaben={"telefon": "0228 9"})
    with pytest.raises(Ueberholt, match="neue Vorschau"):
        uebernehmen(kreis, datei, abdruck)
    amt.refresh_from_db()
    assert amt.telefon == "0228 9"
    assert Importvorschau.objects.count() == 1


def test_ein_zweiter_klick_findet_die_vorschau_nicht_mehr() -> None:
    kreis = satzbau.kreis()
    datei = vorschau(kreis, "kommunen", "Name;Art", ["Eschenau", "Stadt"])
    abdruck = plan_der_vorschau(datei).abdruck
    uebernehmen(kreis, datei, abdruck)
    with pytest.raises(Ueberholt, match="schon übernommen oder verworfen"):
        importvorschau_uebernehmen(
            vorschau_id=999_999, abdruck=abdruck, akteur=satzbau.akteur(kreis), grund="noch einmal"
        )
    assert Kommune.objects.count() == 1


def test_was_erst_beim_schreiben_auffaellt_macht_alles_rueckgaengig() -> None:
    kreis = satzbau.kreis()
    person = satzbau.person(kreis, "Muster", "Mia", aktiv_ab=date(2024, 1, 1))
    from kim.stammdaten.domain.person import person_stilllegen

    person_stilllegen(person_id=person.pk, zum=date(2099, 1, 1), akteur=satzbau.SYSTEM, grund="x")
    datei = vorschau(
        kreis, "personen", "Vorname;Nachname;Aktiv ab", ["Jan", "Probe", ""], ["Mia", "Muster", "01.01.2100"]
    )
    with pytest.raises(Einspielfehler) as grund:
        uebernehmen(kreis, datei)
    assert [(f.zeile, f.meldung) for f in grund.value.fehler] == [
        (3, "Das Ende liegt vor dem Beginn. Bitte die beiden Tage prüfen.")
    ]
    assert Person.objects.count() == 1


def test_eine_neue_datei_ersetzt_die_vorige_und_verwerfen_loescht() -> None:
    kreis = satzbau.kreis()
    erste = vorschau(kreis, "kommunen", "Name;Art", ["Eschenau", "Stadt"])
    zweite = vorschau(kreis, "kommunen", "Name;Art", ["Erlenau", "Stadt"])
    assert erste.pk == zweite.pk
    assert Importvorschau.objects.get().zeilen == [[2, ["Erlenau", "Stadt"]]]
    importvorschau_verwerfen(vorschau_id=zweite.pk, akteur=satzbau.akteur(kreis, konto_id=2))
    assert Importvorschau.objects.count() == 1
    importvorschau_verwerfen(vorschau_id=zweite.pk, akteur=satzbau.akteur(kreis))
    assert not Importvorschau.objects.exists()


def test_was_niemand_bestaetigt_wird_nach_einer_stunde_geloescht() -> None:
    kreis = satzbau.kreis()
    vorschau(kreis, "kommunen", "Name;Art", ["Eschenau", "Stadt"])
    assert importvorschauen_aufraeumen(jetzt=JETZT + HALTBARKEIT) == 0
    assert importvorschauen_aufraeumen(jetzt=JETZT + HALTBARKEIT + timedelta(seconds=1)) == 1


def test_der_auftrag_raeumt_auf() -> None:
    class Still:
        def melden(self, erledigt: int, gesamt: int, text: str = "") -> None: ...

    vorschau(satzbau.kreis(), "kommunen", "Name;Art", ["Eschenau", "Stadt"])
    assert aufraeumen({}, Still()) == {"geloescht": 1}


def test_ohne_recht_wird_weder_geprueft_noch_uebernommen() -> None:
    kreis, anderer = satzbau.kreis(), satzbau.kreis("Kreis L")
    for ziel, rechte, art in (
        (kreis, {permissions.IMPORTIEREN}, "kommunen"),
        (kreis, {permissions.AENDERN}, "kommunen"),
        (kreis, {permissions.IMPORTIEREN, permissions.AENDERN}, "personen"),
        (anderer, satzbau.ALLE_RECHTE, "kommunen"),
    ):
        with pytest.raises(NichtErlaubt):
            importvorschau_anlegen(
                kreis_id=ziel.pk,
                art=art,
                kopf=["Name"],
                zeilen=[],
                akteur=satzbau.akteur(kreis, *rechte),
                jetzt=JETZT,
            )


def test_fremde_vorschauen_sieht_niemand() -> None:
    kreis = satzbau.kreis()
    datei = vorschau(kreis, "kommunen", "Name;Art", ["Eschenau", "Stadt"])
    assert list(permissions.eigene_importvorschauen(satzbau.akteur(kreis))) == [datei]
    assert not permissions.eigene_importvorschauen(satzbau.akteur(kreis, konto_id=2))
    assert not permissions.eigene_importvorschauen(satzbau.akteur(kreis, konto_id=None))
    assert not permissions.eigene_importvorschauen(satzbau.akteur(kreis, permissions.SEHEN))
    assert str(datei) == "Kommunen (Kreis K)"


def test_ein_automatischer_vorgang_hat_keine_vorschau() -> None:
    kreis = satzbau.kreis()
    with pytest.raises(NichtErlaubt, match="braucht ein Konto"):
        importvorschau_anlegen(
            kreis_id=kreis.pk, art="kommunen", kopf=["Name"], zeilen=[], akteur=satzbau.SYSTEM, jetzt=JETZT
        )
