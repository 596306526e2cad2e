"""Logging a consultation as it is done on site: with the thumb, at 390 px, in few taps and little time."""

from __future__ import annotations

import time
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page

from casemgmt.models import Termin
from tests.e2e.buehne import Buehne
from tests.e2e.pruefungen import pruefen
from tests.werkzeug.befunde import nichts
from tests.werkzeug.messwerte import festhalten

ROLLE = "case_management"
HOECHSTENS_HANDGRIFFE, HOECHSTENS_SEKUNDEN = 5, 45
SEKUNDEN_JE_HANDGRIFF = 4
"""To read, to find and to tap: what a person takes that this test does not."""


class Daumen:
    """Counts what a person does."""

    def __init__(self, page: Page) -> None:
        self.page, self.handgriffe = page, 0

    def tippen(self, wo: Any) -> None:
        self.handgriffe += 1
        wo.click()


def _kachel(page: Page, name: str, wert: Any) -> Any:
    return page.locator(f'label:has(> input[name="{name}"][value="{wert}"])')


def test_bekannter_fall_in_hoechstens_fuenf_handgriffen_und_45_sekunden(buehne: Buehne) -> None:
    vorher = Termin.objects.count()
    page = buehne.kontext(ROLLE).new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    # What is planned for today would be one tap less.
    Termin.objects.filter(stand="geplant").update(stand="abgesagt")
    page.goto(reverse("casemgmt:vor-ort"))
    daumen, beginn = Daumen(page), time.monotonic()
    daumen.tippen(page.get_by_role("link", name="Beratung festhalten"))
    daumen.tippen(_kachel(page, "fall_id", buehne.k["fall"].pk))
    daumen.tippen(_kachel(page, "dauer_minuten", 30))
    daumen.tippen(_kachel(page, "themen", "wohnen"))
    daumen.tippen(page.get_by_role("button", name="Fertig"))
    page.get_by_text("Die Beratung ist festgehalten").wait_for()
    dauer = time.monotonic() - beginn
    festhalten("Beratung zu einem bekannten Fall", handgriffe=daumen.handgriffe, sekunden=round(dauer, 1))
    assert daumen.handgriffe <= HOECHSTENS_HANDGRIFFE
    assert dauer + daumen.handgriffe * SEKUNDEN_JE_HANDGRIFF <= HOECHSTENS_SEKUNDEN
    nichts(pruefen(page, "casemgmt:termin-detail danach"))
    page.close()
    assert Termin.objects.count() == vorher + 1
    neu = Termin.objects.latest("pk")
    assert (neu.fall, neu.dauer_minuten) == (buehne.k["fall"], 30)


def test_alle_ziele_sind_daumengross(buehne: Buehne) -> None:
    page = buehne.kontext(ROLLE).new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(reverse("casemgmt:beratung"))
    zu_klein = [
        kachel.inner_text()
        for kachel in page.locator(".kim-kachel:visible, .kim-vor-ort button:visible").all()
        if (kasten := kachel.bounding_box())
        and kasten["width"] > 2
        and min(kasten["width"], kasten["height"]) < 44
    ]
    assert zu_klein == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_mit_der_tastatur_und_ohne_javascript(buehne: Buehne) -> None:
    """Enter in a text field finishes; the search has a button of its own."""
    vorher = Termin.objects.count()
    kontext = buehne.browser.new_context(
        base_url=buehne.adresse,
        java_script_enabled=False,
        storage_state=buehne.kontext(ROLLE).storage_state(),
    )
    page = kontext.new_page()
    page.goto(reverse("casemgmt:beratung"))
    page.locator('input[value="anonym"]').press("Space")
    page.locator('input[name="dauer_minuten"][value="15"]').press("Space")
    page.locator('input[name="themen"][value="arbeit"]').press("Space")
    page.locator('input[name="naechster_schritt"]').fill("Anmeldung mitgegeben")
    page.locator('input[name="naechster_schritt"]').press("Enter")
    page.get_by_text("Die Beratung ist festgehalten").wait_for()
    kontext.close()
    assert Termin.objects.count() == vorher + 1
