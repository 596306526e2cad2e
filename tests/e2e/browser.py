"""One Chromium for the run, and a page that reports everything that goes wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, Response

from scripts import rechner

SCHALTER = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)
BREIT = {"width": 1280, "height": 800}
TELEFON = {"width": 390, "height": 844}
SCHMAL = {"width": 320, "height": 640}

# A violation is an event of the page; it must be heard from the very first element on.
_CSP_MELDER = """
window.__csp = [];
document.addEventListener('securitypolicyviolation', (e) => {
  const wo = `${e.sourceFile}:${e.lineNumber}`;
  window.__csp.push(`${e.effectiveDirective}: ${e.blockedURI} ${e.sample || ''} (${wo})`);
});
"""


def starten(playwright: Playwright) -> Browser:
    programm = rechner.chromium()
    if programm is None:
        raise RuntimeError("no Chromium: make einrichten-test installs it (apt-get install chromium)")
    return playwright.chromium.launch(executable_path=str(programm), args=list(SCHALTER))


def neuer_kontext(
    browser: Browser, adresse: str, zustand: dict | None = None, dunkel: bool = False
) -> BrowserContext:
    kontext = browser.new_context(
        base_url=adresse,
        storage_state=zustand,  # type: ignore[arg-type]
        viewport=BREIT,  # type: ignore[arg-type]
        locale="de-DE",
        timezone_id="Europe/Berlin",
        color_scheme="dark" if dunkel else "light",
        reduced_motion="reduce",
    )
    kontext.add_init_script(_CSP_MELDER)
    kontext.set_default_timeout(10_000)
    return kontext


@dataclass
class Mitschrift:
    """What a page complained about since the last look."""

    meldungen: list[str] = field(default_factory=list)
    erwartet: set[int] = field(default_factory=set)
    """Status codes of the main page that the test asked for itself, such as 404."""

    def konsole(self, meldung: ConsoleMessage) -> None:
        if meldung.type not in ("error", "warning"):
            return
        if any(f"status of {status}" in meldung.text for status in self.erwartet):
            return
        self.meldungen.append(f"console {meldung.type}: {meldung.text}")

    def fehler(self, fehler: Exception) -> None:
        self.meldungen.append(f"page error: {fehler}")

    def gescheitert(self, anfrage: Request) -> None:
        # Going on before everything has loaded, and downloads, abort requests without anything being wrong.
        if anfrage.failure != "net::ERR_ABORTED":
            self.meldungen.append(f"request failed: {anfrage.url} {anfrage.failure}")

    def antwort(self, antwort: Response) -> None:
        if antwort.status >= 400 and antwort.status not in self.erwartet:
            self.meldungen.append(f"{antwort.status} {urlsplit(antwort.url).path}")

    def abholen(self, page: Page) -> list[str]:
        csp = page.evaluate("() => (window.__csp || []).splice(0)")
        funde, self.meldungen = self.meldungen, []
        return funde + [f"CSP violation: {eintrag}" for eintrag in csp]


@contextmanager
def mitgehoerte_seite(kontext: BrowserContext) -> Iterator[tuple[Page, Mitschrift]]:
    page = kontext.new_page()
    mitschrift = Mitschrift()
    page.on("console", mitschrift.konsole)
    page.on("pageerror", mitschrift.fehler)
    page.on("requestfailed", mitschrift.gescheitert)
    page.on("response", mitschrift.antwort)
    try:
        yield page, mitschrift
    finally:
        page.close()
