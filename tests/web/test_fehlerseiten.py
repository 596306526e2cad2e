"""Every error has a page that says what happened and shows a way out."""

from __future__ import annotations

import contextlib
import errno
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import include, path, reverse

from kim import urls as hauptadressen
from kim.basis.fehler import NichtErlaubt
from kim.konten.middleware import SCHREIBABSTAND, ZULETZT
from kim.stammdaten.models import Einrichtung
from kim.stammdaten.regeln.werte import EinrichtungArt
from kim.web.zugang import Zugang, pfad
from tests.fabriken import KontoFactory, KreisFactory


def _verboten(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Die Einladung ist schon versendet.")


def _fachlich_verboten(request: HttpRequest) -> HttpResponse:
    raise NichtErlaubt("Sich selbst gibt man keine Rolle.")


def _kaputt(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("kaputt")


def _platte_voll(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


# This module is itself the URL configuration of its tests.
urlpatterns = [
    pfad("verboten/", _verboten, name="verboten", zugang=Zugang.ANGEMELDET),
    pfad("fachlich/", _fachlich_verboten, name="fachlich", zugang=Zugang.ANGEMELDET),
    pfad("kaputt/", _kaputt, name="kaputt", zugang=Zugang.OEFFENTLICH),
    pfad("platte/", _platte_voll, name="platte", zugang=Zugang.OEFFENTLICH),
    path("", include("kim.urls")),
]
handler400, handler500 = hauptadressen.handler400, hauptadressen.handler500


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


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_eine_volle_platte_wird_beim_namen_genannt() -> None:
    antwort = Client(raise_request_exception=False).get("/platte/")
    assert antwort.status_code == 507
    assert "Auf dem Server ist kein Speicherplatz mehr frei." in text(antwort)


@contextlib.contextmanager
def volle_datenbank() -> Iterator[None]:
    """SQLite told to grow no further, and filled to the brim: the real error, without filling a disk."""
    with connection.cursor() as zeiger:
        zeiger.execute("PRAGMA page_count")
        zeiger.execute(f"PRAGMA max_page_count = {zeiger.fetchone()[0]}")
        for groesse in (100_000, 1_000, 10):
            with contextlib.suppress(OperationalError):
                for _nummer in range(10_000):
                    zeiger.execute(
                        "INSERT INTO django_session VALUES (%s, %s, '2000-01-01')",
                        [secrets.token_hex(10), "x" * groesse],
                    )
    try:
        yield
    finally:
        with connection.cursor() as zeiger:
            zeiger.execute(f"PRAGMA max_page_count = {2**30}")


nur_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can be told to be full")


@nur_sqlite
@pytest.mark.django_db(transaction=True)
def test_ist_die_datenbank_voll_sagt_es_die_seite_und_nichts_halbes_bleibt(
    konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]
) -> None:
    client = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=KreisFactory()))
    client.raise_request_exception = False
    client.get("/")
    adresse = "/stammdaten/einrichtungen/neu/"
    angaben = {"art": EinrichtungArt.BEHOERDE.value, "bemerkung": "Wort " * 300}
    with volle_datenbank():
        # The last pages may still have room for a row or two.
        for nummer in range(50):
            antwort = client.post(adresse, {"name": f"Amt {nummer}", **angaben})
            if antwort.status_code != 302:
                break
        assert antwort.status_code == 507
        assert "Auf dem Server ist kein Speicherplatz mehr frei." in text(antwort)
        assert (Einrichtung.objects.count(), Einrichtung.history.count()) == (nummer, nummer)
    assert client.post(adresse, {"name": f"Amt {nummer}", **angaben}).status_code == 302


@nur_sqlite
@pytest.mark.django_db(transaction=True)
def test_auch_eine_sitzung_die_keinen_platz_findet_nennt_den_grund(
    anmelden: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = anmelden(KontoFactory())
    client.raise_request_exception = False
    client.get("/")
    sitzung = client.session
    sitzung[ZULETZT] -= 2 * SCHREIBABSTAND
    sitzung.save()
    monkeypatch.setattr(SessionStore, "encode", lambda *_: "x" * 100_000)
    with volle_datenbank():
        assert client.get("/").status_code == 507


@pytest.mark.parametrize("vorlage", ["400.html", "500.html", "507.html"])
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
