"""The stage: committed rows, a server that really serves, people who sign in through the real form."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from kim.konten.models import Konto
from tests.conftest import angemeldeter_client
from tests.e2e.browser import Mitschrift, mitgehoerte_seite, neuer_kontext
from tests.fabriken import PASSWORT
from tests.werkzeug.welt import GAST, Welt, welt_bauen


@dataclass
class Buehne:
    adresse: str
    browser: Browser
    k: Welt
    m: Welt
    geheimnisse: dict[int, str] = field(default_factory=dict)
    _kontexte: dict[tuple[str, bool], BrowserContext] = field(default_factory=dict)
    _seiten: dict[tuple[str, bool], contextlib.ExitStack] = field(default_factory=dict)
    _offen: dict[tuple[str, bool], tuple[Page, Mitschrift]] = field(default_factory=dict)

    def kontext(self, rolle: str, *, leer: bool = False) -> BrowserContext:
        """Signed in once; later pages of the same person share the session. The form has tests of its own."""
        if (rolle, leer) not in self._kontexte:
            kontext = neuer_kontext(self.browser, self.adresse)
            if rolle != GAST:
                client = angemeldeter_client((self.m if leer else self.k).konten[rolle])
                keks = client.cookies[settings.SESSION_COOKIE_NAME]
                kontext.add_cookies([{"name": keks.key, "value": keks.value, "url": self.adresse}])
            self._kontexte[rolle, leer] = kontext
        return self._kontexte[rolle, leer]

    @contextlib.contextmanager
    def seite(self, rolle: str, *, leer: bool = False) -> Iterator[tuple[Page, Mitschrift]]:
        """The person's one window: opening another takes as long as a page. After a failure, a new one."""
        schluessel = (rolle, leer)
        if schluessel not in self._offen:
            self._seiten[schluessel] = contextlib.ExitStack()
            self._offen[schluessel] = self._seiten[schluessel].enter_context(
                mitgehoerte_seite(self.kontext(rolle, leer=leer))
            )
        page, mitschrift = self._offen[schluessel]
        mitschrift.meldungen.clear()
        mitschrift.erwartet.clear()
        try:
            yield page, mitschrift
        except BaseException:
            del self._offen[schluessel]
            self._seiten.pop(schluessel).close()
            raise

    def anmelden(self, kontext: BrowserContext, konto: Konto) -> None:
        """As a person does it, through the form."""
        page = kontext.new_page()
        page.goto(reverse("account_login"))
        passwort_eingeben(page, konto.email)
        if konto.pk in self.geheimnisse:
            code_eingeben(page, self.geheimnisse[konto.pk])
        page.wait_for_url(f"{self.adresse}{reverse('web:heute')}")
        page.close()

    def zweiten_faktor_einrichten(self, konto: Konto) -> None:
        """As a person has done it at the first sign-in; the tests of the accounts walk through that page."""
        if konto.braucht_zweiten_faktor:
            self.geheimnisse[konto.pk] = generate_totp_secret()
            TOTP.activate(konto, self.geheimnisse[konto.pk])

    def schliessen(self) -> None:
        for offen in self._seiten.values():
            offen.close()
        for kontext in self._kontexte.values():
            kontext.close()


class Ablage(StaticFilesHandler):
    """Stylesheets and scripts may be kept, as in production: a browser asks for them once for each person."""

    def serve(self, request: Any) -> Any:
        antwort = super().serve(request)
        antwort["Cache-Control"] = "max-age=3600"
        return antwort


def passwort_eingeben(page: Page, email: str, passwort: str = PASSWORT) -> None:
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(passwort)
    page.locator("main form button[type=submit]").first.click()


def code_eingeben(page: Page, geheimnis: str) -> None:
    page.locator("input[name=code]").fill(aktueller_code(geheimnis))
    page.locator("main form button[type=submit]").first.click()


def aktueller_code(geheimnis: str) -> str:
    zaehler = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(geheimnis, zaehler))


def aufbauen(browser: Browser, adresse: str) -> Buehne:
    cache.clear()
    buehne = Buehne(adresse, browser, welt_bauen(), welt_bauen(leer=True))
    for welt in (buehne.k, buehne.m):
        for konto in welt.konten.values():
            buehne.zweiten_faktor_einrichten(konto)
    return buehne


@contextlib.contextmanager
def datenbank_danach_wie_vorher() -> Iterator[None]:
    """The rows of the stage are committed, and some of them refuse to be deleted."""
    if connection.vendor != "sqlite":
        yield
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=False)
        return
    connection.ensure_connection()
    vorher = sqlite3.connect(":memory:")
    _sqlite().backup(vorher)
    try:
        yield
    finally:
        connections.close_all()
        connection.ensure_connection()
        vorher.backup(_sqlite())
        vorher.close()


def _sqlite() -> Any:
    return connection.connection
