"""In Chromium: a Vorlage written with the keyboard alone, and a text pasted from Word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lenkung.models import Vorlagenfassung
from tests.e2e.browser import Mitschrift, mitgehoerte_seite
from tests.e2e.buehne import Buehne

WORD = (Path(__file__).parents[1] / "lenkung" / "daten" / "word.html").read_text(encoding="utf-8")
_EINFUEGEN = """(html) => {
  const daten = new DataTransfer();
  daten.setData("text/html", html);
  const ereignis = new ClipboardEvent("paste", { clipboardData: daten, bubbles: true, cancelable: true });
  document.getElementById("id_sachverhalt").dispatchEvent(ereignis);
}"""


@pytest.fixture
def seite(buehne: Buehne) -> Iterator[tuple[Page, Mitschrift]]:
    with mitgehoerte_seite(buehne.kontext("geschaeftsstelle")) as (page, mitschrift):
        yield page, mitschrift
        assert mitschrift.abholen(page) == []


@pytest.fixture
def entwurf(buehne: Buehne) -> Vorlagenfassung:
    return buehne.k["vorlagenfassung"]


def test_aus_word_eingefuegt_bleiben_ueberschriften_und_listen(
    seite: tuple[Page, Mitschrift], entwurf: Vorlagenfassung
) -> None:
    page, _mitschrift = seite
    page.goto(reverse("lenkung:fassung-bearbeiten", args=[entwurf.pk]))
    feld = page.get_by_role("textbox", name="Sachverhalt")
    feld.click()
    page.keyboard.press("Control+End")
    page.evaluate(
        _EINFUEGEN, WORD + "<script>window.boese = 1</script><img src=x onerror='window.boese = 2'>"
    )
    expect(feld.locator("ul > li > ul > li")).to_have_text("eine halbe Stelle")
    page.get_by_role("button", name="Entwurf speichern").click()
    blatt = page.get_by_role("article")
    expect(blatt.locator("h3")).to_have_text(["Kosten", "Ausgangslage"])
    expect(blatt.locator("ol > li")).to_have_text(["Beschluss", "Umsetzung"])
    assert page.evaluate("() => window.boese === undefined")


def test_mit_der_tastatur_allein_wird_gestaltet(
    seite: tuple[Page, Mitschrift], entwurf: Vorlagenfassung
) -> None:
    page, _mitschrift = seite
    page.goto(reverse("lenkung:fassung-bearbeiten", args=[entwurf.pk]))
    page.get_by_role("textbox", name="Auswirkungen").focus()
    page.keyboard.press("Control+Shift+Digit8")
    page.keyboard.type("Personal")
    page.keyboard.press("Enter")
    page.keyboard.type("Geld")
    # Back into the toolbar: one stop, the arrows go on from there.
    page.keyboard.press("Shift+Tab")
    expect(page.locator(":focus")).to_have_text("Überschrift")
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Entwurf speichern").click()
    # The last list of the page: the effects stand below the facts, whatever was pasted there.
    expect(page.get_by_role("article").locator("ul").last.locator("> li")).to_have_text(["Personal", "Geld"])
