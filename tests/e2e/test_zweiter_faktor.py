"""Setting up the second factor and signing in with it, as a person does it for the first time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.browser import neuer_kontext
from tests.e2e.buehne import Buehne, aktueller_code, passwort_eingeben
from tests.fabriken import PASSWORT, konto_mit_rolle

BILDER = Path("build/bildschirmfotos")


@contextmanager
def neue_person(buehne: Buehne, *, dunkel: bool = False) -> Iterator[Page]:
    """Browsers offer security keys on localhost only, not on an address of digits."""
    konto = konto_mit_rolle("geschaeftsstelle", kreis=buehne.k.kreis, name="Nora Neu")
    adresse = buehne.adresse.replace("127.0.0.1", "localhost")
    kontext = neuer_kontext(buehne.browser, adresse, dunkel=dunkel)
    page = kontext.new_page()
    fehler: list[str] = []
    page.on("console", lambda meldung: fehler.append(meldung.text) if meldung.type == "error" else None)
    page.goto("/")
    passwort_eingeben(page, konto.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Faktor")
    yield page
    assert fehler == []
    assert page.evaluate("window.__csp") == []
    kontext.close()


def noch_einmal_ausweisen(page: Page) -> None:
    if page.locator("input[name=password]").count():
        page.locator("input[name=password]").fill(PASSWORT)
        page.get_by_role("button", name="Weiter").click()


def bild(page: Page, name: str) -> None:
    BILDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=BILDER / f"{name}.png", full_page=True)


def test_sicherheitsschluessel_hinzufuegen_und_sich_damit_anmelden(buehne: Buehne) -> None:
    with neue_person(buehne) as page:
        cdp = page.context.new_cdp_session(page)
        cdp.send("WebAuthn.enable")
        cdp.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "usb",
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        page.get_by_role("link", name="Schlüssel hinzufügen").click()
        noch_einmal_ausweisen(page)
        bild(page, "mfa_add_webauthn-geschaeftsstelle-voll-1280")
        page.locator("input[name=name]").fill("Schlüsselbund")
        page.get_by_role("button", name="Schlüssel hinzufügen").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Wiederherstellungscodes")
        bild(page, "mfa_view_recovery_codes-geschaeftsstelle-voll-1280")
        page.get_by_role("link", name="Fertig").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Heute")
        email = page.locator(".kim-menue__kopf .kim-leise").text_content() or ""

        page.locator(".kim-menue > summary").click()
        page.locator(".kim-menue").get_by_role("button", name="Abmelden").click()
        passwort_eingeben(page, email)
        bild(page, "mfa_authenticate-geschaeftsstelle-voll-1280")
        page.get_by_role("button", name="Sicherheitsschlüssel benutzen").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Heute")


def test_ein_schluessel_der_nicht_antwortet_sagt_was_zu_tun_ist(buehne: Buehne) -> None:
    with neue_person(buehne) as page:
        page.add_init_script("navigator.credentials.create = () => Promise.reject(new Error('aus'));")
        page.get_by_role("link", name="Schlüssel hinzufügen").click()
        noch_einmal_ausweisen(page)
        page.get_by_role("button", name="Schlüssel hinzufügen").click()
        expect(page.get_by_role("alert")).to_contain_text("Der Schlüssel hat sich nicht gemeldet")


def test_app_einrichten_auch_im_dunklen_lesbar(buehne: Buehne) -> None:
    with neue_person(buehne, dunkel=True) as page:
        page.get_by_role("link", name="App einrichten").click()
        noch_einmal_ausweisen(page)
        bild(page, "mfa_activate_totp-geschaeftsstelle-dunkel-1280")
        hintergrund = page.locator(".kim-qr").evaluate("e => getComputedStyle(e).backgroundColor")
        assert hintergrund == "rgb(255, 255, 255)"
        geheimnis = page.locator("#totp-schluessel").input_value()
        page.locator("input[name=code]").fill(aktueller_code(geheimnis))
        page.get_by_role("button", name="App einrichten").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Wiederherstellungscodes")
        page.get_by_role("link", name="Fertig").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Heute")
