"""The pages of sessions: what they say, what they let one do, and what stays hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from kim.stammdaten.models import Standort
from kim.versand.models import Nachricht
from lenkung.models import Gremium, Kalenderabo, Sitzung, Sperrzeit
from tests.fabriken import KommuneFactory, konto_mit_rolle
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import in_kraft
from tests.lenkung.sitzungsbau import mitglied as mitglied_anlegen
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.werkzeug.abfragen import gleiche_abfragen

TAG = date(2026, 6, 16)
HEUTE = wann(date(2026, 5, 27))
"""Five days before the last day for dispatch, 1 June."""


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(HEUTE, tick=False):
        yield


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def _text(client: Client, adresse: str) -> str:
    antwort = client.get(adresse)
    assert antwort.status_code == 200
    return " ".join(antwort.content.decode().split())


def _daten(**felder: Any) -> dict[str, Any]:
    return {"art": "praesenz", "uhrzeit": "14:00", "dauer_minuten": "120", "ort": "Kreishaus", **felder}


# List and record --------------------------------------------------------------------------------------------


def test_die_liste_zeigt_die_naechste_zuerst_dann_die_vergangenen(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    tage = (date(2026, 9, 8), TAG, date(2025, 3, 4), date(2026, 3, 3))
    for tag in tage:
        sitzung(gremium, tag, "geplant" if tag >= TAG else "geschlossen")
    antwort = geschaeftsstelle.get(_url("sitzung-liste"))
    zeilen = [zeile["tag"] for zeile in antwort.context["zeilen"]]
    assert zeilen == ["Di, 16.06.2026", "Di, 08.09.2026", "Di, 03.03.2026", "Di, 04.03.2025"]
    nur = geschaeftsstelle.get(f"{_url('sitzung-liste')}?jahr=2025&gremium={gremium.pk}")
    assert [zeile["tag"] for zeile in nur.context["zeilen"]] == ["Di, 04.03.2025"]


def test_die_liste_nennt_standorte_mit_einer_abfrage(geschaeftsstelle: Client, gremium: Gremium) -> None:
    kommune = KommuneFactory(kreis=gremium.kreis, name="Siegburg")
    zaehler = iter(range(10))

    def anlegen() -> Sitzung:
        nummer = next(zaehler)
        haus = Standort.objects.create(kreis=gremium.kreis, kommune=kommune, name=f"Haus {nummer}")
        return sitzung(gremium, TAG + timedelta(days=nummer), ort=f"Raum {nummer}", standort=haus)

    gleiche_abfragen(
        1, 3, anlegen=anlegen, abrufen=lambda: geschaeftsstelle.get(_url("sitzung-liste")), anzahl=9
    )
    sitzung(gremium, TAG + timedelta(days=20), art="digital", ort="Büro", link="https://konferenz.example/x")
    zeilen = geschaeftsstelle.get(_url("sitzung-liste")).context["zeilen"]
    assert [zeile["ort"] for zeile in zeilen] == [
        *(f"Raum {n}, Haus {n}, {kommune}" for n in range(len(zeilen) - 1)),
        "",
    ]


def test_liste_und_kalender_brauchen_gleich_viele_abfragen(
    geschaeftsstelle: Client, gremium: Gremium, django_assert_max_num_queries: Any
) -> None:
    in_kraft(gremium)
    zaehler = iter(range(1000))

    def anlegen() -> Sitzung:
        return sitzung(gremium, TAG + timedelta(days=next(zaehler)))

    gleiche_abfragen(
        1, 3, anlegen=anlegen, abrufen=lambda: geschaeftsstelle.get(_url("sitzung-liste")), anzahl=9
    )
    for _ in range(297):
        anlegen()
    with django_assert_max_num_queries(15):
        assert geschaeftsstelle.get(_url("sitzung-liste")).context["seite"].anzahl == 300
    with django_assert_max_num_queries(15):
        assert geschaeftsstelle.get(_url("sitzung-kalender")).status_code == 200
    with django_assert_max_num_queries(15):
        assert geschaeftsstelle.get(_url("sitzung-detail", Sitzung.objects.first().pk)).status_code == 200  # type: ignore[union-attr]


def test_die_seite_zeigt_den_zeitstrahl_mit_stelle_und_rechnung(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    in_kraft(gremium)
    seite = _text(geschaeftsstelle, _url("sitzung-detail", sitzung(gremium, TAG, ort="Kreishaus").pk))
    for stueck in (
        "Di, 16.06.2026",
        "Di, 26.05.2026",  # proposals, 21 days
        "Mo, 01.06.2026",  # dispatch, 15 days
        "Mo, 08.06.2026",  # urgent, 8 days
        "§ 4 Abs. 4",
        "(abgeleitet)",
        "Letzter Versandtag ist der 01.06.2026.",
        "Kreishaus",
        "Gerechnet nach:",
    ):
        assert stueck in seite
    assert "Hinweis zu diesem Termin" not in seite


@pytest.mark.parametrize(
    ("jetzt", "farbe"),
    [
        (wann(date(2026, 6, 1)) + timedelta(hours=9, minutes=59, seconds=30), "achtung"),  # 23:59:30
        (wann(date(2026, 6, 1)) + timedelta(hours=10, seconds=10), "schlecht"),  # 00:00:10
    ],
)
def test_um_mitternacht_wird_aus_gelb_rot(
    geschaeftsstelle: Client, gremium: Gremium, anmelden: Callable[..., Client], jetzt: Any, farbe: str
) -> None:
    in_kraft(gremium)
    satz = sitzung(gremium, TAG)
    with time_machine.travel(jetzt, tick=False):
        client = anmelden(konto_mit_rolle("vorsitz", kreis=gremium.kreis))
        marken = client.get(_url("sitzung-detail", satz.pk)).context["marken"]
    assert {m.marke.art: m.farbe for m in marken}["versand"] == farbe


def test_ohne_geschaeftsordnung_sagt_die_seite_nicht_geregelt(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    seite = _text(geschaeftsstelle, _url("sitzung-detail", sitzung(gremium, TAG).pk))
    assert "nicht geregelt" in seite
    assert "Am 16.06.2026 gilt keine Geschäftsordnung." in seite


def test_ein_mitglied_sieht_seine_sitzungen_und_keine_knoepfe(mitglied: Client, gremium: Gremium) -> None:
    eigene = sitzung(gremium, TAG, art="hybrid", link="https://konferenz.example/x")
    fremde = sitzung(GremiumFactory(kreis=gremium.kreis), TAG)
    seite = _text(mitglied, _url("sitzung-detail", eigene.pk))
    assert "https://konferenz.example/x" in seite
    for tat in ("verlegen", "aendern", "absagen"):
        assert _url(f"sitzung-{tat}", eigene.pk) not in seite
        assert mitglied.get(_url(f"sitzung-{tat}", eigene.pk)).status_code == 404
    assert mitglied.get(_url("sitzung-detail", fremde.pk)).status_code == 404
    liste = mitglied.get(_url("sitzung-liste"))
    assert [zeile["url"] for zeile in liste.context["zeilen"]] == [_url("sitzung-detail", eigene.pk)]
    assert "Jahr planen" not in liste.content.decode()


# Planning ---------------------------------------------------------------------------------------------------


def test_planen_fragt_bei_hinweisen_erst_nach(vorsitz: Client, gremium: Gremium) -> None:
    in_kraft(gremium)
    daten = _daten(gremium=gremium.pk, tag="20.06.2026", dauer_minuten="180")
    antwort = vorsitz.post(_url("sitzung-planen"), daten)
    assert [h.code for h in antwort.context["form"].hinweise] == ["dauer_ueber_grenze", "wochenende"]
    assert not Sitzung.objects.exists()
    antwort = vorsitz.post(_url("sitzung-planen"), {**daten, "trotzdem": "on"})
    satz = Sitzung.objects.get()
    assert (antwort.status_code, antwort["Location"]) == (302, _url("sitzung-detail", satz.pk))
    assert satz.ort == "Kreishaus"


@pytest.mark.parametrize(
    ("felder", "feld", "teil"),
    [
        ({"tag": "26.05.2026"}, "tag", "Vergangenheit"),
        ({"tag": "28.03.2027", "uhrzeit": "02:30", "trotzdem": "on"}, "uhrzeit", "Uhr wird vorgestellt"),
        ({"tag": "31.02.2027"}, "tag", "Dieses Datum gibt es nicht"),
        ({"tag": "16.06.2026", "dauer_minuten": "0"}, "dauer_minuten", "mindestens eine Minute"),
        ({"tag": "16.06.2026", "dauer_minuten": "1441"}, "dauer_minuten", "höchstens einen Tag"),
        ({"tag": ""}, "tag", "fehlt"),
    ],
)
def test_falsche_eingaben_stehen_am_feld(
    geschaeftsstelle: Client, gremium: Gremium, felder: dict[str, str], feld: str, teil: str
) -> None:
    in_kraft(gremium)
    antwort = geschaeftsstelle.post(_url("sitzung-planen"), _daten(gremium=gremium.pk, **felder))
    assert antwort.status_code == 200
    assert teil in " ".join(antwort.context["form"].errors[feld])
    assert "Kreishaus" in antwort.content.decode()
    assert not Sitzung.objects.exists()


def test_verlegen_aendern_und_absagen_von_der_seite_aus(geschaeftsstelle: Client, gremium: Gremium) -> None:
    in_kraft(gremium)
    mitglied_anlegen(gremium)
    satz = sitzung(gremium, TAG, "eingeladen")
    seite = _text(geschaeftsstelle, _url("sitzung-verlegen", satz.pk))
    assert "geänderten Kalendereintrag (1 Personen)" in seite
    daten = {"tag": "23.06.2026", "uhrzeit": "14:00", "grund": "Krankheit"}
    antwort = geschaeftsstelle.post(_url("sitzung-verlegen", satz.pk), daten, follow=True)
    assert "1 Person bekommt eine E-Mail." in antwort.content.decode()
    antwort = geschaeftsstelle.post(_url("sitzung-verlegen", satz.pk), {**daten, "grund": ""})
    assert "grund" in antwort.context["form"].errors
    geschaeftsstelle.post(
        _url("sitzung-aendern", satz.pk), {"art": "praesenz", "ort": "Rathaus", "dauer_minuten": "90"}
    )
    satz.refresh_from_db()
    assert (satz.tag, satz.ort, satz.dauer_minuten) == (date(2026, 6, 23), "Rathaus", 90)
    seite = _text(geschaeftsstelle, _url("sitzung-absagen", satz.pk))
    assert "lässt sich nicht zurücknehmen" in seite
    assert "Absage für den eigenen Kalender" in seite
    antwort = geschaeftsstelle.post(_url("sitzung-absagen", satz.pk), {"grund": "Keine Punkte"}, follow=True)
    assert "Diese Sitzung findet nicht statt" in antwort.content.decode()
    assert geschaeftsstelle.get(_url("sitzung-absagen", satz.pk)).status_code == 403
    assert Nachricht.objects.count() == 3


def test_wer_zu_spaet_verlegt_sieht_den_konflikt_und_verliert_nichts(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    in_kraft(gremium)
    satz = sitzung(gremium, TAG)
    stand = geschaeftsstelle.get(_url("sitzung-verlegen", satz.pk)).context["form"]["stand"].value()
    daten = {"tag": "23.06.2026", "uhrzeit": "14:00", "stand": stand}
    geschaeftsstelle.post(_url("sitzung-verlegen", satz.pk), daten)
    antwort = geschaeftsstelle.post(_url("sitzung-verlegen", satz.pk), {**daten, "tag": "30.06.2026"})
    inhalt = antwort.content.decode()
    assert "inzwischen von" in inhalt
    assert "30.06.2026" in inhalt
    neuer = antwort.context["form"]["stand"].value()
    geschaeftsstelle.post(_url("sitzung-verlegen", satz.pk), {**daten, "tag": "30.06.2026", "stand": neuer})
    satz.refresh_from_db()
    assert satz.tag == date(2026, 6, 30)


# A year -----------------------------------------------------------------------------------------------------


def _jahr(gremium: Gremium, jahr: int = 2027) -> str:
    return (
        f"{_url('sitzung-jahr')}?gremium={gremium.pk}&jahr={jahr}&wochentag=1&uhrzeit=14:00"
        "&dauer_minuten=120&art=praesenz&ort=Kreishaus"
    )


def test_ein_jahr_wird_vorgeschlagen_geaendert_und_gespeichert(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    in_kraft(gremium)
    seite = geschaeftsstelle.get(_jahr(gremium))
    assert [zeile.vorschlag.abschnitt for zeile in seite.context["zeilen"]] == [
        f"{n}. Quartal" for n in (1, 2, 3, 4)
    ]
    assert not Sitzung.objects.exists()
    erster = f"{seite.context['zeilen'][0].vorschlag.tag:%d.%m.%Y}"
    daten = {
        "t0-dabei": "on",
        "t0-tag": erster,
        "t0-uhrzeit": "14:00",
        "t1-dabei": "on",
        "t1-tag": "15.05.2027",  # a Saturday
        "t1-uhrzeit": "10:00",
        "t2-tag": "17.08.2027",
        "t3-uhrzeit": "14:00",
    }
    antwort = geschaeftsstelle.post(_jahr(gremium), daten)
    assert [h.code for h in antwort.context["trotzdem"].hinweise] == ["wochenende"]
    antwort = geschaeftsstelle.post(_jahr(gremium), {**daten, "trotzdem": "on"})
    assert antwort["Location"] == f"{_url('sitzung-liste')}?jahr=2027"
    assert [satz.tag for satz in Sitzung.objects.all()][1] == date(2027, 5, 15)
    wieder = geschaeftsstelle.get(_jahr(gremium))
    assert [str(zeile.vorschlag.lage) for zeile in wieder.context["zeilen"]][:2] == ["besetzt", "besetzt"]


def test_ohne_rhythmus_schlaegt_kim_nichts_vor(geschaeftsstelle: Client, gremium: Gremium) -> None:
    assert "Der Rhythmus ist nicht geregelt." in _text(geschaeftsstelle, _jahr(gremium))


def test_nach_dem_ende_der_geschaeftsordnung_gibt_es_keinen_vorschlag(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    in_kraft(gremium, wie="steinfurt-2021-06-30", am=date(2021, 6, 30), bis=date(2022, 12, 31))
    assert "Der Rhythmus ist nicht geregelt." in _text(geschaeftsstelle, _jahr(gremium))


@pytest.mark.parametrize(
    ("daten", "teil"),
    [
        ({}, "kein Termin angekreuzt"),
        ({"t0-dabei": "on", "t0-uhrzeit": "14:00"}, "Diese Angabe fehlt"),
        ({"t0-dabei": "on", "t0-tag": "17.02.2026", "t0-uhrzeit": "14:00"}, "Vergangenheit"),
    ],
)
def test_was_an_der_vorschau_nicht_stimmt_steht_dort(
    geschaeftsstelle: Client, gremium: Gremium, daten: dict[str, str], teil: str
) -> None:
    in_kraft(gremium)
    antwort = geschaeftsstelle.post(_jahr(gremium), daten)
    assert teil in antwort.content.decode()
    assert not Sitzung.objects.exists()


# Marked times, calendar, subscription -----------------------------------------------------------------------


def test_sperrzeiten_eintragen_aendern_loeschen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    daten = {"bezeichnung": "Sommerferien", "von": "20.07.2026", "bis": "01.09.2026"}
    geschaeftsstelle.post(_url("sperrzeit-eintragen"), daten)
    zeit = Sperrzeit.objects.get()
    antwort = geschaeftsstelle.post(_url("sperrzeit-bearbeiten", zeit.pk), {**daten, "bis": "19.07.2026"})
    assert "bis" in antwort.context["form"].errors
    geschaeftsstelle.post(_url("sperrzeit-bearbeiten", zeit.pk), {**daten, "bis": "02.09.2026"})
    zeit.refresh_from_db()
    assert zeit.bis == date(2026, 9, 2)
    assert "Sommerferien" in _text(geschaeftsstelle, f"{_url('sitzung-kalender')}?jahr=2026&monat=8")
    geschaeftsstelle.post(_url("sperrzeit-loeschen", zeit.pk))
    assert not Sperrzeit.objects.exists()


def test_der_kalender_nennt_sitzungen_und_feiertage(mitglied: Client, gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG)
    sitzung(gremium, date(2026, 6, 30), "abgesagt")
    seite = _text(mitglied, f"{_url('sitzung-kalender')}?jahr=2026")
    assert _url("sitzung-detail", satz.pk) in seite
    assert "4.: Fronleichnam" in seite
    assert "(abgesagt)" in seite
    for unsinn in (
        "?jahr=abc&monat=99",
        "?jahr=99999",
        "?jahr=²",
        "?jahr=2199&monat=12",
        "?jahr=2000&monat=1",
    ):
        assert mitglied.get(_url("sitzung-kalender") + unsinn).status_code == 200


def test_das_abo_zeigt_seine_adresse_einmal_und_liest_nur(mitglied: Client, gremium: Gremium) -> None:
    sitzung(gremium, TAG)
    adresse = mitglied.post(_url("kalender-abo")).context["adresse"]
    assert adresse not in mitglied.get(_url("kalender-abo")).content.decode()
    pfad = adresse.removeprefix("http://testserver")
    antwort = Client().get(pfad)
    assert antwort["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in antwort["Cache-Control"]
    assert len(Calendar.from_ical(antwort.content).walk("VEVENT")) == 1
    assert Client().post(pfad).status_code == 405
    assert Client().get(_url("kalender-feed", "geraten")).status_code == 404
    assert "Widerrufen" in _text(mitglied, _url("kalender-abo-widerrufen"))
    mitglied.post(_url("kalender-abo-widerrufen"))
    mitglied.post(_url("kalender-abo-widerrufen"))
    assert Client().get(pfad).status_code == 404
    assert Kalenderabo.objects.exclude(widerrufen_am=None).count() == 1


def test_ist_die_lenkung_ausgeschaltet_antwortet_das_abo_nicht(mitglied: Client, gremium: Gremium) -> None:
    pfad = mitglied.post(_url("kalender-abo")).context["adresse"].removeprefix("http://testserver")
    gremium.kreis.modul_lenkung = False
    gremium.kreis.save()
    assert Client().get(pfad).status_code == 404
