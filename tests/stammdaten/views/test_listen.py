from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from kim.stammdaten.domain.einrichtung import einrichtung_stilllegen
from kim.stammdaten.models import Kreis
from tests.stammdaten import satzbau
from tests.werkzeug.abfragen import gleiche_abfragen, hoechstens

ARTEN = ["kommune", "einrichtung", "person", "standort"]


def _viele(kreis: Kreis, art: str):  # type: ignore[no-untyped-def]
    """Makes one more complete record each time, with what it refers to."""
    zahl = iter(range(1000))
    amt, dorf = satzbau.einrichtung(kreis, "Stammamt"), satzbau.kommune(kreis, "Stammdorf")

    def anlegen() -> None:
        n = next(zahl)
        if art == "kommune":
            neue = satzbau.kommune(kreis, f"Dorf {n}")
            satzbau.einrichtung(kreis, f"Amt {n}", kommune_id=neue.pk)
            satzbau.standort(kreis, f"Haus {n}", kommune_id=neue.pk)
        elif art == "einrichtung":
            satzbau.einrichtung(kreis, f"Amt {n}", kommune_id=dorf.pk)
        elif art == "person":
            satzbau.funktion(satzbau.person(kreis, f"Person {n}"), satzbau.einrichtung(kreis, f"Amt {n}"))
        else:
            satzbau.standort(kreis, f"Haus {n}", kommune_id=dorf.pk, einrichtung_id=amt.pk)

    return anlegen


@pytest.mark.parametrize(
    ("art", "anzahl"), [("kommune", 6), ("einrichtung", 6), ("person", 7), ("standort", 6)]
)
def test_eine_liste_braucht_mit_einer_und_mit_drei_zeilen_gleich_viele_abfragen(
    art: str, anzahl: int, kreis: Kreis, geschaeftsstelle: Client
) -> None:
    gleiche_abfragen(
        1,
        3,
        anlegen=_viele(kreis, art),
        abrufen=lambda: geschaeftsstelle.get(reverse(f"stammdaten:{art}-liste")),
        anzahl=anzahl,
    )


@pytest.mark.parametrize("art", ARTEN)
def test_auch_mit_vielen_zeilen_bleibt_es_bei_hoechstens_zwoelf(
    art: str, kreis: Kreis, geschaeftsstelle: Client
) -> None:
    anlegen = _viele(kreis, art)
    for _mal in range(51):
        anlegen()
    with hoechstens(12):
        antwort = geschaeftsstelle.get(reverse(f"stammdaten:{art}-liste"))
    assert antwort.context["seite"].seiten > 1


@pytest.mark.parametrize("art", ARTEN)
def test_eine_datei_hat_alle_zeilen_und_braucht_nicht_mehr_abfragen(
    art: str, kreis: Kreis, geschaeftsstelle: Client
) -> None:
    anlegen = _viele(kreis, art)
    for _mal in range(51):
        anlegen()
    with hoechstens(12):
        als_csv = geschaeftsstelle.get(reverse(f"stammdaten:{art}-csv"))
    als_xlsx = geschaeftsstelle.get(reverse(f"stammdaten:{art}-xlsx"))
    zeilen = list(csv.reader(io.StringIO(als_csv.content.decode("utf-8-sig")), delimiter=";"))
    assert len(zeilen) >= 52
    assert load_workbook(io.BytesIO(als_xlsx.content)).active.max_row == len(zeilen)
    for antwort, format in ((als_csv, "csv"), (als_xlsx, "xlsx")):
        assert antwort["Content-Disposition"].endswith(f'.{format}"')


def test_gezeigt_wird_zuerst_nur_was_aktiv_ist(kreis: Kreis, geschaeftsstelle: Client) -> None:
    gestern, morgen = (timezone.localdate() + timedelta(days=tage) for tage in (-1, 1))
    for name, ende in (("Altamt", gestern), ("Bald-Amt", morgen)):
        einrichtung_stilllegen(
            einrichtung_id=satzbau.einrichtung(kreis, name).pk, zum=ende, akteur=satzbau.SYSTEM, grund="x"
        )
    satzbau.einrichtung(kreis, "Jetztamt")
    liste = reverse("stammdaten:einrichtung-liste")

    def namen(frage: str) -> set[str]:
        return {satz.name for satz in geschaeftsstelle.get(liste + frage).context["seite"].zeilen}

    assert namen("") == {"Bald-Amt", "Jetztamt"}
    assert namen("?stand=stillgelegt") == {"Altamt"}
    assert namen("?stand=alle") == {"Altamt", "Bald-Amt", "Jetztamt"}
    assert namen("?stand=quatsch") == {"Bald-Amt", "Jetztamt"}
    assert f'href="{liste}?stand=stillgelegt"' in geschaeftsstelle.get(liste).content.decode()


