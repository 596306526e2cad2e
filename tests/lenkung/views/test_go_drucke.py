"""A Geschäftsordnung as PDF: asked for, made, fetched; and who may not."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.auftraege.domain import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from kim.dokumente.models import Dokument
from lenkung.domain.geschaeftsordnung import entwurf_verwerfen
from lenkung.models import Gremium
from lenkung.pdf.geschaeftsordnung import inhalt
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory

pytestmark = pytest.mark.django_db
Anmelden = Callable[..., Client]


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory(name="Lenkungsgruppe KIM", kurzname="Lenkungsgruppe")


def _drucken(client: Client, pk: int, schluessel: str | None = None) -> str:
    adresse = reverse("lenkung:go-drucken", args=[pk])
    antwort = client.post(adresse, {"schluessel": schluessel or uuid4().hex})
    assert antwort.status_code == 302
    return str(antwort["Location"])


@pytest.mark.parametrize("rolle", ["geschaeftsstelle", "vorsitz", "mitglied"])
def test_vom_knopf_zum_fertigen_pdf(rolle: str, gremium: Gremium, anmelden: Anmelden) -> None:
    satz = gobau.in_kraft(gremium)
    client = anmelden(gobau.konto(rolle, gremium, mit_sitz=rolle == "mitglied"))
    stand = _drucken(client, satz.pk)
    assert "wartet auf einen freien Platz" in client.get(stand).content.decode()
    auftrag_ausfuehren(auftrag_id=Auftrag.objects.get().pk)
    teil = client.get(stand, headers={"HX-Request": "true"}).content.decode()
    assert "Das PDF ist fertig." in teil
    assert "<html" not in teil
    dokument = Dokument.objects.get()
    ziel = reverse("dokumente:herunterladen", args=[dokument.kennung])
    assert ziel in teil
    pdf = client.get(ziel)
    with pikepdf.open(BytesIO(pdf.content)) as datei:
        assert datei.docinfo["/Title"] == "Geschäftsordnung von 2022"


def test_zweimal_geklickt_ist_ein_auftrag(gremium: Gremium, anmelden: Anmelden) -> None:
    satz = gobau.in_kraft(gremium)
    client = anmelden(gobau.konto("geschaeftsstelle", gremium))
    schluessel = uuid4().hex
    assert _drucken(client, satz.pk, schluessel) == _drucken(client, satz.pk, schluessel)
    assert Auftrag.objects.count() == 1


def test_ohne_schluessel_geht_es_zurueck_zur_fassung(gremium: Gremium, anmelden: Anmelden) -> None:
    satz = gobau.in_kraft(gremium)
    client = anmelden(gobau.konto("geschaeftsstelle", gremium))
    assert _drucken(client, satz.pk, "quatsch") == reverse("lenkung:go-detail", args=[satz.pk])
    assert client.get(reverse("lenkung:go-drucken", args=[satz.pk])).status_code == 405
    assert not Auftrag.objects.exists()


def test_niemand_druckt_oder_holt_was_er_nicht_sieht(gremium: Gremium, anmelden: Anmelden) -> None:
    entwurf = gobau.entwurf(gremium)
    stand = _drucken(anmelden(gobau.konto("geschaeftsstelle", gremium)), entwurf.pk)
    auftrag_ausfuehren(auftrag_id=Auftrag.objects.get().pk)
    datei = reverse("dokumente:herunterladen", args=[Dokument.objects.get().kennung])
    mitglied = anmelden(gobau.konto("mitglied", gremium, mit_sitz=True))
    fremd = anmelden(gobau.konto("geschaeftsstelle", GremiumFactory()))
    for client in (mitglied, fremd):
        assert client.post(reverse("lenkung:go-drucken", args=[entwurf.pk])).status_code == 404
        assert client.get(stand).status_code == 404
        assert client.get(datei).status_code == 404


def test_ein_gescheiterter_druck_sagt_warum_und_laesst_sich_wiederholen(
    gremium: Gremium, anmelden: Anmelden
) -> None:
    satz = gobau.in_kraft(gremium)
    client = anmelden(gobau.konto("geschaeftsstelle", gremium))
    stand = _drucken(client, satz.pk)
    auftrag = Auftrag.objects.get()
    Auftrag.objects.update(stand="gescheitert", fehler="Der Speicher ist voll.", beendet_am=timezone.now())
    seite = client.get(stand).content.decode()
    assert "Der Speicher ist voll." in seite
    wiederholen = reverse("lenkung:druck-wiederholen", args=[auftrag.pk])
    assert wiederholen in seite
    client.post(wiederholen)
    auftrag.refresh_from_db()
    assert auftrag.stand == "wartet"
    # What is not failed cannot be tried again; the page says so.
    antwort = client.post(wiederholen, follow=True)
    assert antwort.status_code == 200


def test_ein_verworfener_entwurf_hat_keinen_druck_mehr(gremium: Gremium, anmelden: Anmelden) -> None:
    entwurf = gobau.entwurf(gremium)
    client = anmelden(gobau.konto("geschaeftsstelle", gremium))
    stand = _drucken(client, entwurf.pk)
    entwurf_verwerfen(geschaeftsordnung_id=entwurf.pk, akteur=gobau.akteur(gremium))
    auftrag_ausfuehren(auftrag_id=Auftrag.objects.get().pk)
    assert not Dokument.objects.exists()
    assert client.get(stand).status_code == 404


def test_auf_dem_papier_steht_jede_bestimmung_und_was_offen_ist(gremium: Gremium) -> None:
    satz = gobau.entwurf(gremium, nur=("quorum", "mehrheit", "ladung"))
    blatt = inhalt({"geschaeftsordnung_id": satz.pk})
    assert blatt.dateiname == "Geschäftsordnung Lenkungsgruppe.pdf"
    assert (blatt.kreis_id, blatt.gehoert_zu_id) == (gremium.kreis_id, satz.pk)
    gruppen = {
        titel: [art.schluessel for art, _b, _satz in zeilen] for titel, zeilen in blatt.kontext["gruppen"]
    }
    assert gruppen == {
        "Vorschläge und Einladung": ["ladung"],
        "Beschlussfähigkeit und Abstimmung": ["quorum", "mehrheit"],
    }
    assert len(blatt.kontext["offene"]) == 21
