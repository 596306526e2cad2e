"""What is asked of every page in the browser. Each function returns what it found wrong."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.e2e.browser import BREIT, SCHMAL, TELEFON

WURZEL = Path(__file__).resolve().parents[2]
BILDER = WURZEL / "build" / "bildschirmfotos"
UNENTSCHIEDEN = WURZEL / "build" / "pruefung"
REGELN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def _axe() -> str:
    quelle = WURZEL / "node_modules" / "axe-core" / "axe.min.js"
    if not quelle.is_file():
        raise RuntimeError("axe-core is missing: make einrichten-test installs it")
    return quelle.read_text(encoding="utf-8")


def axe(page: Page, wo: str, *, nur: list[str] | None = None) -> list[str]:
    """WCAG 2.2 AA as far as a machine can tell. What axe leaves open goes to a report for a human's eyes."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    auswahl: dict[str, Any] = {"type": "rule", "values": nur} if nur else {"type": "tag", "values": REGELN}
    ergebnis = page.evaluate(
        "(auswahl) => axe.run(document, {runOnly: auswahl, resultTypes: ['violations', 'incomplete']})",
        auswahl,
    )
    _unentschieden_merken(ergebnis["incomplete"], wo)
    return [
        f"axe {fund['id']} ({fund['impact']}): "
        + "; ".join(f"{_kurz(k['html'])} {_grund(k)}" for k in fund["nodes"][:3])
        for fund in ergebnis["violations"]
    ]


def _grund(knoten: dict[str, Any]) -> str:
    gruende = [*knoten.get("any", []), *knoten.get("all", []), *knoten.get("none", [])]
    return "; ".join(str(grund["message"]) for grund in gruende)


def unentschieden_datei() -> Path:
    lauf = os.environ.get("PYTEST_XDIST_WORKER", "")
    return UNENTSCHIEDEN / f"kontrast-unentschieden{lauf and '.' + lauf}.jsonl"


def _unentschieden_merken(funde: list[dict[str, Any]], wo: str) -> None:
    for fund in funde:
        if fund["id"] != "color-contrast":
            continue
        UNENTSCHIEDEN.mkdir(parents=True, exist_ok=True)
        with unentschieden_datei().open("a", encoding="utf-8") as datei:
            for knoten in fund["nodes"]:
                zeile = {
                    "seite": wo,
                    "element": knoten["target"],
                    "html": _kurz(knoten["html"]),
                    "grund": _grund(knoten),
                }
                datei.write(json.dumps(zeile, ensure_ascii=False) + "\n")


def _kurz(html: str) -> str:
    html = " ".join(html.split())
    return html if len(html) < 160 else html[:157] + "…"


def gestaltung(page: Page) -> list[str]:
    """Bare HTML passes every check for accessibility, so it must not be bare."""
    stand = page.evaluate(
        """async () => {
          await document.fonts.ready;
          const stil = getComputedStyle(document.body), wurzel = getComputedStyle(document.documentElement);
          const ueberschrift = document.querySelector('h1');
          return {
            schrift: stil.fontFamily,
            rand: stil.marginTop,
            token: wurzel.getPropertyValue('--kern-metric-space-default').trim(),
            geladen: [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family),
            boegen: [...document.styleSheets].filter((b) => b.cssRules.length === 0).map((b) => b.href),
            anzahl: document.styleSheets.length,
            h1: ueberschrift ? parseFloat(getComputedStyle(ueberschrift).fontSize) : 0,
            text: parseFloat(stil.fontSize),
          };
        }"""
    )
    funde = []
    if "Kim Sans" not in stand["schrift"]:
        funde.append(f"unstyled: body is set in {stand['schrift']}")
    if not any("Kim Sans" in familie for familie in stand["geladen"]):
        funde.append("unstyled: the typeface did not load")
    if not stand["token"]:
        funde.append("unstyled: KERN's tokens are missing")
    if stand["anzahl"] < 4 or stand["boegen"]:
        funde.append(f"unstyled: {stand['anzahl']} stylesheets, empty: {stand['boegen']}")
    if stand["rand"] != "0px":
        funde.append("unstyled: the body has the browser's own margin")
    if stand["text"] < 16:
        funde.append(f"body text of {stand['text']} px")
    return funde


