"""What was signed on a device: its page, adding what lacks, putting it aside; the words for the device."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from casemgmt.domain.einwilligungstexte import text_freigeben
from casemgmt.models import Einwilligung, Einwilligungsentwurf
from kim.protokoll.models import Lesezugriff
from tests.casemgmt import fallbau as bau
from tests.conftest import angemeldeter_client
from tests.fabriken import EinrichtungFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return bau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return bau.case_management(ort, name="Karla Nordmann")


def url(name: str, *args: Any) -> str:
    return reverse(f"casemgmt:{name}", args=args)


@pytest.fixture
def unterschrieben(cm: Any, ort: Any) -> Einwilligungsentwurf:
    """From a device that did not have the wording yet."""
    striche = [[[10, 20], [300, 40], [310, 50]], [[1, 2], [3, 4], [5, 6]]]
    return Einwilligungsentwurf.objects.create(
        kreis=ort.kreis,
        klient=bau.klient(cm, ort, geburtsjahr=1990),
        konto=cm,
        angaben={
            "umfang": "An das Jobcenter: Name",
            "sprache": "ar",
            "unterschrift": striche,
            "unterschrieben_am": (timezone.now() - timedelta(hours=2)).isoformat(),
        },
        hindernis="Es fehlt, an wen.",
    )


def test_ein_unterschriebener_entwurf_liegt_in_der_ablage_mit_dem_grund(
    cm: Any, ort: Any, unterschrieben: Einwilligungsentwurf
) -> None:
    client = angemeldeter_client(cm)
    assert "Eine Einwilligung ergänzen" in client.get("/").content.decode()
    ablage = client.get(url("ablage")).content.decode()
    for wort in ("unterschriebene Einwilligung", "Es fehlt, an wen."):
        assert wort in ablage
    assert "Haddad" not in ablage
    seite = client.get(url("einwilligungsentwurf", unterschrieben.pk)).content.decode()
    assert 'points="10,20 300,40 310,50"' in seite
    for wort in ("Amira Haddad", "Arabisch", "Das ist noch keine Einwilligung", "Es fehlt, wofür."):
        assert wort in seite
    gelesen = Lesezugriff.objects.filter(art="casemgmt.einwilligungsentwurf", objekt_id=unterschrieben.pk)
    assert gelesen.count() == 1
    fremde = angemeldeter_client(bau.case_management(bau.kommune(ort.kreis)))
    for name in ("einwilligungsentwurf", "einwilligungsentwurf-ablegen"):
        assert fremde.get(url(name, unterschrieben.pk)).status_code == 404
    assert "unterschriebene Einwilligung" not in fremde.get(url("ablage")).content.decode()


def test_ein_unterschriebener_entwurf_wird_ergaenzt_und_bleibt_nachweis(
    cm: Any, ort: Any, unterschrieben: Einwilligungsentwurf
) -> None:
    client, adresse = angemeldeter_client(cm), url("einwilligungsentwurf", unterschrieben.pk)
    jobcenter = EinrichtungFactory(kreis=ort.kreis, name="Jobcenter Musterkreis")
    leer = client.post(adresse, {}).content.decode()
    assert "kim-zusammenfassung" in leer
    heute = timezone.localdate()
    eingabe = {
        "empfaenger1": jobcenter.pk,
        "datenklassen": ["stammdaten"],
        "zwecke": ["verweis"],
        "von": f"{heute:%d.%m.%Y}",
        "bis": f"{heute + timedelta(days=30):%d.%m.%Y}",
        "sprache": "ar",
        "gelesen": "on",
    }
    zu_lang = {**eingabe, "bis": f"{heute + timedelta(days=1000):%d.%m.%Y}"}
    assert "höchstens zwei Jahre" in client.post(adresse, zu_lang).content.decode()
    aufsicht = angemeldeter_client(bau.koordination(ort.kreis))
    assert "Als Einwilligung anlegen" not in aufsicht.get(adresse).content.decode(), "she reads"
    assert aufsicht.post(adresse, eingabe).status_code == 403
    ziel = client.post(adresse, eingabe)
    satz = Einwilligung.objects.get()
    assert ziel["Location"] == reverse("casemgmt:einwilligung-detail", args=[satz.pk])
    seite = client.get(ziel["Location"]).content.decode()
    assert adresse in seite, "the way back to what arrived"
    fertig = client.get(adresse).content.decode()
    assert "als Einwilligung angelegt" in fertig
    assert "Zur Einwilligung" in fertig
    nochmal = client.post(adresse, eingabe, follow=True).content.decode()
    assert "ist schon entschieden" in nochmal
    unterschrieben.refresh_from_db()
    assert unterschrieben.angaben["umfang"] == "An das Jobcenter: Name"
    assert "Eine Einwilligung ergänzen" not in client.get("/").content.decode()


def test_ein_entwurf_wird_mit_grund_abgelegt(cm: Any, unterschrieben: Einwilligungsentwurf) -> None:
    client, adresse = angemeldeter_client(cm), url("einwilligungsentwurf-ablegen", unterschrieben.pk)
    assert "Daraus wird keine Einwilligung" in client.get(adresse).content.decode()
    assert "kim-zusammenfassung" in client.post(adresse, {"grund": ""}).content.decode()
    client.post(adresse, {"grund": "Die Person möchte nicht."})
    seite = client.get(url("einwilligungsentwurf", unterschrieben.pk)).content.decode()
    assert "Die Person möchte nicht." in seite
    assert "Als Einwilligung anlegen" not in seite
    assert "unterschriebene Einwilligung" not in client.get(url("ablage")).content.decode()


def test_ist_der_wortlaut_bekannt_bleibt_die_sprache(
    cm: Any, ort: Any, unterschrieben: Einwilligungsentwurf
) -> None:
    client = angemeldeter_client(cm)
    texte = client.get(url("ohne-netz-texte")).json()
    assert set(texte) == {"stand", "sprachen", "stellen"}
    geraet = client.post(url("ohne-netz-geraet"), json.dumps({}), content_type="application/json").json()
    assert texte["stand"] == geraet["texte"]
    summen = {sprache: texte["sprachen"][sprache]["sha256"] for sprache in ("de", "ar")}
    unterschrieben.angaben = {**unterschrieben.angaben, "texte": summen}
    unterschrieben.save()
    seite = client.get(url("einwilligungsentwurf", unterschrieben.pk))
    assert seite.context["form"]["sprache"].field.disabled
    assert "mitgelieferter Entwurf" in seite.content.decode()
    text_freigeben(
        kreis_id=ort.kreis_id,
        sprache="ar",
        fassung=0,
        geprueft_durch="Büro",
        akteur=bau.koordination(ort.kreis),
    )
    arabisch = client.get(url("ohne-netz-texte")).json()["sprachen"]["ar"]["sha256"]
    unterschrieben.angaben = {**unterschrieben.angaben, "texte": {**summen, "ar": arabisch}}
    unterschrieben.save()
    assert "Fassung 1" in client.get(url("einwilligungsentwurf", unterschrieben.pk)).content.decode()
