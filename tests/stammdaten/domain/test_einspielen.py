from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from kim.basis.fehler import NichtErlaubt, Ueberholt
from kim.stammdaten import permissions
from kim.stammdaten.domain.einrichtung import einrichtung_aendern
from kim.stammdaten.domain.einspielen import (
    HALTBARKEIT,
    importvorschau_anlegen,
    importvorschau_uebernehmen,
    importvorschau_verwerfen,
    importvorschauen_aufraeumen,
    plan_der_vorschau,
)
from kim.stammdaten.domain.person import person_stilllegen
from kim.stammdaten.domain.queries.einspielplan import Einspielfehler
from kim.stammdaten.models import Einrichtung, Importvorschau, Kommune, Kreis, Person, Standort
from kim.stammdaten.regeln.einspielung import Zeile
from kim.stammdaten.tasks import aufraeumen
from tests.stammdaten import satzbau

pytestmark = pytest.mark.django_db
JETZT = datetime(2024, 3, 1, 12, tzinfo=UTC)


def _zeilen(zeilen: Sequence[Sequence[str]]) -> list[Zeile]:
    return [Zeile(nummer, tuple(zellen)) for nummer, zellen in enumerate(zeilen, start=2)]


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
