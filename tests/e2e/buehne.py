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
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from kim.konten.models import Konto
from tests.e2e.browser import neuer_kontext
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

    def kontext(self, rolle: str, *, leer: bool = False) -> BrowserContext:
        """Signed in once through the form; later pages of the same person share the session."""
        if (rolle, leer) not in self._kontexte:
            kontext = neuer_kontext(self.browser, self.adresse)
            if rolle != GAST:
                self.anmelden(kontext, (self.m if leer else self.k).konten[rolle])
            self._kontexte[rolle, leer] = kontext
        return self._kontexte[rolle, leer]

    def anmelden(self, kontext: BrowserContext, konto: Konto) -> None:
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
        for kontext in self._kontexte.values():
            kontext.close()


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
