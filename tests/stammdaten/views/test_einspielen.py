from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from kim.stammdaten.domain.einrichtung import einrichtung_aendern, einrichtung_stilllegen
from kim.stammdaten.models import Einrichtung, Importvorschau, Kommune, Kreis
from kim.stammdaten.views import einspielen
from kim.web.tabellendatei import GRENZE
from tests.stammdaten import satzbau


def _hochladen(client: Client, inhalt: bytes, art: str = "einrichtungen", **weiteres):  # type: ignore[no-untyped-def]
    datei = SimpleUploadedFile("liste.csv", inhalt)
    return client.post(reverse("stammdaten:import-hochladen", args=[art]), {"datei": datei}, **weiteres)


def test_vom_hochladen_ueber_die_vorschau_zur_liste(kreis: Kreis, geschaeftsstelle: Client) -> None:
    satzbau.einrichtung(kreis, "Sozialamt")
    vorschau = _hochladen(
        geschaeftsstelle,
        "Name;Art;Telefon\nSozialamt;Behörde;0228 1\nCaritas;Wohlfahrt;\n".encode("cp1252"),
        follow=True,
    )
    seite = vorschau.content.decode()
    assert "1 Eintrag wird angelegt." in seite
    assert "1 Eintrag wird geändert." in seite
    assert Einrichtung.objects.count() == 1
    adresse = vorschau.request["PATH_INFO"]
    antwort = geschaeftsstelle.post(adresse, {"abdruck": vorschau.context["plan"].abdruck}, follow=True)
    assert "1 angelegt, 1 geändert, 0 unverändert." in antwort.content.decode()
    assert {e.name: e.telefon for e in Einrichtung.objects.all()} == {"Sozialamt": "0228 1", "Caritas": ""}
    assert geschaeftsstelle.post(adresse, {"abdruck": "x"}).status_code == 404


def test_fehler_werden_mit_zeile_spalte_und_wert_genannt_und_nichts_wird_aufgehoben(
    kreis: Kreis, geschaeftsstelle: Client
) -> None:
    antwort = _hochladen(geschaeftsstelle, "Name;Art;Kommune\nAmt;Laden;Nirgends\n;Behörde;\n".encode())
    assert [(f.zeile, f.spalte, f.wert) for f in antwort.context["fehler"]] == [
        (2, "Art", "Laden"),
        (3, "Name", ""),
    ]
    assert "2 Stellen passen nicht. Übernommen wurde nichts." in antwort.content.decode()
    assert not Importvorschau.objects.exists()


def test_von_sehr_vielen_fehlern_stehen_die_ersten_da(geschaeftsstelle: Client) -> None:
    antwort = _hochladen(geschaeftsstelle, b"Name;Art\n" + b"x;y\n" * 250)
    assert (len(antwort.context["fehler"]), antwort.context["fehlerzahl"]) == (200, 250)
    assert "Gezeigt sind die ersten 200." in antwort.content.decode()


@pytest.mark.parametrize(
    ("inhalt", "meldung"),
    [
        (b"", "Die Datei ist leer"),
        (b"x" * (GRENZE + 1), "2.000.001 Byte, möglich sind 2.000.000 Byte"),
        (b"\x89PNG\x00", "keine Tabelle"),
    ],
)
def test_eine_unbrauchbare_datei_wird_am_feld_erklaert(
    inhalt: bytes, meldung: str, geschaeftsstelle: Client
) -> None:
    antwort = _hochladen(geschaeftsstelle, inhalt)
    assert antwort.status_code == 200
    assert meldung in antwort.context["form"].errors["datei"][0]


def test_ohne_datei_sagt_das_feld_was_fehlt(geschaeftsstelle: Client) -> None:
    antwort = geschaeftsstelle.post(reverse("stammdaten:import-hochladen", args=["kommunen"]), {})
    assert "keine Datei gewählt" in antwort.context["form"].errors["datei"][0]


def test_eine_formel_wird_mit_ihrer_zelle_genannt(geschaeftsstelle: Client) -> None:
    buch = Workbook()
    buch.active.append(["Name", "Art"])
    buch.active.append(["=1+1", "Behörde"])
    ziel = io.BytesIO()
    buch.save(ziel)
    antwort = _hochladen(geschaeftsstelle, ziel.getvalue())
    assert [(f.zeile, f.spalte, f.wert) for f in antwort.context["fehler"]] == [(2, "A", "=1+1")]
    assert not Importvorschau.objects.exists()


def test_aendert_jemand_inzwischen_die_stammdaten_kommt_eine_neue_vorschau(
    kreis: Kreis, geschaeftsstelle: Client
) -> None:
    amt = satzbau.einrichtung(kreis, "Sozialamt")
    vorschau = _hochladen(
        geschaeftsstelle, "Name;Art;Telefon\nSozialamt;Behörde;0228 1\n".encode(), follow=True
    )
    einrichtung_aendern(einrichtung_id=amt.pk, akteur=satzbau.SYSTEM, angaben={"telefon": "0228 9"})
    adresse = vorschau.request["PATH_INFO"]
    antwort = geschaeftsstelle.post(adresse, {"abdruck": vorschau.context["plan"].abdruck})
    seite = antwort.content.decode()
    assert "haben sich seit der Vorschau geändert" in seite
    assert "0228 9" in seite
    amt.refresh_from_db()
    assert amt.telefon == "0228 9"


