"""Hands of somebody who logs on site, on a phone; and eyes that read all that the device keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import angemeldeter_client
from tests.e2e.browser import TELEFON, neuer_kontext
from tests.e2e.buehne import Buehne

LOSUNG = "Birnen am Abend 31"

# Everything that lies in the browser, as one text.
_ALLES = """
async () => {
  const alles = { lokal: { ...localStorage }, sitzung: { ...sessionStorage }, db: {}, caches: {} };
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((gut, schlecht) => {
      const anfrage = indexedDB.open(name);
      anfrage.onsuccess = () => gut(anfrage.result);
      anfrage.onerror = () => schlecht(anfrage.error);
    });
    alles.db[name] = {};
    for (const lager of db.objectStoreNames) {
      alles.db[name][lager] = await new Promise((gut) => {
        db.transaction(lager).objectStore(lager).getAll().onsuccess = ({ target }) => gut(target.result);
      });
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const lager = await caches.open(name);
    for (const frage of await lager.keys()) {
      const antwort = await lager.match(frage);
      const art = antwort.headers.get("Content-Type") || "";
      alles.caches[frage.url] = /font|png/.test(art) ? "" : await antwort.text();
    }
  }
  return JSON.stringify(alles);
}
"""


@contextmanager
def telefon(buehne: Buehne, konto: Any) -> Iterator[tuple[BrowserContext, Page]]:
    kontext = neuer_kontext(buehne.browser, buehne.adresse)
    try:
        sitzung_geben(kontext, buehne, konto)
        page = kontext.new_page()
        page.set_viewport_size(TELEFON)  # type: ignore[arg-type]
        page.on("dialog", lambda dialog: dialog.accept())
        yield kontext, page
    finally:
        kontext.close()


def sitzung_geben(kontext: BrowserContext, buehne: Buehne, konto: Any) -> None:
    keks = angemeldeter_client(konto).cookies[settings.SESSION_COOKIE_NAME]
    kontext.add_cookies([{"name": keks.key, "value": keks.value, "url": buehne.adresse}])


def seite() -> str:
    return reverse("casemgmt:ohne-netz-offline")


def oeffnen(page: Page) -> None:
    page.goto(seite())
    bereit(page)


def bereit(page: Page) -> None:
    expect(page.locator("body[data-bereit]")).to_be_attached()


def eingerichtet(page: Page) -> None:
    """Opened once with a network, and the service worker keeps the shell."""
    oeffnen(page)
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    expect(page.locator("[data-netz]")).to_have_attribute("data-lage", "da")


def neu_laden(page: Page) -> None:
    page.reload()
    bereit(page)


def nachsehen(page: Page) -> None:
    """What the page does by itself every half minute and when the network comes back."""
    page.evaluate("() => window.dispatchEvent(new Event('online'))")


def beratung(page: Page, *, notiz: str = "", aktenzeichen: str = "", schritt: str = "") -> int:
    """Logs one, and says with how many actions: kind, topic, done, and one for each field that is filled."""
    page.locator("[data-art=beratung]").click()
    formular = page.locator("[data-formular=beratung]")
    if aktenzeichen:
        formular.locator("[name=aktenzeichen]").fill(aktenzeichen)
    formular.get_by_label("Wohnen").check()
    if schritt:
        formular.locator("[name=naechster_schritt]").fill(schritt)
    if notiz:
        formular.locator("[name=notiz]").fill(notiz)
    formular.get_by_role("button", name="Festhalten").click()
    return 3 + sum(bool(feld) for feld in (notiz, aktenzeichen, schritt))


def festgehalten(page: Page) -> None:
    expect(page.locator("[data-formular=beratung]")).to_be_hidden()


def wartend(page: Page) -> int:
    return len(lager(page)["db"]["kim-ohne-netz"]["kaesten"])


def alles(page: Page) -> str:
    return str(page.evaluate(_ALLES))


def lager(page: Page) -> dict[str, Any]:
    gelesen: dict[str, Any] = json.loads(alles(page))
    return gelesen
