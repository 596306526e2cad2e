"""What a page loads the first time, counted by Chromium with an empty cache."""

from __future__ import annotations

import gzip
from typing import Any

from playwright.sync_api import sync_playwright

from scripts import rechner
from scripts.probebetrieb import PROXYKOPF

# Headless and as root, and not a word to anybody outside.
SCHALTER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def ladegewicht(adresse: str, cookie: str) -> dict[str, int]:
    """Path of each file -> bytes on the wire.

    The page itself is compressed by the TLS proxy, which is not here; gzip stands in for it.
    """
    name, _, wert = cookie.partition("=")
    dateien: dict[str, int] = {}
    laufend: dict[str, str] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(rechner.chromium()), args=SCHALTER)
        kontext = browser.new_context(extra_http_headers=PROXYKOPF)
        kontext.add_cookies([{"name": name, "value": wert, "url": adresse}])
        seite = kontext.new_page()
        netz = kontext.new_cdp_session(seite)

        def antwort(ereignis: dict[str, Any]) -> None:
            laufend[ereignis["requestId"]] = ereignis["response"]["url"]

        def fertig(ereignis: dict[str, Any]) -> None:
            url = laufend.get(ereignis["requestId"], "")
            if url.startswith(adresse):
                dateien[url.removeprefix(adresse) or "/"] = int(ereignis["encodedDataLength"])

        netz.on("Network.responseReceived", antwort)
        netz.on("Network.loadingFinished", fertig)
        netz.send("Network.enable")
        erste = seite.goto(adresse, wait_until="networkidle")
        if erste is None or erste.status != 200:
            raise SystemExit(f"the page to be weighed answers {erste.status if erste else 'nothing'}")
        if "content-encoding" not in erste.headers:
            dateien["/"] = len(gzip.compress(erste.body()))
        browser.close()
    return dateien