def test_passt_die_datei_nicht_mehr_sagt_die_vorschau_warum(kreis: Kreis, geschaeftsstelle: Client) -> None:
    amt = satzbau.einrichtung(kreis, "Sozialamt")
    vorschau = _hochladen(
        geschaeftsstelle, "Name;Art;Telefon\nSozialamt;Behörde;0228 1\n".encode(), follow=True
    )
    einrichtung_stilllegen(einrichtung_id=amt.pk, zum=date(2020, 1, 1), akteur=satzbau.SYSTEM, grund="x")
    adresse = vorschau.request["PATH_INFO"]
    for antwort in (geschaeftsstelle.get(adresse), geschaeftsstelle.post(adresse, {"abdruck": "x"})):
        assert antwort.status_code == 200
        assert "zuerst wieder aufnehmen" in antwort.content.decode()
        assert "So übernehmen" not in antwort.content.decode()


def test_verwerfen_loescht_die_vorschau(geschaeftsstelle: Client) -> None:
    vorschau = _hochladen(geschaeftsstelle, b"Name;Art\nNeu;Ehrenamt\n", follow=True)
    antwort = geschaeftsstelle.post(vorschau.context["verwerfen_url"], follow=True)
    assert "Übernommen wurde nichts." in antwort.content.decode()
    assert not Importvorschau.objects.exists()


def test_verwerfen_geht_nicht_mit_einem_blossen_aufruf(geschaeftsstelle: Client) -> None:
    vorschau = _hochladen(geschaeftsstelle, b"Name;Art\nNeu;Ehrenamt\n", follow=True)
    assert geschaeftsstelle.get(vorschau.context["verwerfen_url"]).status_code == 405
    assert Importvorschau.objects.count() == 1


@pytest.mark.parametrize("art", ["kommunen", "einrichtungen", "personen", "standorte"])
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_die_vorlage_passt_zum_einlesen(art: str, format: str, geschaeftsstelle: Client) -> None:
    assert geschaeftsstelle.get(reverse("stammdaten:import-hochladen", args=[art])).status_code == 200
    vorlage = geschaeftsstelle.get(reverse(f"stammdaten:import-vorlage-{format}", args=[art])).content
    antwort = _hochladen(geschaeftsstelle, vorlage, art=art)
    assert [f.meldung for f in antwort.context["fehler"]] == [
        "Unter der Kopfzeile steht nichts. Bitte mindestens eine Zeile ausfüllen."
    ]


def test_die_vorlage_hat_auswahllisten_und_hinweise(geschaeftsstelle: Client) -> None:
    inhalt = geschaeftsstelle.get(reverse("stammdaten:import-vorlage-xlsx", args=["kommunen"])).content
    buch = load_workbook(io.BytesIO(inhalt))
    assert [zelle.value for zelle in buch.worksheets[0][1]] == [
        "Nummer",
        "Name*",
        "Art*",
        "Gemeindeschlüssel",
        "Rheinseite",
        "Aktiv ab",
    ]
    hinweise = {zeile[0].value: zeile[1].value for zeile in buch["Hinweise"].iter_rows()}
    assert hinweise["Art"] == "Muss ausgefüllt sein. Möglich sind: Stadt, Gemeinde."


def test_eine_unbekannte_art_gibt_es_nicht(geschaeftsstelle: Client) -> None:
    assert geschaeftsstelle.get(reverse("stammdaten:import-hochladen", args=["klienten"])).status_code == 404
    assert (
        geschaeftsstelle.get(reverse("stammdaten:import-vorlage-csv", args=["klienten"])).status_code == 404
    )


def test_wer_nicht_importieren_darf_sieht_den_weg_nicht_und_kommt_nicht_hin(vorsitz: Client) -> None:
    adresse = reverse("stammdaten:import-hochladen", args=["kommunen"])
    assert adresse not in vorsitz.get(reverse("stammdaten:kommune-liste")).content.decode()
    assert vorsitz.get(adresse).status_code == 403
    assert not Kommune.objects.exists()


def test_wer_im_selben_augenblick_verwirft_und_uebernimmt_landet_mit_einer_meldung_in_der_liste(
    kreis: Kreis, geschaeftsstelle: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    vorschau = _hochladen(geschaeftsstelle, b"Name;Art\nNeu;Ehrenamt\n", follow=True)
    uebernehmen = einspielen.importvorschau_uebernehmen

    def erst_verwerfen(**angaben: Any) -> Any:
        # The moment between the page's look and the lock, in which the other tab was faster.
        Importvorschau.objects.all().delete()
        return uebernehmen(**angaben)

    monkeypatch.setattr(einspielen, "importvorschau_uebernehmen", erst_verwerfen)
    antwort = geschaeftsstelle.post(
        vorschau.request["PATH_INFO"], {"abdruck": vorschau.context["plan"].abdruck}, follow=True
    )
    assert antwort.redirect_chain == [(reverse("stammdaten:einrichtung-liste"), 302)]
    assert "schon übernommen oder verworfen" in antwort.content.decode()
    assert not Einrichtung.objects.exists()


def test_eine_wartende_datei_findet_man_wieder(geschaeftsstelle: Client) -> None:
    vorschau = _hochladen(geschaeftsstelle, b"Name;Art\nNeu;Ehrenamt\n", follow=True)
    for art, zu_sehen in (("einrichtungen", True), ("kommunen", False)):
        seite = geschaeftsstelle.get(reverse("stammdaten:import-hochladen", args=[art])).content.decode()
        assert (vorschau.request["PATH_INFO"] in seite) is zu_sehen
