"""The Integrationsplan on its pages: from the first goal to the print."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from casemgmt.models import Integrationsplan
from kim.auftraege.models import Auftrag
from tests.casemgmt import faellebau, fallbau

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


@pytest.fixture
def fall(cm: Any, ort: Any) -> Any:
    return faellebau.langfristig(cm, ort, fallbau.klient(cm, ort, sprachen=["de", "ar"]))


def url(name: str, *args: object) -> str:
    return reverse(f"casemgmt:{name}", args=args)


def text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


def test_gemeinsam_schreiben_und_vereinbaren(anmelden: Callable[..., Client], cm: Any, fall: Any) -> None:
    client = anmelden(cm)
    assert "Noch kein Integrationsplan" in text(client.get(url("fall-plan", fall.pk)))
    antwort = client.post(url("plan-beginnen", fall.pk))
    plan = Integrationsplan.objects.get()
    assert antwort.headers["Location"] == url("plan-detail", plan.pk)
    assert "Was möchte die Person erreichen?" in text(client.get(url("plan-detail", plan.pk)))
    vorschlag = text(client.get(url("planziel-neu", plan.pk) + "?thema=sprache"))
    assert "Ich möchte besser Deutsch sprechen." in vorschlag
    assert client.get(url("planziel-neu", plan.pk) + "?thema=quatsch").status_code == 200
    client.post(url("planziel-neu", plan.pk), {"thema": "arbeit", "worte": faellebau.WORTE})
    ziel = plan.ziele.get()
    client.post(url("planziel-aendern", ziel.pk), {"thema": "arbeit", "worte": "Pflegerin werden"})
    schritt = {"was": "Zeugnisse", "wer": "person", "wer_genau": "", "bis": ""}
    client.post(url("planschritt-neu", ziel.pk), schritt)
    satz = ziel.schritte.get()
    client.post(url("planschritt-aendern", satz.pk), {**schritt, "was": "Zeugnisse holen"})
    client.post(url("planschritt-neu", ziel.pk), {**schritt, "was": "zu viel"})
    client.post(url("planschritt-streichen", ziel.schritte.last().pk))
    seite = text(client.get(url("plan-detail", plan.pk)))
    assert "Pflegerin werden" in seite
    assert "Zeugnisse holen" in seite
    assert "zu viel" not in seite
    heute = f"{faellebau.heute():%d.%m.%Y}"
    angaben = {"vereinbart_am": heute, "bestaetigung": "blatt", "pruefung_am": ""}
    assert client.post(url("plan-vereinbaren", plan.pk), angaben).status_code == 302
    plan.refresh_from_db()
    assert plan.stand == "vereinbart"
    assert "Noch nicht unterschrieben" in text(client.get(url("fall-plan", fall.pk)))
    streichen = client.post(url("planziel-streichen", ziel.pk), follow=True)
    assert "kommt in eine neue Fassung" in text(streichen)


def test_stand_pruefung_und_neue_fassung(anmelden: Callable[..., Client], cm: Any, fall: Any) -> None:
    plan = faellebau.vereinbart(cm, fall)
    ziel = plan.ziele.get()
    schritt = ziel.schritte.get()
    client = anmelden(cm)
    daten = {f"ziel_{ziel.pk}": "offen", f"schritt_{schritt.pk}": "erledigt"}
    assert "Der Stand ist gespeichert." in text(client.post(url("plan-stand", plan.pk), daten, follow=True))
    assert "1 von 1 Schritten erledigt" in text(client.get(url("fall-plan", fall.pk)))
    assert "einen Stand wählen" in text(client.post(url("plan-stand", plan.pk), {}, follow=True))
    heute = f"{faellebau.heute():%d.%m.%Y}"
    pruefung = {"am": heute, "ergebnis": "geht voran", "naechste_am": ""}
    client.post(url("plan-pruefen", plan.pk), pruefung)
    assert "geht voran" in text(client.get(url("plan-detail", plan.pk)))
    client.post(url("plan-beginnen", fall.pk))
    assert "Fassung 2" in text(client.get(url("fall-plan", fall.pk)))
    entwurf = Integrationsplan.objects.get(nummer=2)
    ziel2 = entwurf.ziele.get()
    assert "nur mit dem vereinbarten Plan" in text(
        client.post(url("plan-stand", entwurf.pk), {f"ziel_{ziel2.pk}": "offen"}, follow=True)
    )


def test_fall_1_ein_fremder_plan_ist_nicht_da(
    anmelden: Callable[..., Client], cm: Any, fall: Any, ort: Any
) -> None:
    plan = faellebau.entwurf(cm, fall)
    ziel = plan.ziele.get()
    schritt = ziel.schritte.get()
    client = anmelden(fallbau.case_management(fallbau.kommune(ort.kreis)))
    for seite, pk in (
        ("plan-detail", plan.pk),
        ("planziel-neu", plan.pk),
        ("plan-vereinbaren", plan.pk),
        ("plan-pruefen", plan.pk),
        ("planziel-aendern", ziel.pk),
        ("planschritt-neu", ziel.pk),
        ("planschritt-aendern", schritt.pk),
    ):
        assert client.get(url(seite, pk)).status_code == 404, seite
    for seite, pk in (
        ("plan-stand", plan.pk),
        ("plan-drucken", plan.pk),
        ("planziel-streichen", ziel.pk),
        ("planschritt-streichen", schritt.pk),
    ):
        assert client.post(url(seite, pk)).status_code == 404, seite
    leitung = anmelden(fallbau.koordination(ort.kreis))
    assert faellebau.WORTE in text(leitung.get(url("plan-detail", plan.pk)))
    assert leitung.get(url("planziel-neu", plan.pk)).status_code == 403
    assert leitung.post(url("planziel-streichen", ziel.pk)).status_code == 403


def test_ausdrucken_in_der_sprache_der_person(
    anmelden: Callable[..., Client], cm: Any, fall: Any, ort: Any
) -> None:
    plan = faellebau.vereinbart(cm, fall)
    client = anmelden(cm)
    seite = client.get(url("fall-plan", fall.pk))
    assert seite.context["druckform"]["sprache"].value() == "ar"
    assert "Bitte eine Sprache wählen" in text(
        client.post(url("plan-drucken", plan.pk), {"sprache": "tlh", "schluessel": uuid4()}, follow=True)
    )
    antwort = client.post(url("plan-drucken", plan.pk), {"sprache": "ar", "schluessel": uuid4()})
    auftrag = Auftrag.objects.get(art="dokumente.pdf_erstellen")
    assert antwort.headers["Location"] == url("plan-druck", auftrag.pk)
    assert "Haddad" not in str(auftrag.angaben)
    assert client.get(url("plan-druck", auftrag.pk)).status_code == 200
    teil = client.get(url("plan-druck", auftrag.pk), headers={"HX-Request": "true"})
    assert "<h1" not in text(teil)
    assert client.post(url("plan-druck-wiederholen", auftrag.pk)).status_code == 302
    fremd = anmelden(fallbau.case_management(fallbau.kommune(ort.kreis)))
    assert fremd.get(url("plan-druck", auftrag.pk)).status_code == 404
