"""Without a mouse: jump to the content, reach the navigation, always see where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.browser import mitgehoerte_seite
from tests.e2e.buehne import Buehne

_FOKUS = """
async () => {
  // The jump to the content slides in.
  await new Promise((weiter) => requestAnimationFrame(() => requestAnimationFrame(weiter)));
  await Promise.allSettled(document.getAnimations().map((bewegung) => bewegung.finished));
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const stil = getComputedStyle(e), r = e.getBoundingClientRect();
  const ring = (s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
  return {
    wo: `${e.tagName.toLowerCase()}#${e.id}.${e.className} ${e.textContent.trim().slice(0, 30)}`,
    text: e.textContent.trim(),
    nav: !!e.closest('nav'),
    haupt: !!e.closest('main'),
    sichtbar: r.width > 0 && r.height > 0 && r.bottom > 0 && r.right > 0 && r.left < innerWidth,
    ring: ring(stil) || (e.tagName === 'INPUT' && ring(getComputedStyle(e.parentElement))),
    href: e.getAttribute('href'),
  };
}
"""


def _naechstes(page: Page) -> dict | None:
    page.keyboard.press("Tab")
    return page.evaluate(_FOKUS)


@pytest.mark.parametrize("rolle", ["geschaeftsstelle", "gast"])
def test_zuerst_kommt_der_sprung_zum_inhalt_und_er_fuehrt_dorthin(buehne: Buehne, rolle: str) -> None:
    with mitgehoerte_seite(buehne.kontext(rolle)) as (page, _mitschrift):
        page.goto("/" if rolle != "gast" else "/impressum/")
        erstes = _naechstes(page)
        assert erstes is not None
        assert erstes["href"] == "#inhalt"
        assert erstes["sichtbar"]
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "inhalt"
        danach = _naechstes(page)
        assert danach is None or not danach["nav"], (
            "after the jump the next stop lies in or behind the content"
        )


@pytest.mark.parametrize("weite", [1280, 390])
def test_mit_der_tabtaste_kommt_man_ueberall_hin_und_sieht_wo_man_ist(buehne: Buehne, weite: int) -> None:
    with mitgehoerte_seite(buehne.kontext("geschaeftsstelle")) as (page, _mitschrift):
        page.set_viewport_size({"width": weite, "height": 800})
        page.goto("/")
        orte: list[dict] = []
        for _ in range(150):
            ort = _naechstes(page)
            if ort is None or (orte and ort["wo"] == orte[0]["wo"]):
                break
            orte.append(ort)
        assert [ort["wo"] for ort in orte if not ort["sichtbar"]] == [], "focus on something unseen"
        assert [ort["wo"] for ort in orte if not ort["ring"]] == [], "focus without a visible mark"
        assert any(ort["nav"] for ort in orte), "the main navigation is not reached"
        assert len(orte) < 150, "a trap: the focus does not come round"


def test_schraegstrich_springt_in_die_suche(buehne: Buehne) -> None:
    with mitgehoerte_seite(buehne.kontext("geschaeftsstelle")) as (page, _mitschrift):
        page.goto("/")
        page.keyboard.press("/")
        assert page.evaluate("() => document.activeElement.name") == "q"
        page.keyboard.type("a/b")
        assert page.locator("input[name=q]").first.input_value() == "a/b"


def test_menue_schliesst_mit_escape_und_gibt_den_fokus_zurueck(buehne: Buehne) -> None:
    with mitgehoerte_seite(buehne.kontext("geschaeftsstelle")) as (page, _mitschrift):
        page.goto("/")
        knopf = page.locator("header details summary").first
        knopf.focus()
        page.keyboard.press("Enter")
        assert page.locator("header details[open]").count() == 1
        page.keyboard.press("Escape")
        assert page.locator("header details[open]").count() == 0
        assert page.evaluate("() => document.activeElement.tagName") == "SUMMARY"


def test_seite_laesst_sich_auf_zweihundert_prozent_vergroessern(buehne: Buehne) -> None:
    with mitgehoerte_seite(buehne.kontext("geschaeftsstelle")) as (page, _mitschrift):
        # Twice as large is the same to a page as half the window.
        page.set_viewport_size({"width": 640, "height": 400})
        page.goto("/")
        zu_breit = page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert zu_breit <= 1
