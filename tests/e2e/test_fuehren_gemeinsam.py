"""In Chromium: what is half entered on the screen of a session survives others, oneself, and the browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lenkung.models import Abstimmung, Anwesenheit, Sitzung
from lenkung.regeln.verlauf import Weise
from tests.e2e.browser import Mitschrift, mitgehoerte_seite
from tests.e2e.buehne import Buehne
from tests.lenkung import verlaufsbau as bau

Fenster = tuple[Page, Mitschrift]


@pytest.fixture
def sitzung(buehne: Buehne) -> Sitzung:
    """Opened half an hour ago with four of six seats; the first item is called."""
    lg = bau.lenkungsgruppe(
        6, kreis=buehne.k["gremium"].kreis, name=f"Lenkungsgruppe {Sitzung.objects.count()}"
    )
    satz = bau.eroeffnet(lg, 4, punkte=3)
    bau.rufe_auf(satz, bau.punkte(satz)[0])
    return satz


@pytest.fixture
def fenster(buehne: Buehne, sitzung: Sitzung) -> Iterator[Fenster]:
    with mitgehoerte_seite(buehne.kontext("geschaeftsstelle")) as (page, mitschrift):
        page.goto(_adresse(sitzung))
        yield page, mitschrift


def _adresse(sitzung: Sitzung) -> str:
    return reverse("lenkung:sitzung-fuehren", args=[sitzung.pk])


def _namentlich(sitzung: Sitzung) -> Abstimmung:
    return bau.beginne(sitzung, bau.punkte(sitzung)[0], Weise.NAMENTLICH)


def _nein(page: Page, stelle: int) -> None:
    page.locator("[data-namentlich] [data-reihe]").nth(stelle).locator("[data-taste=x]").check()


def _zahl(page: Page, text: str) -> None:
    expect(page.locator(".kim-fuehren__zahl strong")).to_have_text(text)


def test_wer_geht_waehrend_namentlich_abgestimmt_wird_nimmt_keine_stimme_mit(
    fenster: Fenster, sitzung: Sitzung
) -> None:
    """The Nein of the second seat stays when the first leaves; it is stored before anything is counted."""
    page, mitschrift = fenster
    abstimmung = _namentlich(sitzung)
    expect(page.locator("[data-namentlich]")).to_be_visible()
    _nein(page, 1)
    page.locator("#plaetze [data-taste=g]").first.click()
    _zahl(page, "3")
    expect(page.locator("[data-namentlich] [data-reihe]")).to_have_count(3)
    page.locator("#zaehlen").click()
    expect(page.locator(".kim-fuehren__ergebniszahl")).to_contain_text("2 Ja · 1 Nein")
    abstimmung.refresh_from_db()
    assert (abstimmung.ergebnis or {})["nein"] == 1
    assert mitschrift.abholen(page) == []


def test_ein_vermerk_erscheint_im_anderen_fenster_und_wird_dort_mitgezaehlt(
    buehne: Buehne, fenster: Fenster, sitzung: Sitzung
) -> None:
    page, _mitschrift = fenster
    _namentlich(sitzung)
    with mitgehoerte_seite(buehne.kontext("leitung_geschaeftsstelle")) as (zweite, mitschrift):
        zweite.goto(_adresse(sitzung))
        expect(page.locator("[data-namentlich]")).to_be_visible()
        _nein(page, 2)
        dritte = zweite.locator("[data-namentlich] [data-reihe]").nth(2).locator("[data-taste=x]")
        expect(dritte).to_be_checked(timeout=3000)
        zweite.locator("#zaehlen").click()
        expect(zweite.locator(".kim-fuehren__ergebniszahl")).to_contain_text("3 Ja · 1 Nein")
        assert mitschrift.abholen(zweite) == []


def test_ist_der_punkt_vorbei_bleibt_kein_halbes_formular_stehen(fenster: Fenster, sitzung: Sitzung) -> None:
    page, _mitschrift = fenster
    erster, zweiter, _dritter = bau.punkte(sitzung)
    page.locator("#wortlaut").fill("Noch nicht fertig")
    bau.stelle_fest(bau.einvernehmlich(sitzung, erster, text="Es gilt."))
    bau.rufe_auf(sitzung, zweiter)
    expect(page.locator("#punkt-titel")).to_have_text("Vorhaben 2")
    expect(page.locator("#wortlaut")).to_have_value("")
    expect(page.locator("[data-meldung]")).to_contain_text("inzwischen geändert")


def test_ein_eigener_eintrag_woanders_laesst_stehen_was_man_tippt(fenster: Fenster, sitzung: Sitzung) -> None:
    page, _mitschrift = fenster
    page.locator("#wortlaut").fill("Noch nicht fertig")
    page.locator("#plaetze [data-taste=g]").first.click()
    _zahl(page, "3")
    expect(page.locator("#wortlaut")).to_have_value("Noch nicht fertig")


def test_die_hand_bleibt_auf_dem_schluss_wenn_jemand_anders_weitermacht(
    fenster: Fenster, sitzung: Sitzung
) -> None:
    """The agenda is drawn anew under the hand: what is unfolded, ticked and held is so afterwards as well."""
    page, mitschrift = fenster
    page.locator("#schluss > summary").press("Enter")
    page.locator("#schluss input[type=checkbox]").check()
    page.locator("#schluss button").focus()
    bau.rufe_auf(sitzung, bau.punkte(sitzung)[1])
    expect(page.locator("#punkt-titel")).to_have_text("Vorhaben 2")
    expect(page.locator("#schluss button")).to_be_focused()
    page.locator("#schluss > summary").focus()
    bau.rufe_auf(sitzung, bau.punkte(sitzung)[2])
    expect(page.locator("#punkt-titel")).to_have_text("Vorhaben 3")
    expect(page.locator("#schluss > summary")).to_be_focused()
    expect(page.locator("#schluss input[type=checkbox]")).to_be_checked()
    page.locator("#schluss button").press("Enter")
    expect(page.locator("#punkt-titel")).to_have_text("Die Sitzung ist geschlossen")
    assert mitschrift.abholen(page) == []


def test_stirbt_das_fenster_gehen_wartende_eintraege_mit_dem_naechsten_hinaus(
    buehne: Buehne, fenster: Fenster, sitzung: Sitzung
) -> None:
    page, _mitschrift = fenster
    kontext = page.context
    kontext.set_offline(True)
    page.locator("#plaetze [data-taste=g]").first.click()
    expect(page.locator("[data-netz]")).to_contain_text("Einträge, die warten: 1")
    page.close(run_before_unload=False)
    kontext.set_offline(False)
    neues = kontext.new_page()
    neues.goto(_adresse(sitzung))
    expect(neues.locator(".kim-fuehren__zahl strong")).to_have_text("3", timeout=10_000)
    assert Anwesenheit.objects.filter(sitzung=sitzung, bis__isnull=False).count() == 1
    # The other screen may see it a moment before this one has heard that it arrived.
    neues.wait_for_function(
        "() => Object.keys(localStorage).every((name) => !name.startsWith('kim-fuehren-'))", timeout=5000
    )
    neues.close()


def test_eine_verstellte_uhr_aendert_die_zeit_eines_wartenden_eintrags_nicht(
    fenster: Fenster, sitzung: Sitzung
) -> None:
    """While the entry waits, the clock of the device jumps by three hours: before the opening."""
    page, _mitschrift = fenster
    page.context.set_offline(True)
    page.locator("#plaetze [data-taste=g]").first.click()
    expect(page.locator("[data-netz]")).to_contain_text("Einträge, die warten: 1")
    page.evaluate("const jetzt = Date.now; Date.now = () => jetzt() + 3 * 3600 * 1000;")
    page.context.set_offline(False)
    expect(page.locator(".kim-fuehren__zahl strong")).to_have_text("3", timeout=20_000)


def test_wer_abgemeldet_ist_erfaehrt_es_auch_ohne_einzutragen(fenster: Fenster) -> None:
    page, _mitschrift = fenster
    kekse = page.context.cookies()
    page.context.clear_cookies()
    try:
        expect(page.locator("[data-meldung]")).to_contain_text("vielleicht sind Sie abgemeldet", timeout=5000)
    finally:
        # Other tests go on in this browser.
        page.context.add_cookies(kekse)  # type: ignore[arg-type]
