"""The shared filing: list, upload, remove, deliver."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from kim.dokumente import permissions
from kim.dokumente.domain.dateipruefung import datei_pruefen
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen
from kim.dokumente.models import Dokument
from kim.protokoll.models import Lesezugriff
from kim.stammdaten.models import Kreis
from tests.dokumente import dateien
from tests.fabriken import KreisFactory
from tests.werkzeug.abfragen import gleiche_abfragen
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
ABLAGE = "/dokumente/"
HOCHLADEN = "/dokumente/hochladen/"


@pytest.fixture
def kreis() -> Kreis:
    return KreisFactory()


@pytest.fixture
def client(kreis: Kreis, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]) -> Client:
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=kreis))


def abgelegt(kreis: Kreis, name: str = "Merkblatt.pdf", art: str = permissions.ABLAGE, **zu: Any) -> Dokument:
    return datei_ablegen(
        datei=datei_pruefen(name=name, inhalt=dateien.PDF),
        gehoert_zu=Zugehoerigkeit(kreis.pk, art, **zu),
        akteur=Probeakteur(kreis.pk),
    )


def herunterladen(dokument: Dokument) -> str:
    return reverse("dokumente:herunterladen", args=[dokument.kennung])


def hochgeladen(client: Client, name: str, inhalt: bytes) -> Any:
    return client.post(HOCHLADEN, {"datei": SimpleUploadedFile(name, inhalt)}, follow=True)


def test_hochgeladenes_steht_in_der_liste(client: Client) -> None:
    antwort = hochgeladen(client, "Merkblatt Größe.pdf", dateien.PDF)
    seite = antwort.content.decode()
    assert "„Merkblatt Größe.pdf“ liegt jetzt in der Ablage." in seite
    assert "nicht auf Viren geprüft" in seite
    assert Dokument.objects.get().erzeugt_von_name in seite


def test_eine_leere_ablage_sagt_wie_man_beginnt(client: Client) -> None:
    seite = client.get(ABLAGE).content.decode()
    assert "Noch kein Dokument in der Ablage" in seite
    assert "Erste Datei hochladen" in seite


@pytest.mark.parametrize(
    ("name", "inhalt", "meldung"),
    [
        ("a.exe", b"MZ\x90\x00", "Dieser Dateityp wird nicht angenommen"),
        ("a.pdf", b"", "Die Datei ist leer"),
        ("a.jpg", dateien.PDF, "passt nicht zu ihrer Endung"),
    ],
    ids=dateien.benennen,
)
def test_eine_falsche_datei_wird_am_feld_erklaert(
    client: Client, name: str, inhalt: bytes, meldung: str
) -> None:
    antwort = hochgeladen(client, name, inhalt)
    assert meldung in " ".join(antwort.context["form"].errors["datei"])
    assert meldung in antwort.content.decode()
    assert not Dokument.objects.exists()


def test_genau_die_grenze_geht_ein_byte_mehr_nicht(client: Client, settings: Settings) -> None:
    settings.KIM_UPLOAD_GRENZE = 3000
    assert "liegt jetzt in der Ablage" in hochgeladen(client, "a.txt", b"x" * 3000).content.decode()
    assert "3.001 Byte" in hochgeladen(client, "b.txt", b"x" * 3001).content.decode()
    assert [d.name for d in Dokument.objects.all()] == ["a.txt"]


def test_ohne_datei_bittet_die_seite_um_eine(client: Client) -> None:
    assert "Bitte eine Datei wählen" in client.post(HOCHLADEN).content.decode()


def test_ist_die_ablage_gestoert_steht_es_am_formular(client: Client, ablage: Path) -> None:
    ablage.write_text("kein Ordner")
    seite = hochgeladen(client, "a.pdf", dateien.PDF).content.decode()
    assert "Die Dateiablage ist gerade gestört." in seite
    assert not Dokument.objects.exists()


def test_eine_datei_kommt_als_anhang_abgeschottet_und_unveraendert(client: Client, kreis: Kreis) -> None:
    dokument = abgelegt(kreis, "Größe & Gewicht.pdf")
    antwort = client.get(herunterladen(dokument))
    assert antwort.content == dateien.PDF
    assert antwort["Content-Type"] == "application/pdf"
    assert (
        antwort["Content-Disposition"] == "attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe%20%26%20Gewicht.pdf"
    )
    assert antwort["X-Content-Type-Options"] == "nosniff"
    assert antwort["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert antwort["ETag"] == f'"{dokument.sha256}"'
    assert "private" in antwort["Cache-Control"]


def test_wer_die_datei_schon_hat_bekommt_sie_nicht_noch_einmal(client: Client, kreis: Kreis) -> None:
    dokument = abgelegt(kreis)
    antwort = client.get(herunterladen(dokument), headers={"if-none-match": f'"{dokument.sha256}"'})
    assert (antwort.status_code, antwort.content) == (304, b"")


def test_60_ausgeliefert_wird_nur_nach_der_eingetragenen_pruefung(client: Client, kreis: Kreis) -> None:
    assert client.get(herunterladen(abgelegt(kreis, art="unbekannt.art"))).status_code == 404
    assert client.get(reverse("dokumente:herunterladen", args=[uuid4()])).status_code == 404


def test_ein_anderer_kreis_bekommt_404(client: Client) -> None:
    fremd = abgelegt(KreisFactory())
    assert client.get(herunterladen(fremd)).status_code == 404
    assert client.get(reverse("dokumente:loeschen", args=[fremd.kennung])).status_code == 404
    assert fremd.name not in client.get(ABLAGE).content.decode()


def test_das_herunterladen_einer_schutzwuerdigen_datei_wird_festgehalten(
    client: Client, kreis: Kreis
) -> None:
    gewoehnlich, sensibel = abgelegt(kreis), abgelegt(kreis, sensibel=True)
    client.get(herunterladen(gewoehnlich))
    antwort = client.get(herunterladen(sensibel))
    zugriff = Lesezugriff.objects.get()
    assert (zugriff.art, zugriff.objekt_id, zugriff.ansicht) == (
        "dokumente.dokument",
        sensibel.pk,
        "dokumente:herunterladen",
    )
    assert "no-store" in antwort["Cache-Control"]


def test_eine_beschaedigte_datei_wird_nicht_ausgeliefert(client: Client, kreis: Kreis, ablage: Path) -> None:
    dokument = abgelegt(kreis)
    (ablage / dokument.ablage).write_bytes(b"verfaelscht")
    antwort = client.get(herunterladen(dokument))
    assert antwort.status_code == 500
    assert "Datensicherung" in antwort.content.decode()
    assert b"verfaelscht" not in antwort.content


def test_loeschen_fragt_zurueck_und_verlangt_einen_grund(client: Client, kreis: Kreis) -> None:
    dokument = abgelegt(kreis)
    adresse = reverse("dokumente:loeschen", args=[dokument.kennung])
    assert "lässt sich hier nicht wiederherstellen" in client.get(adresse).content.decode()
    assert "grund" in client.post(adresse).context["form"].errors
    assert Dokument.objects.exists()
    antwort = client.post(adresse, {"grund": "veraltet"}, follow=True)
    assert "„Merkblatt.pdf“ ist gelöscht." in antwort.content.decode()
    assert not Dokument.objects.exists()


def test_wer_nur_fuer_eine_kommune_arbeitet_liest_und_legt_ab_aber_loescht_nichts(
    kreis: Kreis, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]
) -> None:
    dokument = abgelegt(kreis)
    case_management = anmelden(konto_mit_rolle("case_management", kreis=kreis))
    seite = case_management.get(ABLAGE).content.decode()
    assert dokument.name in seite
    loeschen = reverse("dokumente:loeschen", args=[dokument.kennung])
    assert HOCHLADEN in seite
    assert loeschen not in seite
    assert case_management.get(herunterladen(dokument)).status_code == 200
    assert case_management.get(HOCHLADEN).status_code == 200
    assert case_management.get(loeschen).status_code == 403


def test_ohne_recht_gibt_es_keine_ablage(
    kreis: Kreis, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]
) -> None:
    vorsitz = anmelden(konto_mit_rolle("vorsitz", kreis=kreis))
    assert vorsitz.get(ABLAGE).status_code == 403
    assert vorsitz.get(herunterladen(abgelegt(kreis))).status_code == 404


def test_die_liste_braucht_gleich_viele_abfragen(client: Client, kreis: Kreis) -> None:
    gleiche_abfragen(1, 3, anlegen=lambda: abgelegt(kreis), abrufen=lambda: client.get(ABLAGE), anzahl=5)
