"""Signing the agreed plan: on the screen, on paper; and what a changed plan says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from casemgmt.domain.integrationsplan import plan_beginnen, stand_setzen
from casemgmt.domain.planunterschrift import plan_auf_schirm_unterschreiben
from casemgmt.domain.queries.plaene import planwerte, unterschriftsbild
from casemgmt.domain.queries.zeitstrahl import zeitstrahl
from casemgmt.models import Planschritt, Planunterschrift
from casemgmt.regeln.plan import Schrittstand
from casemgmt.regeln.planblatt import Unterschriftslage, pruefsumme
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.dokumente.models import Dokument
from tests.casemgmt import faellebau, fallbau
from tests.casemgmt.einwilligungsbau import STRICHE
from tests.dokumente import dateien

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


@pytest.fixture
def fall(cm: Any, ort: Any) -> Any:
    return faellebau.langfristig(cm, ort, fallbau.klient(cm, ort, sprachen=["prs", "de"]))


@pytest.fixture
def plan(cm: Any, fall: Any) -> Any:
    return faellebau.vereinbart(cm, fall)


def url(name: str, *args: object) -> str:
    return reverse(f"casemgmt:{name}", args=args)


def text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


def unterschreiben(plan: Any, cm: Any, **anders: Any) -> Planunterschrift:
    return plan_auf_schirm_unterschreiben(
        **{
            "plan_id": plan.pk,
            "gelesen": pruefsumme(planwerte(plan)),
            "name": "Amira Haddad",
            "sprache": "fa",
            "striche": STRICHE,
            "akteur": cm,
            **anders,
        }
    )


def test_auf_dem_bildschirm_gleich_nach_der_vereinbarung(
    anmelden: Callable[..., Client], cm: Any, fall: Any
) -> None:
    client = anmelden(cm)
    plan = faellebau.entwurf(cm, fall)
    heute = f"{faellebau.heute():%d.%m.%Y}"
    angaben = {"vereinbart_am": heute, "bestaetigung": "schirm", "pruefung_am": ""}
    schreiben = url("plan-unterschreiben", plan.pk)
    assert client.get(schreiben).headers["Location"] == url("plan-detail", plan.pk), "first it is agreed"
    assert client.post(url("plan-vereinbaren", plan.pk), angaben).headers["Location"] == schreiben
    seite = client.get(schreiben)
    assert seite.context["sprache"] == "fa", "who speaks Dari reads this sheet"
    assert 'dir="rtl"' in text(seite)
    assert faellebau.WORTE in text(seite)
    assert 'dir="rtl"' not in text(client.get(schreiben + "?sprache=tr"))
    gelesen = seite.context["form"]["gelesen"].value()
    eingabe = {"name": "Amira Haddad", "gelesen": gelesen, "sprache": "fa", "striche": ""}
    assert "kim-zusammenfassung" in text(client.post(schreiben, eingabe))
    assert "Hier fehlt die Unterschrift." in text(client.post(schreiben, {**eingabe, "striche": "[]"}))
    antwort = client.post(schreiben, {**eingabe, "striche": STRICHE}, follow=True)
    for stueck in ("Die Unterschrift ist festgehalten.", "Amira Haddad", "gelesen auf Farsi", "<path d="):
        assert stueck in text(antwort), stueck
    assert "Noch nicht unterschrieben" not in text(antwort)
    assert "unterschrieben am" in text(antwort), "in the list of versions"


def test_das_unterschriebene_blatt_wird_nach_inhalt_geprueft(
    anmelden: Callable[..., Client], cm: Any, plan: Any, ort: Any
) -> None:
    client, adresse = anmelden(cm), url("plan-hochladen", plan.pk)
    angaben = {"name": "Amira Haddad", "gelesen": pruefsumme(planwerte(plan)), "sprache": "de"}
    falsch = SimpleUploadedFile("plan.pdf", b"MZ\x90 nicht was es sagt")
    assert "kim-zusammenfassung" in text(client.post(adresse, {**angaben, "datei": falsch}))
    gut = SimpleUploadedFile("plan.pdf", dateien.PDF)
    client.post(adresse, {**angaben, "datei": gut})
    dokument = Dokument.objects.get()
    assert (dokument.gehoert_zu_art, dokument.gehoert_zu_id) == ("casemgmt.plan_unterschrieben", plan.pk)
    herunterladen = reverse("dokumente:herunterladen", args=[dokument.kennung])
    assert herunterladen in text(client.get(url("plan-detail", plan.pk)))
    assert client.get(herunterladen).status_code == 200
    fremd = anmelden(fallbau.case_management(fallbau.kommune(ort.kreis)))
    assert fremd.get(herunterladen).status_code == 404


def test_ein_geaenderter_plan_braucht_eine_neue_unterschrift_und_sagt_es(
    anmelden: Callable[..., Client], cm: Any, fall: Any, plan: Any
) -> None:
    client = anmelden(cm)
    unterschreiben(plan, cm)
    assert "Noch nicht unterschrieben" not in text(client.get(url("fall-plan", fall.pk)))
    neu = plan_beginnen(fall_id=fall.pk, akteur=cm)
    assert "Eine neue Fassung braucht eine neue Unterschrift" in text(client.get(url("fall-plan", fall.pk)))
    heute = f"{faellebau.heute():%d.%m.%Y}"
    client.post(
        url("plan-vereinbaren", neu.pk),
        {"vereinbart_am": heute, "bestaetigung": "muendlich", "pruefung_am": ""},
    )
    seite = text(client.get(url("fall-plan", fall.pk)))
    assert f"Unterschrieben ist Fassung 1 vom {heute}." in seite
    assert "(mündlich vereinbart)" in seite
    alt = text(client.get(url("plan-detail", plan.pk)))
    assert "Amira Haddad" in alt
    assert "Auf dem Bildschirm unterschreiben" not in alt, "the old one is only read"


def test_wird_er_an_den_akten_vorbei_geaendert_faellt_es_auf(
    anmelden: Callable[..., Client], cm: Any, fall: Any, plan: Any
) -> None:
    unterschreiben(plan, cm)
    schritt = plan.ziele.get().schritte.get()
    stand_setzen(plan_id=plan.pk, ziele={}, schritte={schritt.pk: Schrittstand.ERLEDIGT}, akteur=cm)
    assert unterschriftsbild(plan).lage is Unterschriftslage.GILT, "how far it is, is no change"
    satz = Planschritt.objects.get(pk=schritt.pk)
    satz.was = "etwas ganz anderes"
    satz.save()
    assert "Nach der Unterschrift geändert" in text(anmelden(cm).get(url("fall-plan", fall.pk)))


def test_fall_33_inzwischen_anders_wird_nicht_unterschrieben(
    anmelden: Callable[..., Client], cm: Any, plan: Any
) -> None:
    antwort = anmelden(cm).post(
        url("plan-unterschreiben", plan.pk),
        {"name": "Amira Haddad", "gelesen": "0" * 64, "sprache": "fa", "striche": STRICHE},
    )
    assert "Der Plan ist inzwischen anders." in text(antwort)
    assert antwort.context["form"]["gelesen"].value() == pruefsumme(planwerte(plan))
    assert not Planunterschrift.objects.exists()
    with pytest.raises(Ueberholt):
        unterschreiben(plan, cm, gelesen="0" * 64)


def test_wer_nicht_fuehrt_unterschreibt_nicht(
    anmelden: Callable[..., Client], cm: Any, plan: Any, ort: Any
) -> None:
    leitung = fallbau.koordination(ort.kreis)
    with pytest.raises(NichtErlaubt):
        unterschreiben(plan, leitung)
    assert anmelden(leitung).get(url("plan-unterschreiben", plan.pk)).status_code == 403
    fremd = anmelden(fallbau.case_management(fallbau.kommune(ort.kreis)))
    for name in ("plan-unterschreiben", "plan-hochladen"):
        assert fremd.get(url(name, plan.pk)).status_code == 404
    for feld, wert in (("sprache", "tlh"), ("name", " ")):
        with pytest.raises(Fachfehler) as fehler:
            unterschreiben(plan, cm, **{feld: wert})
        assert fehler.value.feld == feld


def test_die_unterschrift_steht_im_zeitstrahl_und_bleibt(cm: Any, fall: Any, plan: Any) -> None:
    satz = unterschreiben(plan, cm)
    texte = [ereignis.text for ereignis in zeitstrahl(cm, fall)]
    assert "Integrationsplan unterschrieben, Fassung 1" in texte
    with pytest.raises(IntegrityError), transaction.atomic():
        Planunterschrift.objects.filter(pk=satz.pk).update(sha256="0" * 64)
