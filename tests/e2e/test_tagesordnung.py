"""In Chromium: an agenda put in order by mouse and by keyboard, by two at once, and without a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from kim.konten.regeln.rollen import Rolle
from lenkung.domain.sitzung import sitzung_planen
from lenkung.domain.tagesordnung import punkt_anlegen
from lenkung.models import Sitzung, Tagesordnungspunkt
from tests.e2e.browser import Mitschrift, mitgehoerte_seite
from tests.e2e.buehne import Buehne

_TAGE = iter(range(300, 400))
GESPEICHERT = "Reihenfolge gespeichert"


@pytest.fixture
def termin(buehne: Buehne) -> Sitzung:
    """Each test has one of its own: what is committed here stays for the whole folder."""
    wer = buehne.k.konten[Rolle.GESCHAEFTSSTELLE]
    sitzung = sitzung_planen(
        gremium_id=buehne.k["gremium"].pk,
        akteur=wer,
        beginn=timezone.now() + timedelta(days=next(_TAGE)),
        angaben={"ort": "Kreishaus"},
    )
    for titel in ("Anfang", "Bericht", "Kita", "Sprachkurse"):
        angaben: Any = {"art": "bericht", "titel": titel, "minuten": 10}
        punkt_anlegen(sitzung_id=sitzung.pk, akteur=wer, angaben=angaben)
    return sitzung


@pytest.fixture
def seite(buehne: Buehne, termin: Sitzung) -> Iterator[tuple[Page, Mitschrift]]:
    with mitgehoerte_seite(buehne.kontext("geschaeftsstelle")) as (page, mitschrift):
        page.goto(_adresse(termin))
        yield page, mitschrift


def _adresse(termin: Sitzung) -> str:
    return reverse("lenkung:sitzung-tagesordnung", args=[termin.pk])


def _gespeichert(termin: Sitzung) -> list[str]:
    menge = Tagesordnungspunkt.objects.filter(sitzung=termin, position__gt=0).order_by("position")
    return list(menge.values_list("titel", flat=True))


def _gezeigt(page: Page) -> list[str]:
    return page.locator("[data-titel]").evaluate_all("zeilen => zeilen.map((z) => z.dataset.titel)")


def _link(page: Page, titel: str) -> Any:
    return page.locator(f"[data-titel={titel}] a.kim-hauptlink")


def test_mit_der_maus_gezogen_ist_die_folge_gespeichert_ohne_neu_zu_laden(
    seite: tuple[Page, Mitschrift], termin: Sitzung
) -> None:
    page, mitschrift = seite
    griffe = page.locator("[data-griff]")
    griffe.last.scroll_into_view_if_needed()
    von, nach = griffe.nth(3).bounding_box(), griffe.nth(0).bounding_box()
    assert von
    assert nach
    page.mouse.move(von["x"] + 8, von["y"] + 8)
    page.mouse.down()
    page.mouse.move(nach["x"] + 8, nach["y"] + 2, steps=20)
    page.mouse.up()
    expect(page.locator("[data-ordnen-stand]")).to_have_text(GESPEICHERT)
    assert _gezeigt(page) == _gespeichert(termin) == ["Sprachkurse", "Anfang", "Bericht", "Kita"]
    assert page.locator("[data-nummer]").all_inner_texts() == ["1", "2", "3", "4"]
    zeiten = page.locator("[data-zeit]").all_inner_texts()
    page.reload()
    assert page.locator("[data-zeit]").all_inner_texts() == zeiten
    assert mitschrift.abholen(page) == []


def test_escape_bricht_das_ziehen_ab(seite: tuple[Page, Mitschrift], termin: Sitzung) -> None:
    page, _mitschrift = seite
    griffe = page.locator("[data-griff]")
    griffe.last.scroll_into_view_if_needed()
    von, nach = griffe.nth(2).bounding_box(), griffe.nth(0).bounding_box()
    assert von
    assert nach
    page.mouse.move(von["x"] + 8, von["y"] + 8)
    page.mouse.down()
    page.mouse.move(nach["x"] + 8, nach["y"] + 2, steps=15)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert _gezeigt(page) == _gespeichert(termin) == ["Anfang", "Bericht", "Kita", "Sprachkurse"]


def test_mit_der_tastatur_bleibt_der_fokus_am_punkt_und_der_platz_wird_angesagt(
    seite: tuple[Page, Mitschrift], termin: Sitzung
) -> None:
    page, mitschrift = seite
    _link(page, "Kita").focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("[data-ordnen-ansage]")).to_have_text("Kita: Platz 1 von 4")
    expect(page.locator("[data-ordnen-stand]")).to_have_text(GESPEICHERT)
    assert page.evaluate("() => document.activeElement.textContent.trim()") == "Kita"
    page.keyboard.press("Alt+ArrowUp")
    assert _gezeigt(page)[0] == "Kita"
    knopf = page.locator("[data-titel=Anfang] button[name=runter]")
    knopf.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-ordnen-ansage]")).to_have_text("Anfang: Platz 3 von 4")
    expect(page.locator("[data-ordnen-stand]")).to_have_text(GESPEICHERT)
    assert _gespeichert(termin) == ["Kita", "Bericht", "Anfang", "Sprachkurse"]
    assert mitschrift.abholen(page) == []


def test_zwei_ordnen_zugleich_und_die_zweite_entscheidet_ohne_etwas_zu_verlieren(
    buehne: Buehne, seite: tuple[Page, Mitschrift], termin: Sitzung
) -> None:
    page, _mitschrift = seite
    with mitgehoerte_seite(buehne.kontext("leitung_geschaeftsstelle")) as (zweite, mitschrift):
        mitschrift.erwartet = {409}
        zweite.goto(_adresse(termin))
        _link(page, "Bericht").focus()
        page.keyboard.press("Alt+ArrowDown")
        expect(page.locator("[data-ordnen-stand]")).to_have_text(GESPEICHERT)
        _link(zweite, "Sprachkurse").focus()
        zweite.keyboard.press("Alt+ArrowUp")
        kasten = zweite.locator(".kim-konflikt")
        expect(kasten).to_contain_text("Inzwischen hat jemand anderes die Tagesordnung geändert")
        expect(kasten).to_contain_text("Karla Geschäftsstelle")
        assert zweite.evaluate("() => document.activeElement.className") == "kim-konflikt"
        assert _gespeichert(termin) == ["Anfang", "Kita", "Bericht", "Sprachkurse"]
        zweite.get_by_role("button", name="Meine Reihenfolge anwenden").click()
        zweite.wait_for_load_state()
        assert _gezeigt(zweite) == _gespeichert(termin) == ["Anfang", "Bericht", "Sprachkurse", "Kita"]
        assert mitschrift.abholen(zweite) == []


def test_ohne_verbindung_steht_es_da_und_danach_wird_von_selbst_gespeichert(
    buehne: Buehne, seite: tuple[Page, Mitschrift], termin: Sitzung
) -> None:
    page, _mitschrift = seite
    page.context.set_offline(True)
    _link(page, "Anfang").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[data-ordnen-stand]")).to_contain_text("Keine Verbindung.")
    expect(page.get_by_role("button", name="Erneut versuchen")).to_be_visible()
    assert _gespeichert(termin)[0] == "Anfang"
    page.context.set_offline(False)
    expect(page.locator("[data-ordnen-stand]")).to_have_text(GESPEICHERT, timeout=20_000)
    assert _gespeichert(termin)[:2] == ["Bericht", "Anfang"]


def test_ohne_skript_ordnen_die_knoepfe(buehne: Buehne, termin: Sitzung) -> None:
    zustand = buehne.kontext("geschaeftsstelle").storage_state()
    kontext = buehne.browser.new_context(
        base_url=buehne.adresse, storage_state=zustand, java_script_enabled=False
    )
    page = kontext.new_page()
    page.goto(_adresse(termin))
    page.locator("[data-titel=Kita] button[name=hoch]").click()
    page.wait_for_load_state()
    assert page.url.endswith(f"#punkt-{Tagesordnungspunkt.objects.get(sitzung=termin, titel='Kita').pk}")
    assert _gespeichert(termin) == ["Anfang", "Kita", "Bericht", "Sprachkurse"]
    kontext.close()
