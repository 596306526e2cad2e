"""Every error has a page that says what happened and shows a way out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import include, path, reverse

from kim.basis.fehler import NichtErlaubt
from kim.web.zugang import Zugang, pfad
from tests.fabriken import KontoFactory


def _verboten(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Die Einladung ist schon versendet.")


def _fachlich_verboten(request: HttpRequest) -> HttpResponse:
    raise NichtErlaubt("Sich selbst gibt man keine Rolle.")


def _kaputt(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("kaputt")


# This module is itself the URL configuration of its tests.
urlpatterns = [
    pfad("verboten/", _verboten, name="verboten", zugang=Zugang.ANGEMELDET),
    pfad("fachlich/", _fachlich_verboten, name="fachlich", zugang=Zugang.ANGEMELDET),
    pfad("kaputt/", _kaputt, name="kaputt", zugang=Zugang.OEFFENTLICH),
    path("", include("kim.urls")),
]


def text(antwort: HttpResponse) -> str:
    return antwort.content.decode()


@pytest.mark.django_db
def test_nicht_gefunden_angemeldet_und_abgemeldet(anmelden: Callable[..., Client]) -> None:
    angemeldet = anmelden(KontoFactory()).get("/gibt-es-nicht/")
    assert angemeldet.status_code == 404
    assert "Diese Seite gibt es nicht." in text(angemeldet)
    assert "Zur Startseite" in text(angemeldet)
    abgemeldet = Client().get("/gibt-es-nicht/")
    assert abgemeldet.status_code == 404
    assert f'href="{reverse("account_login")}"' in text(abgemeldet)
    assert "Hauptnavigation" not in text(abgemeldet)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_nicht_erlaubt_nennt_den_grund(anmelden: Callable[..., Client]) -> None:
    client = anmelden(KontoFactory())
    for adresse, grund in (
        ("/verboten/", "Die Einladung ist schon versendet."),
        ("/fachlich/", "Sich selbst gibt man keine Rolle."),
    ):
        antwort = client.get(adresse)
        assert antwort.status_code == 403
        assert grund in text(antwort)
        assert "Zur Startseite" in text(antwort)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_eine_stoerung_hat_eine_seite_ohne_datenbank() -> None:
    client = Client(raise_request_exception=False)
    antwort = client.get("/kaputt/")
    assert antwort.status_code == 500
    assert "Bei uns ist etwas schiefgegangen." in text(antwort)


@pytest.mark.parametrize("vorlage", ["400.html", "500.html"])
def test_diese_seiten_brauchen_weder_anfrage_noch_datenbank(vorlage: str) -> None:
    # Without the django_db mark any query would raise.
    with connection.execute_wrapper(lambda *_: pytest.fail("a query on an error page")):
        html = render_to_string(vorlage)
    assert 'href="/"' in html
    assert "Zur Startseite" in html


@pytest.mark.django_db
def test_ein_abgelaufenes_formular_sagt_was_zu_tun_ist() -> None:
    client = Client(enforce_csrf_checks=True)
    antwort = client.post("/darstellung/", {"darstellung": "hell"})
    assert antwort.status_code == 403
    assert "laden Sie die Seite neu" in text(antwort)
