"""The pages of conferences: from the case to the paper and its results."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casemgmt.models import Fallkonferenz, Konferenzergebnis, Konferenzteilnahme
from tests.casemgmt import faellebau, fallbau
from tests.conftest import angemeldeter_client
from tests.fabriken import EinrichtungFactory

pytestmark = pytest.mark.django_db
ANGABEN = {"art": "kollegial", "tag": "01.12.2030", "uhrzeit": "10:00", "frage": "Was braucht Amira Haddad?"}


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def konto(ort: Any) -> Any:
    return fallbau.case_management(ort)


@pytest.fixture
def cm(konto: Any) -> Client:
    return angemeldeter_client(konto)


@pytest.fixture
def fall(konto: Any, ort: Any) -> Any:
    return fallbau.fall(konto, ort)


def _text(antwort: Any) -> str:
    return str(antwort.content.decode())


def _seite(name: str, pk: int) -> str:
    return reverse(f"casemgmt:konferenz-{name}", args=[pk])


def test_von_der_frage_bis_zum_ergebnis(cm: Client, fall: Any, ort: Any) -> None:
    neu = _seite("anlegen", fall.pk)
    assert cm.post(neu, {**ANGABEN, "tag": ""}).status_code == 422
    cm.post(neu, ANGABEN)
    konferenz = Fallkonferenz.objects.get()
    detail = _seite("detail", konferenz.pk)
    assert "Was braucht Person A?" in _text(cm.get(detail))
    assert "Haddad" not in _text(cm.get(_seite("papier", konferenz.pk)))
    assert cm.post(_seite("teilnahme", konferenz.pk), {}).status_code == 422
    stelle = EinrichtungFactory(kreis=ort.kreis)
    cm.post(_seite("teilnahme", konferenz.pk), {"einrichtung": stelle.pk})
    teilnahme = Konferenzteilnahme.objects.get()
    mit_namen = cm.post(_seite("bearbeiten", konferenz.pk), {**ANGABEN, "namentlich": "on"})
    assert mit_namen.status_code == 422
    assert stelle.name in _text(mit_namen)
    cm.post(_seite("bearbeiten", konferenz.pk), {**ANGABEN, "ort": "Rathaus"})
    assert "Rathaus" in _text(cm.get(reverse("casemgmt:konferenz-liste")))
    assert cm.post(_seite("ergebnis", konferenz.pk), {"text": ""}).status_code == 422
    cm.post(_seite("ergebnis", konferenz.pk), {"text": "Anrufen", "durch": teilnahme.pk, "bis": "02.12.2030"})
    ergebnis = Konferenzergebnis.objects.get()
    cm.post(_seite("teilnahme-entfernen", teilnahme.pk))
    assert Konferenzteilnahme.objects.exists()
    cm.post(_seite("ergebnis-erledigt", ergebnis.pk))
    for _n in range(2):
        cm.post(_seite("beenden", konferenz.pk), {"stand": "gehalten"})
    seite = _text(cm.get(detail))
    assert "erledigt am" in seite
    assert "gehalten" in seite


def test_kommt_jemand_ohne_einwilligung_dazu_stehen_wieder_buchstaben(
    cm: Client, konto: Any, fall: Any, ort: Any
) -> None:
    cm.post(_seite("anlegen", fall.pk), ANGABEN)
    konferenz = Fallkonferenz.objects.get()
    cm.post(_seite("teilnahme", konferenz.pk), {"konto": konto.pk})
    cm.post(_seite("bearbeiten", konferenz.pk), {**ANGABEN, "namentlich": "on"})
    assert "Was braucht Amira Haddad?" in _text(cm.get(_seite("papier", konferenz.pk)))
    stelle = EinrichtungFactory(kreis=ort.kreis)
    danach = cm.post(_seite("teilnahme", konferenz.pk), {"einrichtung": stelle.pk}, follow=True)
    assert "wieder Buchstaben" in _text(danach)
    cm.post(_seite("teilnahme-entfernen", Konferenzteilnahme.objects.get(einrichtung=stelle).pk))
    assert Konferenzteilnahme.objects.count() == 1


def test_wer_nur_teilnimmt_liest_das_papier_und_nicht_die_seite(cm: Client, fall: Any, ort: Any) -> None:
    cm.post(_seite("anlegen", fall.pk), ANGABEN)
    konferenz = Fallkonferenz.objects.get()
    fremd = fallbau.case_management(fallbau.kommune(ort.kreis))
    client = angemeldeter_client(fremd)
    assert client.get(_seite("papier", konferenz.pk)).status_code == 404
    cm.post(_seite("teilnahme", konferenz.pk), {"konto": fremd.pk})
    assert "Person A" in _text(client.get(_seite("papier", konferenz.pk)))
    assert "Sie nehmen teil" in _text(client.get(reverse("casemgmt:konferenz-liste")))
    assert client.get(_seite("detail", konferenz.pk)).status_code == 404


def test_aus_einem_ergebnis_wird_ein_schritt(cm: Client, konto: Any, fall: Any) -> None:
    cm.post(_seite("anlegen", fall.pk), ANGABEN)
    konferenz = Fallkonferenz.objects.get()
    cm.post(_seite("teilnahme", konferenz.pk), {"konto": konto.pk})
    bis = timezone.localdate() + timedelta(days=5)
    angaben = {"text": "Kita anrufen", "durch": Konferenzteilnahme.objects.get().pk, "bis": f"{bis:%d.%m.%Y}"}
    cm.post(_seite("ergebnis", konferenz.pk), angaben)
    ergebnis = Konferenzergebnis.objects.get()
    detail, umsetzen = _seite("detail", konferenz.pk), _seite("ergebnis-umsetzen", ergebnis.pk)
    assert umsetzen in _text(cm.get(detail))
    leer = cm.get(umsetzen)
    # Without a draft there is no step of the plan, and the page says what to do about it.
    assert reverse("casemgmt:fall-plan", args=[fall.pk]) in _text(leer)
    assert f"{bis:%d.%m.%Y}" in _text(leer)
    ziel = faellebau.entwurf(konto, fall).ziele.get()
    antwort = cm.post(umsetzen, {"wiedervorlage_am": "", "ziel": "", "wer": "andere"})
    assert (antwort.status_code, "Bitte wählen, was daraus wird" in _text(antwort)) == (422, True)
    vorbei = cm.post(umsetzen, {"wiedervorlage_am": "01.01.2020", "ziel": "", "wer": "andere"})
    assert "schon vorbei" in _text(vorbei)
    cm.post(umsetzen, {"wiedervorlage_am": f"{bis:%d.%m.%Y}", "ziel": ziel.pk, "wer": "case_management"})
    seite = _text(cm.get(detail))
    assert f"Wiedervorlage am {bis:%d.%m.%Y}" in seite
    assert "Schritt im Integrationsplan" in seite
    assert umsetzen not in seite
    anker = f"{detail}#ergebnis-{ergebnis.pk}"
    for name in ("fall-detail", "fall-plan"):
        assert anker in _text(cm.get(reverse(f"casemgmt:{name}", args=[fall.pk])))
    assert cm.get(umsetzen).headers["Location"] == detail
    # The step was struck out, and the plan is agreed: no step can be made of it now.
    plan = faellebau.frisch(fall).plaene.get()
    cm.post(reverse("casemgmt:planschritt-streichen", args=[ergebnis.planschritte.get().pk]))
    cm.post(
        reverse("casemgmt:plan-vereinbaren", args=[plan.pk]),
        {"vereinbart_am": f"{timezone.localdate():%d.%m.%Y}", "bestaetigung": "blatt", "pruefung_am": ""},
    )
    assert "einen Entwurf mit einem Ziel" in _text(cm.get(umsetzen, follow=True))
    fremde = angemeldeter_client(fallbau.case_management(fallbau.kommune()))
    assert fremde.get(umsetzen).status_code == 404
