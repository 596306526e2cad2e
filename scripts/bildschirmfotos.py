"""Pictures of every page of the demo, as somebody meets it who clicks through the navigation.

    .venv/bin/python -m scripts.bildschirmfotos [ROLLE ...]

Starts a demo of its own with fresh data in a temporary folder on a free port, signs in with one account of
each role and follows the links. Each kind of page at 1280 and 390 px, in light and in dark, ends up as a
picture in build/bildschirmfotos/demo/.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, sync_playwright

from kim.demo.menschen import PASSWORT, demokreise
from scripts import rechner
from scripts.rechner import PYTHON, WURZEL

BILDER = WURZEL / "build" / "bildschirmfotos" / "demo"
GROESSEN = ((1280, 800), (390, 844))
# These two show most of what there is; others on demand.
ROLLEN = ("geschaeftsstelle", "systemadministration", "case_management", "kreis_administration")
HOECHSTZAHL_SEITEN = 150
WARTEZEIT = 180.0
_BEREIT = re.compile(r"KIM läuft: (http://\S+)/")
_NICHT_BESUCHEN = re.compile(r"/(abmelden|static)/|\.(csv|xlsx|ics|pdf)$|/ausgabe\.")


@contextlib.contextmanager
def laufende_demo() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="kim-fotos-") as daten:
        umgebung = {
            **os.environ,
            "KIM_DATEN": daten,
            "KIM_PORT": "0",
            "DJANGO_SETTINGS_MODULE": "kim.settings.embedded",
        }
        demo = subprocess.Popen(
            [str(PYTHON), "-u", "-m", "scripts.demo"],
            cwd=WURZEL,
            env=umgebung,
            stdout=subprocess.PIPE,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        try:
            yield _adresse(demo)
        finally:
            demo.send_signal(signal.SIGINT)
            demo.wait(timeout=30)


def _adresse(demo: subprocess.Popen[str]) -> str:
    ende = time.monotonic() + WARTEZEIT
    assert demo.stdout is not None
    for zeile in demo.stdout:
        if treffer := _BEREIT.search(zeile):
            return treffer[1]
        if time.monotonic() > ende:
            break
    raise SystemExit("the demo did not come up")


def anmelden(page: Page, email: str) -> None:
    page.goto("/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORT)
    page.locator("main form button[type=submit]").first.click()
    if page.locator("input[name=code]").count():
        # The demo shows the code that an app would show.
        code = re.search(r"\b(\d{6})\b", page.locator("main").inner_text())
        if code is None:
            raise SystemExit(f"{email}: the demo shows no code")
        page.locator("input[name=code]").fill(code[1])
        page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def art(ziel: str) -> str:
    """One picture for each kind of page, not for each record and each filter."""
    return re.sub(r"[0-9a-f-]{36}|\d+", "x", urlsplit(ziel).path).strip("/").replace("/", "-") or "heute"


def fotografieren(page: Page, name: str) -> None:
    for farbe in ("light", "dark"):
        page.emulate_media(color_scheme=farbe)
        page.wait_for_timeout(200)
        for weite, hoehe in GROESSEN:
            page.set_viewport_size({"width": weite, "height": hoehe})
            endung = "" if farbe == "light" else "-dunkel"
            page.screenshot(
                path=BILDER / f"{name}{endung}-{weite}.png", full_page=True, animations="disabled"
            )
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": GROESSEN[0][0], "height": GROESSEN[0][1]})


def rundgang(kontext: BrowserContext, rolle: str, email: str) -> int:
    page = kontext.new_page()
    anmelden(page, email)
    warteschlange, gesehen = deque([urlsplit(page.url).path]), set[str]()
    while warteschlange and len(gesehen) < HOECHSTZAHL_SEITEN:
        ziel = warteschlange.popleft()
        if art(ziel) in gesehen or _NICHT_BESUCHEN.search(ziel):
            continue
        gesehen.add(art(ziel))
        antwort = page.goto(ziel)
        if antwort is None or antwort.status != 200:
            print(f"{rolle}: {ziel} answered {antwort.status if antwort else 'nothing'}")
            continue
        fotografieren(page, f"{art(ziel)}-{rolle}")
        warteschlange.extend(
            page.eval_on_selector_all("a[href^='/']", "(alle) => alle.map((a) => a.getAttribute('href'))")
        )
    page.close()
    return len(gesehen)


def main(argumente: Sequence[str]) -> int:
    programm = rechner.chromium()
    if programm is None:
        print("no Chromium: apt-get install chromium", file=sys.stderr)
        return 1
    BILDER.mkdir(parents=True, exist_ok=True)
    rollen = tuple(argumente) or ROLLEN
    kreis = demokreise()[0]
    menschen = {m.rolle: kreis.adresse(m.kennung) for m in reversed(kreis.menschen) if not m.unbestaetigt}
    if unbekannt := set(rollen) - set(menschen):
        print(f"no demo account for: {', '.join(sorted(unbekannt))}", file=sys.stderr)
        return 2
    with laufende_demo() as adresse, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(programm), args=["--no-sandbox", "--disable-gpu"]
        )
        for rolle in rollen:
            kontext = browser.new_context(
                base_url=adresse, locale="de-DE", timezone_id="Europe/Berlin", reduced_motion="reduce"
            )
            print(f"{rolle}: {rundgang(kontext, rolle, menschen[rolle])} pages")
            kontext.close()
        browser.close()
    print(f"The pictures are in {BILDER.relative_to(Path.cwd())}/")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
