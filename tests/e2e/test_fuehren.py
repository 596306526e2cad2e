"""In Chromium: a session run by keyboard alone, seen by two at once, and without a network for a while."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lenkung.models import Anwesenheit, Beschluss, Punktnotiz, Sitzung, Tagesordnungspunkt
from tests.e2e.browser import Mitschrift, mitgehoerte_seite
from tests.e2e.buehne import Buehne
from tests.lenkung import verlaufsbau as bau

Fenster = tuple[Page, Mitschrift]


@pytest.fixture
def sitzung(buehne: Buehne) -> Sitzung:
    """A body of its own with six seats and six items; invited for today."""
    lg = bau.lenkungsgruppe(
        6, kreis=buehne.k["gremium"].kreis, name=f"Lenkungsgruppe {Sitzung.objects.count()}"
    )
    satz = bau.eingeladene_sitzung(lg, punkte=6)
    Tagesordnungspunkt.objects.filter(sitzung=satz, position__in=(1, 6)).update(art="bericht")
    return satz


@pytest.fixture
def fenster(buehne: Buehne, sitzung: Sitzung) -> Iterator[Fenster]:
    with mitgehoerte_seite(buehne.kontext("geschaeftsstelle")) as (page, mitschrift):
        page.goto(_adresse(sitzung))
        yield page, mitschrift


def _adresse(sitzung: Sitzung) -> str:
    return reverse("lenkung:sitzung-fuehren", args=[sitzung.pk])


def _gespeichert(page: Page) -> None:
    expect(page.locator("[data-meldung]")).to_contain_text("Gespeichert um")


def _tasten(page: Page, *tasten: str) -> None:
    for taste in tasten:
        page.keyboard.press(taste)


def _alle_kommen(page: Page, anzahl: int) -> None:
    page.locator("body").press("p")
    for nummer in range(1, anzahl + 1):
        page.keyboard.press("m")
        expect(page.locator(".kim-fuehren__zahl strong")).to_have_text(str(nummer))
        page.keyboard.press("ArrowDown")


def _eroeffnen(page: Page) -> None:
    page.locator("#leitung").fill("Dr. Renate Vorsitz")
    page.keyboard.press("Enter")
    expect(page.locator("#punkt-titel")).to_have_text("Kein Punkt ist aufgerufen")


def _titel(page: Page, text: str) -> None:
    expect(page.locator("#punkt-titel")).to_have_text(text)


def test_eine_sitzung_mit_sechs_punkten_nur_mit_der_tastatur(fenster: Fenster, sitzung: Sitzung) -> None:
    """Two departures, one vote by name, one lost quorum (Step 4, point 7)."""
    page, mitschrift = fenster
    _alle_kommen(page, 4)
    _tasten(page, "b")
    page.keyboard.type("Dr. Renate Vorsitz")
    page.keyboard.press("Enter")
    _titel(page, "Kein Punkt ist aufgerufen")
    # After opening one stands on the first item.
    page.keyboard.press("Enter")
    _titel(page, "Vorhaben 1")
    _tasten(page, "n")
    page.keyboard.type("Der Bericht wird zur Kenntnis genommen.")
    expect(page.locator("[data-notizstand]")).to_contain_text("Gespeichert um")
    _tasten(page, "Escape", "t", "Enter")
    _titel(page, "Vorhaben 2")
    _tasten(page, "b")
    page.keyboard.type("Das zweite Vorhaben beginnt.")
    _tasten(page, "Tab", "Enter")
    expect(page.locator("#feststellen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".kim-fuehren__punkt--jetzt + li button")).to_be_focused()
    page.keyboard.press("Enter")
    _titel(page, "Vorhaben 3")
    _tasten(page, "b")
    page.keyboard.type("Das dritte Vorhaben beginnt.")
    _tasten(page, "Tab", "Tab", "Tab", "Enter")
    expect(page.locator("[data-teil=punkt] input[type=radio]:checked").first).to_be_focused()
    # The second seat says no, the third abstains: 2 Ja of 4 present are less than two thirds.
    _tasten(page, "ArrowDown", "x", "ArrowDown", "e")
    page.locator("#zaehlen").press("Enter")
    expect(page.locator("#feststellen")).to_be_focused()
    expect(page.locator("#feststellen")).to_have_text("Feststellen: abgelehnt")
    page.keyboard.press("Enter")
    expect(page.locator(".kim-fuehren__punkt--jetzt + li button")).to_be_focused()
    # Two leave: of six seats two are represented, 2·2 < 6.
    _tasten(page, "p", "g")
    expect(page.locator(".kim-fuehren__zahl strong")).to_have_text("3")
    expect(page.get_by_text("Geht noch eine Vertretung")).to_be_visible()
    # The key itself is gone with the person; the hand is still in that row.
    _tasten(page, "ArrowDown", "g")
    expect(page.locator(".kim-fuehren__zahl strong")).to_have_text("2")
    page.locator("#unfaehig > summary").press("Enter")
    page.locator("#unfaehig button").press("Enter")
    expect(page.locator(".kim-fuehren__quorum")).to_contain_text("Beschlussunfähigkeit festgestellt")
    expect(page.locator("[data-teil=agenda]")).to_contain_text("zurückgestellt")
    page.locator("#schluss > summary").press("Enter")
    page.locator("#schluss input[type=checkbox]").press("Space")
    page.locator("#schluss button").press("Enter")
    _titel(page, "Die Sitzung ist geschlossen")
    assert [satz.angenommen for satz in Beschluss.objects.filter(sitzung=sitzung).order_by("nummer")] == [
        True,
        False,
    ]
    staende = Tagesordnungspunkt.objects.filter(sitzung=sitzung).order_by("position")
    assert list(staende.values_list("stand", flat=True)) == [
        "behandelt",
        "behandelt",
        "behandelt",
        "zurueckgestellt",
        "zurueckgestellt",
        "abgesetzt",
    ]
    assert mitschrift.abholen(page) == []


def test_zwei_fenster_sehen_einander_binnen_zwei_sekunden(
    buehne: Buehne, fenster: Fenster, sitzung: Sitzung
) -> None:
    page, _mitschrift = fenster
    with mitgehoerte_seite(buehne.kontext("leitung_geschaeftsstelle")) as (zweite, mitschrift):
        zweite.goto(_adresse(sitzung))
        _alle_kommen(page, 1)
        expect(zweite.locator(".kim-fuehren__zahl strong")).to_have_text("1", timeout=2000)
        _eroeffnen(page)
        page.keyboard.press("Enter")
        expect(zweite.locator("#punkt-titel")).to_have_text("Vorhaben 1", timeout=2000)
        # Both write on the same note; the second keeps what she typed.
        zweite.locator("#notiz").fill("Aus dem zweiten Fenster")
        expect(zweite.locator("[data-notizstand]")).to_contain_text("Gespeichert um")
        assert mitschrift.abholen(zweite) == []
    assert Punktnotiz.objects.get(punkt__sitzung=sitzung).text == "Aus dem zweiten Fenster"


def test_ohne_verbindung_wartet_der_eintrag_und_geht_danach_mit_seiner_zeit_hinaus(
    fenster: Fenster, sitzung: Sitzung
) -> None:
    page, _mitschrift = fenster
    page.context.set_offline(True)
    page.locator("body").press("p")
    page.keyboard.press("m")
    expect(page.locator("[data-netz]")).to_contain_text("Keine Verbindung. Einträge, die warten: 1")
    assert not Anwesenheit.objects.filter(sitzung=sitzung).exists()
    page.context.set_offline(False)
    expect(page.locator(".kim-fuehren__zahl strong")).to_have_text("1", timeout=20_000)
    expect(page.locator("[data-netz]")).to_be_hidden()
    assert Anwesenheit.objects.filter(sitzung=sitzung).count() == 1


def test_was_jemand_gerade_tippt_wischt_niemand_weg(fenster: Fenster, sitzung: Sitzung) -> None:
    page, _mitschrift = fenster
    _alle_kommen(page, 1)
    _eroeffnen(page)
    page.locator("[data-teil=agenda] button[name=punkt]").nth(1).press("Enter")
    _titel(page, "Vorhaben 2")
    page.locator("#wortlaut").fill("Noch nicht fertig")
    # The page orders the seats by name, so the first there need not be the first here.
    da = Anwesenheit.objects.get(sitzung=sitzung).sitz_id
    bau.komme(sitzung, next(sitz for sitz in bau.sitze(sitzung.gremium) if sitz.pk != da))
    expect(page.locator(".kim-fuehren__zahl strong")).to_have_text("2")
    expect(page.locator("#wortlaut")).to_have_value("Noch nicht fertig")