def test_filter_und_suche_wirken_auch_auf_die_datei(kreis: Kreis, geschaeftsstelle: Client) -> None:
    dorf = satzbau.kommune(kreis, "Birkenau")
    satzbau.einrichtung(kreis, "Sozialamt", kommune_id=dorf.pk, telefon="0228 1")
    satzbau.einrichtung(kreis, "Caritas", art="wohlfahrt")
    erreichbar = satzbau.einrichtung(kreis, "Jugendamt")
    satzbau.funktion(satzbau.person(kreis, email="a@b.example"), erreichbar)
    for frage, erwartet in (
        ("?art=wohlfahrt", {"Caritas"}),
        (f"?kommune={dorf.pk}", {"Sozialamt"}),
        ("?suche=AMT", {"Sozialamt", "Jugendamt"}),
        ("?kontakt=ohne", {"Caritas"}),
        ("?kommune=99999999", {"Sozialamt", "Caritas", "Jugendamt"}),
    ):
        antwort = geschaeftsstelle.get(reverse("stammdaten:einrichtung-csv") + frage)
        zeilen = csv.DictReader(io.StringIO(antwort.content.decode("utf-8-sig")), delimiter=";")
        assert {zeile["Name"] for zeile in zeilen} == erwartet, frage


def test_personen_lassen_sich_nach_einrichtung_filtern_beendete_zaehlen_nicht(
    kreis: Kreis, geschaeftsstelle: Client
) -> None:
    amt = satzbau.einrichtung(kreis, "Sozialamt")
    satzbau.funktion(satzbau.person(kreis, "Heute"), amt)
    satzbau.funktion(satzbau.person(kreis, "Frueher"), amt, bis=date(2020, 1, 1))
    antwort = geschaeftsstelle.get(reverse("stammdaten:person-liste") + f"?einrichtung={amt.pk}")
    assert [person.nachname for person in antwort.context["seite"].zeilen] == ["Heute"]


def test_die_rheinseite_steht_nur_zur_wahl_wo_es_eine_gibt(kreis: Kreis, geschaeftsstelle: Client) -> None:
    liste = reverse("stammdaten:kommune-liste")
    satzbau.kommune(kreis, "Birkenau")
    felder = geschaeftsstelle.get(liste).context["seite"].filterfelder
    assert [feld.schluessel for feld in felder] == ["art", "stand"]
    satzbau.kommune(kreis, "Buchenau", rheinseite="linksrheinisch")
    antwort = geschaeftsstelle.get(liste + "?rheinseite=linksrheinisch")
    assert [kommune.name for kommune in antwort.context["seite"].zeilen] == ["Buchenau"]


def test_eine_ausgabe_laesst_sich_unveraendert_wieder_einlesen(
    kreis: Kreis, geschaeftsstelle: Client
) -> None:
    dorf = satzbau.kommune(kreis, "Birkenau", gemeindeschluessel="05382004", rheinseite="linksrheinisch")
    amt = satzbau.einrichtung(
        kreis,
        "Sozialamt",
        kommune_id=dorf.pk,
        telefon="+49 228 1",
        anschrift="Markt 1\n53721 Ort",
        rechtskreis="sgb_xii",
    )
    person = satzbau.person(kreis, titel="Dr.", email="m@k.example", aktiv_ab=date(2024, 2, 29))
    satzbau.funktion(person, amt, von=date(2024, 3, 1))
    satzbau.funktion(person, amt, "Vertretung")
    satzbau.standort(kreis, kommune_id=dorf.pk, barrierefrei="teilweise", hinweise="=Hof")
    for art, mehrzahl in (
        ("kommune", "kommunen"),
        ("einrichtung", "einrichtungen"),
        ("person", "personen"),
        ("standort", "standorte"),
    ):
        for format in ("csv", "xlsx"):
            datei = geschaeftsstelle.get(reverse(f"stammdaten:{art}-{format}")).content
            antwort = geschaeftsstelle.post(
                reverse("stammdaten:import-hochladen", args=[mehrzahl]),
                {"datei": SimpleUploadedFile(f"x.{format}", datei)},
                follow=True,
            )
            assert antwort.context.get("fehler") == [], (art, format, antwort.context.get("fehler"))
            assert antwort.context["anzahl_gleich"] == 1, (art, format)
            assert "Nichts zu tun" in antwort.content.decode()
