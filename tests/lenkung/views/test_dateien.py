"""The composition on paper and as a file, and members from a file."""

from __future__ import annotations

import csv
import io
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from kim.auftraege.domain.ausfuehren import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from kim.stammdaten.models import Importvorschau
from lenkung.models import Besetzung, Gremium
from lenkung.pdf import gremienliste
from tests.fabriken import PersonFactory, konto_mit_rolle
from tests.lenkung.fabriken import AmtFactory, BesetzungFactory, GremiumFactory, SitzFactory

TAG = "2026-03-24"


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def test_jeder_tag_hat_seine_adresse(geschaeftsstelle: Client, gremium: Gremium) -> None:
    waehlen = _url("zusammensetzung-waehlen", gremium.pk)
    assert geschaeftsstelle.get(waehlen, {"tag": "24.03.2026"}).url == _url(
        "zusammensetzung", gremium.pk, TAG
    )
    antwort = geschaeftsstelle.get(waehlen, {"tag": "31.02.2026"}, follow=True)
    assert "Dieses Datum gibt es nicht." in antwort.content.decode()
    assert geschaeftsstelle.get(waehlen).status_code == 302
    assert geschaeftsstelle.get(_url("zusammensetzung", gremium.pk, "2026-02-31")).status_code == 404
    assert (
        "gab es keinen Sitz"
        in geschaeftsstelle.get(_url("zusammensetzung", gremium.pk, TAG)).content.decode()
    )


def test_vor_seinem_beginn_gab_es_das_gremium_nicht(geschaeftsstelle: Client, kreis) -> None:  # type: ignore[no-untyped-def]
    gremium = GremiumFactory(kreis=kreis, aktiv_ab=date(2026, 4, 1))
    seite = geschaeftsstelle.get(_url("zusammensetzung", gremium.pk, TAG)).content.decode()
    assert "An diesem Tag gab es das Gremium nicht." in seite


def test_kontaktdaten_stehen_nur_in_der_datei_der_geschaeftsstelle(
    geschaeftsstelle: Client, vorsitz: Client, gremium: Gremium
) -> None:
    besetzung = BesetzungFactory(sitz=SitzFactory(gremium=gremium), von=date(2024, 1, 1))
    frei = SitzFactory(gremium=gremium, stimmrecht=False, bezeichnung="Gast")
    adresse = _url("zusammensetzung-csv", gremium.pk, TAG)
    voll = geschaeftsstelle.get(adresse).content.decode("utf-8-sig")
    ohne = vorsitz.get(adresse).content.decode("utf-8-sig")
    assert besetzung.person.email in voll
    assert besetzung.person.email not in ohne
    zeilen = list(csv.DictReader(io.StringIO(voll), delimiter=";"))
    assert [(z["Einrichtung"], z["Stimmrecht"], z["Mitglied: Nachname"]) for z in zeilen] == [
        (besetzung.sitz.einrichtung.name, "ja", besetzung.person.nachname),
        (frei.einrichtung.name, "nein", ""),
    ]
    mappe = load_workbook(
        io.BytesIO(geschaeftsstelle.get(_url("zusammensetzung-xlsx", gremium.pk, TAG)).content)
    )
    assert mappe.worksheets[0].max_row == 3


def test_die_liste_als_pdf_entsteht_im_hintergrund(
    geschaeftsstelle: Client, vorsitz: Client, gremium: Gremium
) -> None:
    besetzung = BesetzungFactory(sitz=SitzFactory(gremium=gremium))
    AmtFactory(gremium=gremium)
    erstellen = _url("gremienliste-erstellen", gremium.pk, TAG)
    assert geschaeftsstelle.post(erstellen, {}).url == _url("zusammensetzung", gremium.pk, TAG)
    antwort = geschaeftsstelle.post(erstellen, {"schluessel": uuid4().hex})
    auftrag = Auftrag.objects.get()
    assert antwort.url == _url("druck", auftrag.pk)
    assert "wartet auf einen freien Platz" in geschaeftsstelle.get(antwort.url).content.decode()
    assert "hx-get" in geschaeftsstelle.get(antwort.url, headers={"HX-Request": "true"}).content.decode()
    auftrag_ausfuehren(auftrag_id=auftrag.pk)
    fertig = geschaeftsstelle.get(antwort.url).content.decode()
    assert "Das PDF ist fertig." in fertig
    auftrag.refresh_from_db()
    herunterladen = reverse("dokumente:herunterladen", args=[auftrag.ergebnis["dokument"]])
    pdf = geschaeftsstelle.get(herunterladen)
    assert b"".join(pdf.streaming_content if pdf.streaming else [pdf.content]).startswith(b"%PDF")
    # The chair sees the Gremium and may read its list, though not the job of somebody else.
    assert vorsitz.get(herunterladen).status_code == 200
    assert vorsitz.get(antwort.url).status_code == 404
    inhalt = gremienliste.inhalt({"gremium_id": gremium.pk, "tag": TAG})
    assert inhalt.kontext["zusammensetzung"].zeilen[0].mitglied == besetzung


