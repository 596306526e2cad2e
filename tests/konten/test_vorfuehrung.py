"""What the demo shows on the sign-in pages, and that nothing of it exists without the demo."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import validate_totp_code
from django.test import Client

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler
from kim.basis.vorfuehrung import VORFUEHRUNG, Vorfuehrkonto
from kim.konten.domain.vorfuehrung import vorfuehrcode, vorfuehrfaktor_setzen
from tests.fabriken import PASSWORT, KontoFactory

GEHEIMNIS = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SYSTEM = SystemAkteur("Probe")


@pytest.fixture
def vorfuehrung(db, settings):
    settings.KIM_DEMO = True
    konto = KontoFactory()
    eintrag = Vorfuehrkonto("probe-rolle", "Geschäftsstelle", konto.email, PASSWORT, "Musterkreis")
    VORFUEHRUNG.eintragen(eintrag)
    yield konto
    VORFUEHRUNG.austragen(eintrag.schluessel)


def test_page_offers_the_role_and_fills_the_form(vorfuehrung) -> None:
    seite = Client().get("/konto/anmelden/").content.decode()
    assert "?als=probe-rolle" in seite
    assert vorfuehrung.email not in seite
    ausgefuellt = Client().get("/konto/anmelden/?als=probe-rolle").content.decode()
    assert f'value="{vorfuehrung.email}"' in ausgefuellt
    assert f'value="{PASSWORT}"' in ausgefuellt


def test_unknown_role_leaves_the_form_empty(vorfuehrung) -> None:
    seite = Client().get("/konto/anmelden/?als=niemand").content.decode()
    assert vorfuehrung.email not in seite
    assert PASSWORT not in seite


def test_without_the_demo_the_page_offers_nothing(vorfuehrung, settings) -> None:
    settings.KIM_DEMO = False
    seite = Client().get("/konto/anmelden/?als=probe-rolle").content.decode()
    assert "Vorführung" not in seite
    assert vorfuehrung.email not in seite


def test_code_on_the_page_signs_in(vorfuehrung) -> None:
    vorfuehrfaktor_setzen(konto_id=vorfuehrung.pk, geheimnis=GEHEIMNIS, akteur=SYSTEM)
    client = Client()
    client.post("/konto/anmelden/", {"login": vorfuehrung.email, "password": PASSWORT})
    seite = client.get("/konto/zweiter-faktor/eingeben/").content.decode()
    code = vorfuehrcode(vorfuehrung)
    assert code in seite
    assert validate_totp_code(GEHEIMNIS, code)
    client.post("/konto/zweiter-faktor/eingeben/", {"code": code})
    assert client.get("/").status_code == 200


def test_account_without_a_known_factor_has_no_code(vorfuehrung) -> None:
    assert vorfuehrcode(vorfuehrung) == ""


def test_without_the_demo_no_factor_is_set_and_no_code_told(vorfuehrung, settings) -> None:
    vorfuehrfaktor_setzen(konto_id=vorfuehrung.pk, geheimnis=GEHEIMNIS, akteur=SYSTEM)
    settings.KIM_DEMO = False
    assert vorfuehrcode(vorfuehrung) == ""
    with pytest.raises(Fachfehler, match="nur in der Vorführung"):
        vorfuehrfaktor_setzen(konto_id=vorfuehrung.pk, geheimnis=GEHEIMNIS, akteur=SYSTEM)
