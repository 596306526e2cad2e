"""Signing in with address and password, and getting a new password."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kim.versand.models import Nachricht
from tests.fabriken import PASSWORT, konto_mit_rolle
from tests.konten.hilfen import (
    anmelden_geht,
    einloggen,
    ist_angemeldet,
    link_aus_mail,
    text,
)

pytestmark = pytest.mark.django_db

FALSCH = "E-Mail-Adresse und Passwort passen nicht zusammen"


# Password ---------------------------------------------------------------------------------------------------


def test_mit_adresse_und_passwort_kommt_man_zur_startseite(client: Client):
    konto = konto_mit_rolle("vorsitz")

    antwort = einloggen(client, konto.email.upper())

    assert antwort.status_code == 302
    assert antwort["Location"] == "/"
    assert client.get("/").status_code == 200


def test_man_kommt_dorthin_wo_man_hinwollte(client: Client):
    konto = konto_mit_rolle("vorsitz")
    ziel = client.get("/konten/meine-rechte/")["Location"]
    assert ziel == "/konto/anmelden/?next=/konten/meine-rechte/"

    antwort = client.post(
        "/konto/anmelden/",
        {"login": konto.email, "password": PASSWORT, "next": "/konten/meine-rechte/"},
    )

    assert antwort["Location"] == "/konten/meine-rechte/"


def test_unbekanntes_konto_und_falsches_passwort_bekommen_dieselbe_antwort(client: Client):
    konto = konto_mit_rolle("vorsitz")

    def ohne_eingabe(antwort) -> str:
        return re.sub(r'value="[^"]*"', "", text(antwort))

    falsch = einloggen(client, konto.email, "stimmt-nicht")
    unbekannt = einloggen(Client(), "niemand@kreis.example", "stimmt-nicht")

    assert FALSCH in text(falsch)
    assert ohne_eingabe(falsch) == ohne_eingabe(unbekannt)
    assert falsch.status_code == unbekannt.status_code


def test_ein_gesperrtes_konto_erfaehrt_es_erst_mit_dem_richtigen_passwort(client: Client):
    konto = konto_mit_rolle("vorsitz", is_active=False, gesperrt_am=timezone.now(), sperrgrund="aus")

    assert FALSCH in text(einloggen(client, konto.email, "stimmt-nicht"))
    antwort = einloggen(client, konto.email)

    assert antwort["Location"] == "/konto/gesperrt/"
    assert "Ihr Konto ist gesperrt" in text(client.get("/konto/gesperrt/"))
    assert not ist_angemeldet(client)


def test_nach_fuenf_fehlversuchen_ist_kurz_zu_und_die_seite_sagt_bis_wann(client: Client):
    konto = konto_mit_rolle("vorsitz")
    for _versuch in range(4):
        assert einloggen(client, konto.email, "stimmt-nicht").status_code == 200

    antwort = einloggen(client, konto.email, "stimmt-nicht")

    wieder = timezone.localtime(timezone.now() + timedelta(minutes=15))
    assert antwort.status_code == 429
    assert re.search(rf"Ab {wieder:%H}:\d\d Uhr können Sie es wieder versuchen", text(antwort))
    assert einloggen(client, konto.email).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        cache.clear()
        assert einloggen(client, konto.email).status_code == 302


def test_die_sperre_trifft_nur_dieses_konto_von_dieser_adresse(client: Client):
    konto, andere = konto_mit_rolle("vorsitz"), konto_mit_rolle("vorsitz")
    for _versuch in range(5):
        einloggen(client, konto.email, "stimmt-nicht")

    assert einloggen(Client(), andere.email).status_code == 302
    assert einloggen(Client(), konto.email, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_auch_ein_unbekanntes_konto_wird_gesperrt(client: Client):
    """Otherwise the lock-out would tell which accounts exist."""
    for _versuch in range(4):
        einloggen(client, "niemand@kreis.example", "x")

    assert einloggen(client, "niemand@kreis.example", "x").status_code == 429


def test_raten_von_vielen_adressen_aus_endet_auch(client: Client):
    konto = konto_mit_rolle("vorsitz")
    for nummer in range(10):
        einloggen(Client(), konto.email, "stimmt-nicht", REMOTE_ADDR=f"192.0.2.{nummer}")

    antwort = einloggen(client, konto.email, REMOTE_ADDR="192.0.2.99")

    assert "zu viele Versuche" in text(antwort)
    assert not ist_angemeldet(client)


def test_abmelden_beendet_die_sitzung(client: Client, anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))

    assert client.post("/konto/abmelden/").status_code == 302
    assert client.get("/").status_code == 302
    assert "Sie sind abgemeldet." in text(client.get("/konto/anmelden/"))


@pytest.mark.parametrize(
    "pfad",
    [
        "/konto/signup/",
        "/konto/email/",
        "/konto/login/",
        "/konto/social/signup/",
        "/konto/2fa/",
        "/accounts/login/",
    ],
)
def test_was_nicht_gebraucht_wird_gibt_es_nicht(client: Client, pfad: str):
    assert client.get(pfad).status_code == 404


# Forgotten and changed passwords ----------------------------------------------------------------------------


def test_passwort_vergessen_gibt_immer_dieselbe_antwort(client: Client):
    konto = konto_mit_rolle("vorsitz")

    bekannt = client.post("/konto/passwort/vergessen/", {"email": konto.email})
    unbekannt = Client().post("/konto/passwort/vergessen/", {"email": "niemand@kreis.example"})

    assert bekannt["Location"] == unbekannt["Location"] == "/konto/passwort/vergessen/gesendet/"
    assert client.get(bekannt["Location"]).status_code == 200
    assert [n.art for n in Nachricht.objects.all()] == ["konten.passwort_vergessen"]


def test_ueber_den_link_setzt_man_ein_neues_passwort_und_andere_sitzungen_enden(client: Client, anmelden):
    konto = konto_mit_rolle("vorsitz")
    andere_sitzung = anmelden(konto)
    client.post("/konto/passwort/vergessen/", {"email": konto.email}, HTTP_HOST="boese.example")

    link = link_aus_mail()
    formular = client.get(link, follow=True)
    assert "Neues Passwort setzen" in text(formular)
    ziel = formular.request["PATH_INFO"]
    zu_kurz = client.post(ziel, {"password1": "kurz", "password2": "kurz"})
    assert "mindestens 12 Zeichen" in text(zu_kurz)
    verschieden = client.post(ziel, {"password1": "Neu-im-Dezember-8", "password2": "Neu-im-Dezember-9"})
    assert "Die beiden Passwörter sind verschieden" in text(verschieden)
    fertig = client.post(
        ziel, {"password1": "Neu-im-Dezember-8", "password2": "Neu-im-Dezember-8"}, follow=True
    )

    assert "Ihr neues Passwort gilt" in text(fertig)
    assert andere_sitzung.get("/").status_code == 302
    assert anmelden_geht(konto, "Neu-im-Dezember-8")
    assert "gilt nicht mehr" in text(Client().get(link, follow=True))


def test_passwort_aendern_laesst_diese_sitzung_und_beendet_die_anderen(anmelden):
    konto = konto_mit_rolle("vorsitz")
    diese, andere = anmelden(konto), anmelden(konto)
    falsch = diese.post(
        "/konto/passwort/",
        {"oldpassword": "falsch", "password1": "Neu-im-Dezember-8", "password2": "Neu-im-Dezember-8"},
    )
    assert "Dieses Passwort stimmt nicht" in text(falsch)

    antwort = diese.post(
        "/konto/passwort/",
        {"oldpassword": PASSWORT, "password1": "Neu-im-Dezember-8", "password2": "Neu-im-Dezember-8"},
    )

    assert antwort["Location"] == "/konten/mein-konto/"
    assert diese.get("/").status_code == 200
    assert andere.get("/").status_code == 302
    assert Nachricht.objects.get().art == "konten.passwort_geaendert"
    assert "Passwort geändert" in {z.history_change_reason for z in konto.history.all()}


def test_wer_kein_passwort_hat_bekommt_einen_link(anmelden):
    antwort = anmelden(konto_mit_rolle("mitglied", password="!")).get("/konto/passwort/", follow=True)

    assert antwort.redirect_chain[-1][0] == "/konto/passwort/vergessen/"


def test_niemand_legt_sich_selbst_ein_konto_an(rf):
    from allauth.account.adapter import get_adapter
    from allauth.socialaccount.adapter import get_adapter as get_verzeichnisadapter

    assert not get_adapter().is_open_for_signup(rf.get("/"))
    assert not get_verzeichnisadapter().is_open_for_signup(rf.get("/"), None)


def test_hinter_einem_proxy_zaehlt_die_adresse_der_person(client: Client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    konto = konto_mit_rolle("vorsitz")
    for _versuch in range(5):
        einloggen(client, konto.email, "stimmt-nicht", headers={"X-Forwarded-For": "10.9.9.9, 192.0.2.1"})

    gesperrt = einloggen(Client(), konto.email, headers={"X-Forwarded-For": "192.0.2.1"})
    andere = einloggen(Client(), konto.email, headers={"X-Forwarded-For": "192.0.2.2"})

    assert (gesperrt.status_code, andere.status_code) == (429, 302)