def test_eine_gescheiterte_liste_laesst_sich_wiederholen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    geschaeftsstelle.post(_url("gremienliste-erstellen", gremium.pk, TAG), {"schluessel": uuid4().hex})
    auftrag = Auftrag.objects.get()
    wiederholen = _url("druck-wiederholen", auftrag.pk)
    antwort = geschaeftsstelle.post(wiederholen, follow=True)
    assert "Nur ein gescheiterter" in antwort.content.decode()
    auftrag.stand, auftrag.fehler, auftrag.beendet_am = (
        "gescheitert",
        "Der Speicher ist voll.",
        auftrag.erstellt_am,
    )
    auftrag.save()
    assert "Der Speicher ist voll." in geschaeftsstelle.get(_url("druck", auftrag.pk)).content.decode()
    geschaeftsstelle.post(wiederholen)
    auftrag.refresh_from_db()
    assert auftrag.stand == "wartet"


def test_ein_anderer_pdf_auftrag_ist_hier_unbekannt(geschaeftsstelle: Client, gremium: Gremium) -> None:
    geschaeftsstelle.post(reverse("dokumente:briefkopf-probe-erstellen"), {"schluessel": uuid4().hex})
    auftrag = Auftrag.objects.get()
    assert geschaeftsstelle.get(_url("druck", auftrag.pk)).status_code == 404


# From a file ------------------------------------------------------------------------------------------------


def _hochladen(client: Client, gremium: Gremium, *zeilen: str):  # type: ignore[no-untyped-def]
    inhalt = "\n".join(["Sitz;Als;Vorname;Nachname;E-Mail", *zeilen]).encode()
    return client.post(_url("einlesen", gremium.pk), {"datei": SimpleUploadedFile("liste.csv", inhalt)})


def test_eine_datei_wird_geprueft_gezeigt_und_uebernommen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    sitz = SitzFactory(gremium=gremium)
    antwort = _hochladen(geschaeftsstelle, gremium, f"{sitz};Mitglied;Jan;Neu;jan@kreis.example")
    vorschau = Importvorschau.objects.get()
    assert antwort.url == _url("einlesen-vorschau", vorschau.pk)
    assert antwort.url in geschaeftsstelle.get(_url("einlesen", gremium.pk)).content.decode()
    seite = geschaeftsstelle.get(antwort.url)
    assert "1 Mensch wird eingetragen." in seite.content.decode()
    fertig = geschaeftsstelle.post(antwort.url, {"abdruck": seite.context["plan"].abdruck}, follow=True)
    assert "1 eingetragen, 0 waren schon so eingetragen." in fertig.content.decode()
    assert Besetzung.objects.get().person.email == "jan@kreis.example"
    assert geschaeftsstelle.get(antwort.url).status_code == 404


def test_die_schlechte_zelle_wird_genannt(geschaeftsstelle: Client, gremium: Gremium) -> None:
    seite = _hochladen(geschaeftsstelle, gremium, "Nirgendwo;Mitglied;Jan;Neu;").content.decode()
    assert "Eine Stelle passt nicht. Übernommen wurde nichts." in seite
    assert "„Nirgendwo“" in seite
    ohne_spalte = geschaeftsstelle.post(
        _url("einlesen", gremium.pk), {"datei": SimpleUploadedFile("liste.csv", b"Sitz;Als\nA;B\n")}
    )
    assert "Die Spalte fehlt." in ohne_spalte.content.decode()
    keine = geschaeftsstelle.post(_url("einlesen", gremium.pk), {})
    assert "Es ist keine Datei gewählt." in keine.content.decode()
    assert not Importvorschau.objects.exists()


