"""In Chromium: a verdict and a sentence that follow the typing, without a page load and without a mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lenkung.models import Bestimmung, Geschaeftsordnung
from tests.e2e.browser import Mitschrift, mitgehoerte_seite
from tests.e2e.buehne import Buehne

FALL = {
    "sitzungstag": "21.03.2023",
    "versandt": "06.03.2023",
    "stimmberechtigte": "17",
    "besetzte": "17",
    "vertretene": "9",
    "ja": "6",
    "nein": "2",
}


@pytest.fixture
def seite(buehne: Buehne) -> Iterator[tuple[Page, Mitschrift]]:
    with mitgehoerte_seite(buehne.kontext("geschaeftsstelle")) as (page, mitschrift):
        yield page, mitschrift
        assert mitschrift.abholen(page) == []


@pytest.fixture
def geltende(buehne: Buehne) -> Geschaeftsordnung:
    return buehne.k["geschaeftsordnung_in_kraft"]


@pytest.fixture
def entwurf(buehne: Buehne) -> Geschaeftsordnung:
    return buehne.k["geschaeftsordnung"]


def _merken(page: Page) -> None:
    """Gone after a page load."""
    page.evaluate("() => { window.__dieselbe = true; }")


def _nicht_neu_geladen(page: Page) -> bool:
    return bool(page.evaluate("() => window.__dieselbe === true"))


def _probe(page: Page, satz: Geschaeftsordnung) -> None:
    page.goto(reverse("lenkung:go-probe", args=[satz.pk]))
    # The case of the sources instead of one from today on.
    for name, wert in FALL.items():
        page.locator(f"input[name={name}]").fill(wert)
    page.locator("input[name=nein]").press("Tab")
    expect(page.locator("#urteil-1")).to_contain_text("9 von 17 stimmberechtigten Sitzen vertreten")
    _merken(page)


def test_einer_weniger_und_das_urteil_aendert_sich_sofort(
    seite: tuple[Page, Mitschrift], geltende: Geschaeftsordnung
) -> None:
    page, _mitschrift = seite
    _probe(page, geltende)
    urteil = page.locator("#urteil-1")
    expect(urteil).to_contain_text("2·9 ≥ 17: beschlussfähig")
    page.locator("input[name=vertretene]").fill("8")
    page.locator("input[name=vertretene]").press("Tab")
    expect(urteil).to_contain_text("gilt als beschlussfähig")
    expect(urteil).to_contain_text("2·8 < 17")
    page.wait_for_url("**vertretene=8**")
    assert _nicht_neu_geladen(page)
    # Whoever is sent the address sees the same case.
    page.reload()
    assert page.locator("input[name=vertretene]").input_value() == "8"
    expect(page.locator("#urteil-1")).to_contain_text("gilt als beschlussfähig")


def test_ohne_maus_von_der_fassung_zum_festgestellten_gegenteil(
    seite: tuple[Page, Mitschrift], geltende: Geschaeftsordnung
) -> None:
    page, _mitschrift = seite
    page.goto(reverse("lenkung:go-detail", args=[geltende.pk]))
    page.get_by_role("link", name="In der GO-Probe ausprobieren").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/probe/**")
    _probe(page, geltende)
    page.locator("input[name=vertretene]").focus()
    page.keyboard.press("ArrowDown")
    urteil = page.locator("#urteil-1")
    expect(urteil).to_contain_text("gilt als beschlussfähig")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.name") == "unfaehig_festgestellt"
    page.keyboard.press("Space")
    expect(urteil).to_contain_text("beschlussunfähig, festgestellt")
    # What is swapped in takes the focus from nobody.
    assert page.evaluate("() => document.activeElement.name") == "unfaehig_festgestellt"
    assert _nicht_neu_geladen(page)


def test_was_nicht_stimmt_sagt_die_probe_ohne_die_eingabe_anzuruehren(
    seite: tuple[Page, Mitschrift], geltende: Geschaeftsordnung
) -> None:
    page, _mitschrift = seite
    _probe(page, geltende)
    page.locator("input[name=vertretene]").fill("99")
    page.locator("input[name=vertretene]").press("Tab")
    expect(page.locator("#urteil-1")).to_contain_text("Mehr als besetzt sind.")
    assert page.locator("input[name=vertretene]").input_value() == "99"
    page.locator("input[name=vertretene]").fill("9")
    page.locator("input[name=vertretene]").press("Tab")
    expect(page.locator("#urteil-1")).to_contain_text("2·9 ≥ 17: beschlussfähig")


def test_der_satz_einer_bestimmung_folgt_der_tastatur_und_gespeichert_wird_erst_mit_dem_knopf(
    seite: tuple[Page, Mitschrift], entwurf: Geschaeftsordnung
) -> None:
    page, _mitschrift = seite
    page.goto(reverse("lenkung:bestimmung", args=[entwurf.pk, "einwendungen"]))
    satz = page.locator("#satz")
    expect(satz).to_contain_text("Der Satz erscheint, sobald die Angaben vollständig sind.")
    _merken(page)
    page.locator("input[name=genehmigung]").first.focus()
    page.keyboard.press("Space")
    expect(satz).to_contain_text("zu Beginn der nächsten Sitzung")
    page.keyboard.press("ArrowDown")
    expect(satz).to_contain_text("Der Satz erscheint, sobald")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.name") == "anzahl"
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.locator("input[name=einheit][value=wochen]").focus()
    page.keyboard.press("Space")
    expect(satz).to_contain_text("innerhalb von 2 Wochen nach Versand")
    assert _nicht_neu_geladen(page)
    assert not Bestimmung.objects.filter(geschaeftsordnung=entwurf, art="einwendungen").exists()
    page.locator("input[name=norm]").focus()
    # The last letter asks once more; whoever goes on before the answer aborts it.
    with page.expect_response("**/satz/"):
        page.keyboard.type("§ 7 Abs. 4")
    page.keyboard.press("Enter")
    page.wait_for_url("**/geschaeftsordnungen/*/#einwendungen")
    expect(page.locator("#einwendungen")).to_contain_text("innerhalb von 2 Wochen nach Versand")
    Bestimmung.objects.filter(geschaeftsordnung=entwurf, art="einwendungen").delete()
