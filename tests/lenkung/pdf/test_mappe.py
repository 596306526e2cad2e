"""The bundle of a session: what lies in it, that it keeps the norms, and that it is made once per content."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from kim.auftraege.domain import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from kim.basis.fehler import NichtErlaubt
from kim.basis.pdfart import PDFARTEN
from kim.dokumente.models import Dokument
from kim.dokumente.pdf.satz import setze
from kim.dokumente.regeln.dateityp import Dateityp
from lenkung.domain.mappe import mappe_erstellen
from lenkung.models import Gremium, Sitzung, Tagesordnungspunkt
from lenkung.pdf import mappe
from lenkung.permissions import MAPPE_DRUCK
from tests.dokumente import dateien
from tests.lenkung import gobau
from tests.lenkung import unterlagenbau as bau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.werkzeug.pdfpruefung import verstoesse

pytestmark = pytest.mark.django_db
TAG = date(2026, 6, 16)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2026, 6, 2)), tick=False):
        yield


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory(name="Lenkungsgruppe KIM", kurzname="LG KIM")


@pytest.fixture
def satz(gremium: Gremium) -> Sitzung:
    satz = sitzung(
        gremium, TAG, "eingeladen", art="hybrid", ort="Kreishaus", link="https://konferenz.example/lg"
    )
    teile = bau.volle_sitzung(satz)
    bau.anlage(teile["mit_vorlage"], "Übersicht", dateien.docx(), "übersicht.docx", Dateityp.DOCX)
    bau.anlage(teile["folgt"], "Lageplan", dateien.bild("PNG"), "plan.png", Dateityp.PNG)
    return satz


def _gesetzt(satz: Sitzung) -> bytes:
    return setze(PDFARTEN[MAPPE_DRUCK], mappe.inhalt({"sitzung_id": satz.pk}))


def _lesezeichen(baum: Any, tiefe: int = 0) -> list[tuple[int, str]]:
    zeilen: list[tuple[int, str]] = []
    for eintrag in baum:
        if isinstance(eintrag, list):
            zeilen += _lesezeichen(eintrag, tiefe + 1)
        else:
            zeilen.append((tiefe, str(eintrag["/Title"])))
    return zeilen


def test_deckblatt_inhalt_tagesordnung_und_jeder_punkt_haben_ein_lesezeichen(satz: Sitzung) -> None:
    pdf = PdfReader(BytesIO(_gesetzt(satz)))
    assert _lesezeichen(pdf.outline) == [
        (0, "Sitzungsmappe"),
        (0, "Inhalt"),
        (0, "Tagesordnung"),
        (0, "TOP 1: Begrüßung und Beschlussfähigkeit"),
        (0, "TOP 2: Plätze in Kitas"),
        (1, "Sachverhalt"),
        (1, "Beschlussvorschlag"),
        (1, "Unterlagen zu diesem Punkt"),
        (0, "TOP 3: Arbeitsmarkt"),
        (1, "Unterlagen zu diesem Punkt"),
        (0, "TOP 4: Verschiedenes"),
    ]


def test_das_inhaltsverzeichnis_nennt_die_seite_auf_der_ein_punkt_steht(satz: Sitzung) -> None:
    pdf = PdfReader(BytesIO(_gesetzt(satz)))
    seiten = [" ".join(seite.extract_text().split()) for seite in pdf.pages]
    deckblatt, inhalt = seiten[0], seiten[1]
    assert "Lenkungsgruppe KIM" in deckblatt
    assert "Dienstag, 16.06.2026, 14:00 Uhr" in deckblatt
    assert "Kreishaus" in deckblatt
    assert "https://konferenz.example/lg" in deckblatt
    for nummer, titel in ((2, "Plätze in Kitas"), (3, "Arbeitsmarkt")):
        seite = next(n for n, text in enumerate(seiten, 1) if n > 3 and f"TOP {nummer}: {titel}" in text)
        eintrag = inhalt.split(f"TOP {nummer}: {titel}")[1].lstrip(" .")
        assert int(eintrag.split()[0]) == seite
    assert "Vorlage folgt" in inhalt
    assert "liegt dieser Datei bei (TOP 02-01 bericht.pdf)" in inhalt
    # Each entry is also a link: agenda and four items.
    ziele = [str(verweis.get_object().get("/Dest")) for verweis in pdf.pages[1]["/Annots"]]
    assert {"tagesordnung", "punkt-1", "punkt-2", "punkt-3", "punkt-4"} <= set(ziele)


def test_fremde_dateien_liegen_dem_pdf_bei(satz: Sitzung) -> None:
    with pikepdf.open(BytesIO(_gesetzt(satz))) as pdf:
        namen = {anlage.filename: anlage.description for anlage in pdf.attachments.values()}
        assert pdf.docinfo["/Title"] == "Sitzungsmappe LG KIM, 16.06.2026"
    assert namen == {
        "TOP 02-01 bericht.pdf": "Bericht der Jugendhilfeplanung (TOP 2)",
        "TOP 02-02 übersicht.docx": "Übersicht (TOP 2)",
        "TOP 03-01 plan.png": "Lageplan (TOP 3)",
    }


@pytest.mark.pdfpruefung
def test_die_mappe_haelt_pdf_a_und_pdf_ua_ein(satz: Sitzung) -> None:
    leer = sitzung(satz.gremium, date(2026, 7, 7), "tagesordnung_festgelegt")
    assert verstoesse(_gesetzt(satz), _gesetzt(leer)) == []


def test_gleicher_inhalt_ergibt_gleiche_bytes(satz: Sitzung) -> None:
    erste = _gesetzt(satz)
    with time_machine.travel(wann(date(2026, 6, 5)), tick=False):
        assert _gesetzt(satz) == erste


def test_was_zu_viel_waere_bleibt_in_kim_und_das_steht_da(
    satz: Sitzung, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mappe, "BEIGELEGT_HOECHSTENS", 100)
    blatt = mappe.inhalt({"sitzung_id": satz.pk})
    assert sum(len(anlage.inhalt) for anlage in blatt.anlagen) <= 100
    text = "".join(
        seite.extract_text() for seite in PdfReader(BytesIO(setze(PDFARTEN[MAPPE_DRUCK], blatt))).pages
    )
    assert "zu groß für diese Datei, steht in KIM" in " ".join(text.split())


def test_eine_abgesagte_sitzung_nennt_den_grund(satz: Sitzung) -> None:
    Sitzung.objects.filter(pk=satz.pk).update(stand="abgesagt", absage_grund="Keine Punkte zur Entscheidung")
    text = PdfReader(BytesIO(_gesetzt(satz))).pages[0].extract_text()
    assert "Diese Sitzung findet nicht statt." in " ".join(text.split())
    assert "Keine Punkte zur Entscheidung" in " ".join(text.split())


# From the button to the file ------------------------------------------------------------------------------


def _seite(client: Client, satz: Sitzung) -> str:
    antwort = client.get(reverse("lenkung:sitzung-unterlagen", args=[satz.pk]))
    return " ".join(antwort.content.decode().split())


def test_vom_knopf_zur_mappe_und_nach_einer_aenderung_neu(satz: Sitzung, anmelden: Any) -> None:
    mitglied = anmelden(gobau.konto("mitglied", satz.gremium, mit_sitz=True))
    anderes = anmelden(gobau.konto("mitglied", satz.gremium, mit_sitz=True))
    adresse = reverse("lenkung:sitzung-mappe", args=[satz.pk])
    assert "Mappe erstellen" in _seite(mitglied, satz)
    assert mitglied.post(adresse)["Location"].endswith("/unterlagen/#mappe")
    # A second person asks for the same content: one job, and both see how far it is.
    anderes.post(adresse)
    assert Auftrag.objects.count() == 1
    assert "Die Mappe wird erstellt" in _seite(anderes, satz)
    teil = anderes.get(adresse, headers={"HX-Request": "true"}).content.decode()
    assert "Die Mappe wird erstellt" in teil
    assert "<html" not in teil
    assert anderes.get(adresse).status_code == 302
    auftrag_ausfuehren(auftrag_id=Auftrag.objects.get().pk)
    ziel = reverse("dokumente:herunterladen", args=[Dokument.objects.get(gehoert_zu_art=MAPPE_DRUCK).kennung])
    assert ziel in _seite(anderes, satz)
    assert anderes.get(ziel).content.startswith(b"%PDF-")
    assert mappe_erstellen(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium)) is None
    # Something changes and is confirmed: the old one is said to be outdated, and can still be read.
    Tagesordnungspunkt.objects.filter(sitzung=satz, position=2).update(titel="Plätze und Personal")
    bau.bestaetigt(satz)
    text = _seite(mitglied, satz)
    assert "hat sich etwas geändert" in text
    assert ziel in text
    mitglied.post(adresse)
    assert Auftrag.objects.count() == 2


def test_ein_gescheiterter_druck_sagt_warum_und_laesst_sich_von_jedem_wiederholen(
    satz: Sitzung, anmelden: Any
) -> None:
    mitglied = anmelden(gobau.konto("mitglied", satz.gremium, mit_sitz=True))
    mitglied.post(reverse("lenkung:sitzung-mappe", args=[satz.pk]))
    Auftrag.objects.update(stand="gescheitert", fehler="Der Speicher ist voll.", beendet_am=timezone.now())
    text = _seite(mitglied, satz)
    assert "Der Speicher ist voll." in text
    assert "Erneut versuchen" in text
    anderes = anmelden(gobau.konto("mitglied", satz.gremium, mit_sitz=True))
    anderes.post(reverse("lenkung:sitzung-mappe", args=[satz.pk]))
    assert sorted(Auftrag.objects.values_list("stand", flat=True)) == ["gescheitert", "wartet"]
    assert "Die Mappe wird erstellt" in _seite(mitglied, satz)


def test_ohne_festgelegte_tagesordnung_gibt_es_keine_mappe(gremium: Gremium, anmelden: Any) -> None:
    geplant = sitzung(gremium, TAG)
    bau.punkt(geplant, "Entwurf")
    client = anmelden(gobau.konto("geschaeftsstelle", gremium))
    assert "sobald die Tagesordnung festgelegt ist" in _seite(client, geplant)
    adresse = reverse("lenkung:sitzung-mappe", args=[geplant.pk])
    assert client.post(adresse).status_code == 403
    mitglied = anmelden(gobau.konto("mitglied", gremium, mit_sitz=True))
    assert mitglied.post(adresse).status_code == 403
    with pytest.raises(NichtErlaubt):
        mappe_erstellen(sitzung_id=geplant.pk, akteur=gobau.akteur(gremium))
    assert not Auftrag.objects.exists()


def test_eine_fremde_mappe_gibt_es_nicht(satz: Sitzung, anmelden: Any) -> None:
    auftrag_id = mappe_erstellen(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    assert auftrag_id is not None
    auftrag_ausfuehren(auftrag_id=auftrag_id)
    ziel = reverse("dokumente:herunterladen", args=[Dokument.objects.get(gehoert_zu_art=MAPPE_DRUCK).kennung])
    fremd = anmelden(gobau.konto("geschaeftsstelle", GremiumFactory()))
    anderes = anmelden(gobau.konto("mitglied", GremiumFactory(kreis=satz.gremium.kreis), mit_sitz=True))
    for client in (fremd, anderes):
        assert client.get(ziel).status_code == 404
        assert client.post(reverse("lenkung:sitzung-mappe", args=[satz.pk])).status_code == 404