def test_aendert_sich_inzwischen_etwas_wird_nichts_uebernommen(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    sitz = SitzFactory(gremium=gremium)
    adresse = _hochladen(geschaeftsstelle, gremium, f"{sitz};Mitglied;Jan;Neu;jan@kreis.example").url
    veraltet = geschaeftsstelle.post(adresse, {"abdruck": "alt"})
    assert "seit der Vorschau geändert" in veraltet.content.decode()
    BesetzungFactory(sitz=sitz)
    abgelehnt = geschaeftsstelle.post(adresse, {"abdruck": "alt"})
    assert "Übernommen wurde nichts." in abgelehnt.content.decode()
    assert Besetzung.objects.count() == 1
    verworfen = geschaeftsstelle.post(
        _url("einlesen-verwerfen", Importvorschau.objects.get().pk), follow=True
    )
    assert "Die Datei ist verworfen." in verworfen.content.decode()
    assert not Importvorschau.objects.exists()


def test_ein_zweiter_klick_findet_nichts_mehr(
    geschaeftsstelle: Client, gremium: Gremium, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    """Between reading the page and the lock the other click has taken the file over."""
    from kim.basis.fehler import Ueberholt
    from lenkung.views import einlesen

    adresse = _hochladen(
        geschaeftsstelle, gremium, f"{SitzFactory(gremium=gremium)};Mitglied;Jan;Neu;jan@kreis.example"
    ).url

    def schon_geschehen(**_angaben: object) -> None:
        Importvorschau.objects.all().delete()
        raise Ueberholt("Diese Datei ist schon übernommen oder verworfen.")

    monkeypatch.setattr(einlesen, "importvorschau_uebernehmen", schon_geschehen)
    assert geschaeftsstelle.post(adresse, {"abdruck": "x"}).url == _url("gremium-detail", gremium.pk)


def test_die_vorlage_nennt_die_sitze(geschaeftsstelle: Client, gremium: Gremium) -> None:
    sitz = SitzFactory(gremium=gremium)
    csv_vorlage = geschaeftsstelle.get(_url("einlesen-vorlage-csv", gremium.pk)).content.decode("utf-8-sig")
    assert csv_vorlage.startswith("Sitz*;Als*;Anrede;Titel;Vorname*;Nachname*")
    mappe = load_workbook(io.BytesIO(geschaeftsstelle.get(_url("einlesen-vorlage-xlsx", gremium.pk)).content))
    hinweise = [zelle.value for blatt in mappe.worksheets for zeile in blatt.iter_rows() for zelle in zeile]
    assert any(str(sitz) in str(wert) for wert in hinweise)


def test_die_datei_einer_anderen_art_gehoert_nicht_hierher(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    adresse = reverse("stammdaten:import-hochladen", args=["kommunen"])
    geschaeftsstelle.post(adresse, {"datei": SimpleUploadedFile("k.csv", b"Name;Art\nDorf;Gemeinde\n")})
    fremde = Importvorschau.objects.get()
    assert geschaeftsstelle.get(_url("einlesen-vorschau", fremde.pk)).status_code == 404
    _hochladen(geschaeftsstelle, gremium, f"{SitzFactory(gremium=gremium)};Mitglied;Jan;Neu;")
    eigene = Importvorschau.objects.get(art="mitglieder")
    assert geschaeftsstelle.get(reverse("stammdaten:import-vorschau", args=[eigene.pk])).status_code == 404


@pytest.mark.parametrize("rolle", ["vorsitz", "mitglied"])
def test_wer_nicht_pflegt_liest_nichts_ein(rolle: str, gremium: Gremium, anmelden) -> None:  # type: ignore[no-untyped-def]
    konto = konto_mit_rolle(rolle, kreis=gremium.kreis, person=PersonFactory(kreis=gremium.kreis))
    assert anmelden(konto).get(_url("einlesen", gremium.pk)).status_code == 404
