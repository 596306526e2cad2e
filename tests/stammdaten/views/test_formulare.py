"""Creating, editing, closing, Funktionen: what the person sees when it works and when it does not."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kim.stammdaten.domain.einrichtung import einrichtung_aendern
from kim.stammdaten.domain.kommune import kommune_stilllegen
from kim.stammdaten.domain.person import person_stilllegen
from kim.stammdaten.models import Einrichtung, Funktion, Kommune, Kreis
from tests.stammdaten import satzbau


def test_anlegen_fuehrt_zur_seite_des_neuen_eintrags(kreis: Kreis, geschaeftsstelle: Client) -> None:
    antwort = geschaeftsstelle.post(
        reverse("stammdaten:einrichtung-anlegen"),
        {
            "name": "  Sozial \t amt ",
            "art": "behoerde",
            "website": "amt.example",
            "anschrift": "Markt 1\r\nOrt ",
        },
        follow=True,
    )
    einrichtung = Einrichtung.objects.get()
    assert antwort.redirect_chain == [(reverse("stammdaten:einrichtung-detail", args=[einrichtung.pk]), 302)]
    assert "„Sozial amt“ ist angelegt." in antwort.content.decode()
    assert (einrichtung.kreis, einrichtung.name) == (kreis, "Sozial amt")
    assert (einrichtung.website, einrichtung.anschrift) == ("https://amt.example", "Markt 1\nOrt")


@pytest.mark.parametrize(
    ("art", "daten", "feld"),
    [
        ("kommune", {"name": "Birkenau", "art": "stadt"}, "name"),
        ("einrichtung", {"name": "SOZIALAMT", "art": "behoerde"}, "name"),
        ("person", {"vorname": "A", "nachname": "B", "email": "Mia@kreis.example"}, "email"),
        ("standort", {"name": "Rathaus"}, "kommune"),
        ("kommune", {"name": "Neu", "art": "stadt", "gemeindeschluessel": "05382004"}, "gemeindeschluessel"),
    ],
)
def test_was_die_stammdaten_nicht_zulassen_steht_am_feld_und_nichts_geht_verloren(
    art: str, daten: dict[str, str], feld: str, kreis: Kreis, geschaeftsstelle: Client
) -> None:
    satzbau.kommune(kreis, "Birkenau", gemeindeschluessel="05382004")
    satzbau.einrichtung(kreis, "Sozialamt")
    satzbau.person(kreis, email="mia@kreis.example")
    antwort = geschaeftsstelle.post(reverse(f"stammdaten:{art}-anlegen"), daten)
    assert antwort.status_code == 200
    form = antwort.context["form"]
    assert list(form.errors) == [feld]
    assert {name: form[name].value() for name in daten} == daten
    assert f'href="#id_{feld}"' in antwort.content.decode()


def test_wer_veraltetes_speichert_sieht_was_inzwischen_gilt_und_kann_dann_speichern(
    kreis: Kreis, geschaeftsstelle: Client
) -> None:
    amt = satzbau.einrichtung(kreis, "Sozialamt")
    adresse = reverse("stammdaten:einrichtung-bearbeiten", args=[amt.pk])
    stand = geschaeftsstelle.get(adresse).context["form"]["stand"].value()
    einrichtung_aendern(
        einrichtung_id=amt.pk,
        akteur=satzbau.SYSTEM,
        angaben={"telefon": "0228 9", "art": "jobcenter", "aktiv_ab": date(2024, 1, 1)},
    )
    daten = {"name": "Sozialamt", "art": "behoerde", "telefon": "0228 1", "stand": stand}
    antwort = geschaeftsstelle.post(adresse, daten)
    seite = antwort.content.decode()
    assert "inzwischen von System: Test am" in seite
    form = antwort.context["form"]
    assert form.inzwischen == [("Art", "Jobcenter"), ("Telefon", "0228 9"), ("Aktiv ab", "01.01.2024")]
    assert form["telefon"].value() == "0228 1"
    amt.refresh_from_db()
    assert amt.telefon == "0228 9"
    zweite = geschaeftsstelle.post(adresse, {**daten, "stand": form["stand"].value()})
    assert zweite.status_code == 302
    amt.refresh_from_db()
    assert amt.telefon == "0228 1"


@pytest.mark.parametrize("art", ["kommune", "einrichtung", "person", "standort"])
def test_bearbeiten_stilllegen_und_wieder_aufnehmen(art: str, kreis: Kreis, geschaeftsstelle: Client) -> None:
    kommune = satzbau.kommune(kreis, "Dorf")
    satz = {
        "kommune": lambda: kommune,
        "einrichtung": lambda: satzbau.einrichtung(kreis, "Dorf"),
        "person": lambda: satzbau.person(kreis, "Dorf"),
        "standort": lambda: satzbau.standort(kreis, "Dorf", kommune_id=kommune.pk),
    }[art]()

    def url(seite: str) -> str:
        return reverse(f"stammdaten:{art}-{seite}", args=[satz.pk])

    form = geschaeftsstelle.get(url("bearbeiten")).context["form"]
    daten = {name: form[name].value() or "" for name in form.fields}
    daten["nachname" if art == "person" else "name"] = "Neudorf"
    antwort = geschaeftsstelle.post(url("bearbeiten"), daten, follow=True)
    assert (
        "Neudorf“ ist gespeichert." in antwort.content.decode()
        or "ist gespeichert" in antwort.content.decode()
    )

    assert geschaeftsstelle.get(url("wieder-aufnehmen")).status_code == 403
    leer = geschaeftsstelle.post(url("stilllegen"), {"zum": "", "grund": ""})
    assert set(leer.context["form"].errors) == {"zum", "grund"}
    antwort = geschaeftsstelle.post(url("stilllegen"), {"zum": "31.12.2023", "grund": "Ende"}, follow=True)
    assert "endet am 31.12.2023" in antwort.content.decode()
    assert "stillgelegt" in antwort.content.decode()
    assert geschaeftsstelle.get(url("stilllegen")).status_code == 403
    assert geschaeftsstelle.get(url("wieder-aufnehmen")).status_code == 200
    assert "grund" in geschaeftsstelle.post(url("wieder-aufnehmen"), {"grund": ""}).context["form"].errors
    antwort = geschaeftsstelle.post(url("wieder-aufnehmen"), {"grund": "Irrtum"}, follow=True)
    assert "ist wieder aktiv" in antwort.content.decode()
    satz.refresh_from_db()
    assert satz.aktiv_bis is None


def test_die_rueckfrage_zaehlt_was_mit_endet(kreis: Kreis, geschaeftsstelle: Client) -> None:
    amt = satzbau.einrichtung(kreis)
    for name in ("Eins", "Zwei"):
        satzbau.funktion(satzbau.person(kreis, name), amt)
    satzbau.standort(kreis, einrichtung_id=amt.pk)
    seite = geschaeftsstelle.get(reverse("stammdaten:einrichtung-stilllegen", args=[amt.pk])).content.decode()
    assert "2 offene Funktionen enden am selben Tag." in seite
    assert "1 Standort endet am selben Tag." in seite
    assert "Gelöscht wird nichts." in seite


def test_ein_ende_vor_dem_beginn_wird_am_tag_gemeldet(kreis: Kreis, geschaeftsstelle: Client) -> None:
    person = satzbau.person(kreis, aktiv_ab=date(2024, 5, 1))
    antwort = geschaeftsstelle.post(
        reverse("stammdaten:person-stilllegen", args=[person.pk]), {"zum": "30.04.2024", "grund": "x"}
    )
    assert "Ende liegt vor dem Beginn" in antwort.context["form"].errors["zum"][0]


def test_funktion_eintragen_aendern_beenden(kreis: Kreis, geschaeftsstelle: Client) -> None:
    person, amt = satzbau.person(kreis), satzbau.einrichtung(kreis)
    neu = reverse("stammdaten:funktion-anlegen", args=[person.pk])
    assert geschaeftsstelle.get(neu).status_code == 200
    antwort = geschaeftsstelle.post(
        neu, {"einrichtung": amt.pk, "bezeichnung": "Leitung", "von": "01.01.2024"}, follow=True
    )
    assert "Funktion „Leitung, Sozialamt“ ist eingetragen." in antwort.content.decode()
    doppelt = geschaeftsstelle.post(neu, {"einrichtung": amt.pk, "bezeichnung": "Leitung"})
    assert "hat die Person bei dieser Einrichtung schon" in doppelt.content.decode()
    funktion = Funktion.objects.get()
    aendern = reverse("stammdaten:funktion-bearbeiten", args=[funktion.pk])
    form = geschaeftsstelle.get(aendern).context["form"]
    daten = {
        "einrichtung": amt.pk,
        "bezeichnung": "Leitung",
        "von": "01.01.2024",
        "stand": form["stand"].value(),
    }
    falsch = geschaeftsstelle.post(aendern, {**daten, "bis": "31.12.2023"})
    assert list(falsch.context["form"].errors) == ["bis"]
    antwort = geschaeftsstelle.post(aendern, {**daten, "bis": "31.12.2024"}, follow=True)
    assert "bis 31.12.2024" in antwort.content.decode()
    assert "Früher" in antwort.content.decode()


def test_einer_stillgelegten_person_gibt_man_keine_funktion(kreis: Kreis, geschaeftsstelle: Client) -> None:
    person = satzbau.person(kreis)
    person_stilllegen(person_id=person.pk, zum=date(2024, 1, 1), akteur=satzbau.SYSTEM, grund="x")
    antwort = geschaeftsstelle.get(reverse("stammdaten:funktion-anlegen", args=[person.pk]))
    assert antwort.status_code == 403
    assert "zuerst wieder aufnehmen" in antwort.content.decode()


def test_von_der_seite_der_kommune_ist_sie_vorbelegt(kreis: Kreis, geschaeftsstelle: Client) -> None:
    kommune = satzbau.kommune(kreis)
    for frage, wert in ((f"?kommune={kommune.pk}", str(kommune.pk)), ("?kommune=x", None)):
        form = geschaeftsstelle.get(reverse("stammdaten:standort-anlegen") + frage).context["form"]
        assert form["kommune"].value() == wert


def test_was_stillgelegt_ist_steht_nicht_mehr_zur_wahl_bleibt_aber_wo_es_steht(
    kreis: Kreis, geschaeftsstelle: Client
) -> None:
    kommune = satzbau.kommune(kreis)
    amt = satzbau.einrichtung(kreis, kommune_id=kommune.pk)
    kommune_stilllegen(kommune_id=kommune.pk, zum=date(2020, 1, 1), akteur=satzbau.SYSTEM, grund="x")
    neu = geschaeftsstelle.get(reverse("stammdaten:einrichtung-anlegen")).context["form"]
    alt = geschaeftsstelle.get(reverse("stammdaten:einrichtung-bearbeiten", args=[amt.pk])).context["form"]
    assert list(neu.fields["kommune"].queryset) == []
    assert list(alt.fields["kommune"].queryset) == [kommune]


@pytest.mark.parametrize("art", ["kommune", "einrichtung", "standort"])
def test_wer_nur_sehen_darf_sieht_keine_knoepfe_und_kommt_nicht_weiter(
    art: str, kreis: Kreis, vorsitz: Client
) -> None:
    kommune = satzbau.kommune(kreis)
    satz = {
        "kommune": lambda: kommune,
        "einrichtung": lambda: satzbau.einrichtung(kreis),
        "standort": lambda: satzbau.standort(kreis, kommune_id=kommune.pk),
    }[art]()
    liste = vorsitz.get(reverse(f"stammdaten:{art}-liste")).content.decode()
    detail = vorsitz.get(reverse(f"stammdaten:{art}-detail", args=[satz.pk])).content.decode()
    for knopf in (f"{art}-anlegen",):
        assert reverse(f"stammdaten:{knopf}") not in liste + detail
    assert "Stilllegen" not in detail
    assert "Bearbeiten" not in detail
    assert vorsitz.get(reverse(f"stammdaten:{art}-anlegen")).status_code == 403
    for seite in ("bearbeiten", "stilllegen", "wieder-aufnehmen"):
        assert vorsitz.get(reverse(f"stammdaten:{art}-{seite}", args=[satz.pk])).status_code == 404


def test_wer_keine_personen_sieht_findet_auf_der_einrichtung_keine(kreis: Kreis, vorsitz: Client) -> None:
    amt = satzbau.einrichtung(kreis)
    person = satzbau.person(kreis, "Waldau")
    satzbau.funktion(person, amt)
    detail = vorsitz.get(reverse("stammdaten:einrichtung-detail", args=[amt.pk])).content.decode()
    assert "Waldau" not in detail
    assert "Personen" not in detail
    assert vorsitz.get(reverse("stammdaten:person-liste")).status_code == 403
    assert vorsitz.get(reverse("stammdaten:person-detail", args=[person.pk])).status_code == 404
    assert vorsitz.get(reverse("stammdaten:person-csv")).status_code == 403


def test_ein_konto_ohne_kreis_hat_keine_stammdaten(anmelden, konto_mit_rolle) -> None:  # type: ignore[no-untyped-def]
    konto = konto_mit_rolle("geschaeftsstelle")
    konto.kreis = None
    konto.save()
    client = anmelden(konto)
    antwort = client.post(reverse("stammdaten:kommune-anlegen"), {"name": "Dorf", "art": "stadt"})
    assert antwort.status_code in (403, 404)
    assert not Kommune.objects.exists()