def breite(page: Page) -> list[str]:
    """At 320 px (1280 px at 400 %) nothing may need scrolling to the side, save tables in their own frame."""
    page.set_viewport_size(SCHMAL)  # type: ignore[arg-type]
    stand = page.evaluate(
        """() => {
          const weite = document.documentElement.clientWidth;
          const ueber = [...document.querySelectorAll('body *')].filter((e) => {
            if (e.closest('svg') && e.tagName !== 'svg') return false;
            const r = e.getBoundingClientRect();
            if (r.width === 0 || r.right <= weite + 1) return false;
            for (let v = e.parentElement; v && v !== document.body; v = v.parentElement) {
              const o = getComputedStyle(v).overflowX;
              if (o === 'auto' || o === 'scroll' || o === 'hidden' || o === 'clip') return false;
            }
            return true;
          });
          return {
            seite: document.documentElement.scrollWidth - weite,
            schuld: ueber.slice(0, 3).map((e) => e.tagName.toLowerCase() + '.' + e.className),
          };
        }"""
    )
    page.set_viewport_size(BREIT)  # type: ignore[arg-type]
    if stand["seite"] > 1:
        return [f"at 320 px the page is {stand['seite']} px too wide: {', '.join(map(str, stand['schuld']))}"]
    return []


def zielgroesse(page: Page) -> list[str]:
    """Buttons are 44 px high for fingers; on the phone."""
    page.set_viewport_size(TELEFON)  # type: ignore[arg-type]
    klein = page.evaluate(
        """() => [...document.querySelectorAll('main button, main a.kern-btn, nav a')].filter((e) => {
          const r = e.getBoundingClientRect();
          return r.width > 0 && r.height > 0 && r.height < 43.5;
        }).slice(0, 4).map((e) => {
          const hoehe = Math.round(e.getBoundingClientRect().height);
          const wort = e.textContent.trim().slice(0, 24);
          return `${e.tagName.toLowerCase()}.${e.className} ${hoehe} px: ${wort}`;
        })"""
    )
    page.set_viewport_size(BREIT)  # type: ignore[arg-type]
    return [f"too small to hit: {eintrag}" for eintrag in klein]


DUNKLER_GRUND = 60
_DUNKEL = """
() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number);
  return {grund: 0.2126 * r + 0.7152 * g + 0.0722 * b, ruhig: document.getAnimations().length === 0};
}
"""


def dunkel(page: Page, wo: str, *, kontrast: bool = True) -> list[str]:
    """Dark is designed: the ground really is dark, and everything is still readable."""
    page.emulate_media(color_scheme="dark")
    # The page hears of the change a little later, and colours fade over: axe must not measure half-way.
    grund, ruhig = 255.0, 0
    for _ in range(100):
        stand = page.evaluate(_DUNKEL)
        grund, ruhig = stand["grund"], ruhig + 1 if stand["ruhig"] and stand["grund"] <= DUNKLER_GRUND else 0
        if ruhig == 2:
            break
        page.wait_for_timeout(40)
    funde = []
    if grund > DUNKLER_GRUND:
        funde.append(f"dark mode has a light ground ({grund:.0f})")
    if kontrast:
        funde += [
            f"dark: {fund}"
            for fund in axe(page, f"{wo} (dunkel)", nur=["color-contrast", "link-in-text-block"])
        ]
    return funde


def hell(page: Page) -> None:
    page.emulate_media(color_scheme="light")


def bild(page: Page, rolle: str, seite: str, zustand: str) -> None:
    """At 1280 and 390 px, the whole page. Named so that a folder view sorts by page. Only on request, because
    nobody judges them in a run: KIM_TEST_BILDER=1.
    """
    if not os.environ.get("KIM_TEST_BILDER"):
        return
    BILDER.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^a-z0-9_-]+", "-", f"{seite}-{rolle}-{zustand}".lower())
    for weite, flaeche in ((1280, BREIT), (390, TELEFON)):
        page.set_viewport_size(flaeche)  # type: ignore[arg-type]
        page.screenshot(
            path=BILDER / f"{name}-{weite}.png", full_page=True, animations="disabled", caret="hide"
        )
    page.set_viewport_size(BREIT)  # type: ignore[arg-type]


def pruefen(page: Page, wo: str) -> list[str]:
    """All of it, in the light."""
    return [*gestaltung(page), *axe(page, wo), *breite(page)]
