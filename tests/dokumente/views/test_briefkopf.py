"""The page of the letterhead: logo, trial letter, live progress, a failure one can read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kim.auftraege.domain import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from kim.dokumente.models import Dokument
from kim.stammdaten.models import Kreis
from tests.dokumente import dateien
from tests.fabriken import KreisFactory

pytestmark = pytest.mark.django_db
BRIEFKOPF = "/dokumente/briefkopf/"
ERSTELLEN = "/dokumente/briefkopf/probe/"
LOGO = "/dokumente/briefkopf/logo/"
Konto = Callable[..., Any]


@pytest.fixture
def kreis() -> Kreis:
    return KreisFactory(name="Musterkreis")


@pytest.fixture
def client(kreis: Kreis, konto_mit_rolle: Konto, anmelden: Callable[..., Client]) -> Client:
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=kreis))


@pytest.fixture
def verwaltung(kreis: Kreis, konto_mit_rolle: Konto, anmelden: Callable[..., Client]) -> Client:
    return anmelden(konto_mit_rolle("kreis_administration", kreis=kreis))


def beauftragt(client: Client) -> tuple[Auftrag, str]:
    antwort = client.post(ERSTELLEN, {"schluessel": uuid4().hex})
    auftrag = Auftrag.objects.latest("pk")
    assert antwort["Location"] == f"{ERSTELLEN}{auftrag.pk}/"
    return auftrag, antwort["Location"]


def test_vom_knopf_ueber_den_fortschritt_zum_download(client: Client) -> None:
    auftrag, adresse = beauftragt(client)
    assert "wartet auf einen freien Platz" in client.get(adresse).content.decode()
    Auftrag.objects.filter(pk=auftrag.pk).update(
        erledigt=1, gesamt=3, fortschritt_text="Seiten werden gesetzt"
    )
    stand = client.get(adresse, headers={"HX-Request": "true"}).content.decode()
    assert "Seiten werden gesetzt" in stand
    assert "<html" not in stand
    auftrag_ausfuehren(auftrag_id=auftrag.pk)
    fertig = client.get(adresse, headers={"HX-Request": "true"}).content.decode()
    assert "Das PDF ist fertig." in fertig
    dokument = Dokument.objects.get()
    ziel = reverse("dokumente:herunterladen", args=[dokument.kennung])
    assert ziel in fertig
    assert ziel in client.get(BRIEFKOPF).content.decode()
    assert client.get(ziel).content.startswith(b"%PDF-")


def test_zweimal_geklickt_ist_ein_auftrag(client: Client) -> None:
    schluessel = uuid4().hex
    ziele = {client.post(ERSTELLEN, {"schluessel": schluessel})["Location"] for _mal in range(2)}
    assert len(ziele) == 1
    assert Auftrag.objects.count() == 1


def test_ein_kaputtes_formular_fuehrt_zurueck(client: Client) -> None:
    antwort = client.post(ERSTELLEN, {"schluessel": "x"}, follow=True)
    assert "Bitte versuchen Sie es noch einmal" in antwort.content.decode()
    assert not Auftrag.objects.exists()


def test_ein_gescheitertes_pdf_nennt_den_grund_und_laesst_sich_wiederholen(
    client: Client, kreis: Kreis
) -> None:
    kreis.fusszeile = "Zeichen \U000f1234"
    kreis.save()
    auftrag, adresse = beauftragt(client)
    auftrag_ausfuehren(auftrag_id=auftrag.pk)
    seite = client.get(adresse).content.decode()
    assert "Das PDF konnte nicht erstellt werden." in seite
    assert "Diese Zeichen kann das PDF nicht darstellen" in seite
    assert "Erneut versuchen" in seite

    kreis.fusszeile = ""
    kreis.save()
    client.post(f"{adresse}wiederholen/")
    auftrag_ausfuehren(auftrag_id=auftrag.pk)
    assert "Das PDF ist fertig." in client.get(adresse).content.decode()


def test_ein_fertiger_auftrag_laesst_sich_nicht_wiederholen(client: Client) -> None:
    auftrag, adresse = beauftragt(client)
    auftrag_ausfuehren(auftrag_id=auftrag.pk)
    antwort = client.post(f"{adresse}wiederholen/", follow=True)
    assert "Nur ein gescheiterter" in antwort.content.decode()


def test_der_auftrag_eines_anderen_kreises_ist_404(
    client: Client, konto_mit_rolle: Konto, anmelden: Callable[..., Client]
) -> None:
    _auftrag, adresse = beauftragt(client)
    fremd = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=KreisFactory()))
    assert fremd.get(adresse).status_code == 404
    assert fremd.post(f"{adresse}wiederholen/").status_code == 404


def test_die_verwaltung_setzt_und_entfernt_das_logo(verwaltung: Client, kreis: Kreis) -> None:
    logo = SimpleUploadedFile("logo.png", dateien.bild("PNG", "RGBA", (600, 200)))
    assert "Das Logo ist gespeichert." in verwaltung.post(LOGO, {"datei": logo}, follow=True).content.decode()
    kreis.refresh_from_db()
    adresse = reverse("dokumente:kreislogo", args=[kreis.logo_kennung])
    antwort = Client().get(adresse)
    assert (antwort.status_code, antwort["Content-Type"]) == (200, "image/png")
    assert "public" in antwort["Cache-Control"]
    assert "immutable" in antwort["Cache-Control"]
    assert adresse in verwaltung.get(BRIEFKOPF).content.decode()

    assert "nur noch der Name" in verwaltung.get(f"{LOGO}entfernen/").content.decode()
    assert "Das Logo ist entfernt." in verwaltung.post(f"{LOGO}entfernen/", follow=True).content.decode()
    kreis.refresh_from_db()
    assert kreis.logo_kennung == ""


@pytest.mark.parametrize(
    ("name", "inhalt", "meldung"),
    [
        ("logo.pdf", dateien.PDF, "Erlaubt sind: PNG, JPG"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Erlaubt sind: PNG, JPG"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"x" * 1024 * 1024, "1.048.576 Byte"),
    ],
    ids=dateien.benennen,
)
def test_ein_falsches_logo_wird_erklaert(
    verwaltung: Client, kreis: Kreis, name: str, inhalt: bytes, meldung: str
) -> None:
    antwort = verwaltung.post(LOGO, {"datei": SimpleUploadedFile(name, inhalt)})
    assert meldung in antwort.content.decode()
    kreis.refresh_from_db()
    assert kreis.logo_kennung == ""


def test_ist_die_ablage_gestoert_bleibt_das_alte_logo(verwaltung: Client, kreis: Kreis, ablage: Path) -> None:
    ablage.write_text("kein Ordner")
    logo = SimpleUploadedFile("logo.png", dateien.bild("PNG"))
    assert "Die Dateiablage ist gerade gestört." in verwaltung.post(LOGO, {"datei": logo}).content.decode()


def test_die_geschaeftsstelle_prueft_den_briefkopf_stellt_ihn_aber_nicht_ein(client: Client) -> None:
    seite = client.get(BRIEFKOPF).content.decode()
    assert "Probeschreiben erstellen" in seite
    assert LOGO not in seite
    assert client.get(LOGO).status_code == 403
    assert client.post(f"{LOGO}entfernen/").status_code == 403


def test_ein_unbekanntes_oder_verlorenes_logo_ist_404(verwaltung: Client, kreis: Kreis, ablage: Path) -> None:
    assert Client().get(reverse("dokumente:kreislogo", args=[uuid4()])).status_code == 404
    verwaltung.post(LOGO, {"datei": SimpleUploadedFile("logo.png", dateien.bild("PNG"))})
    kreis.refresh_from_db()
    (ablage / Dokument.objects.get().ablage).unlink()
    assert Client().get(reverse("dokumente:kreislogo", args=[kreis.logo_kennung])).status_code == 404
