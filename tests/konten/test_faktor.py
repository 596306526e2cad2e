"""The second factor: required, set up, used, lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten.domain.konto import (
    zweiten_faktor_zuruecksetzen,
)
from kim.konten.models import Konto
from kim.versand.models import Nachricht
from tests.conftest import zweiten_faktor_geben
from tests.fabriken import PASSWORT, KontoFactory, konto_mit_rolle
from tests.konten.hilfen import app_code, einloggen, ist_angemeldet, text

pytestmark = pytest.mark.django_db


# Second factor ----------------------------------------------------------------------------------------------


def test_ohne_zweiten_faktor_nur_die_seiten_um_ihn_einzurichten(client: Client):
    """Prüfung 61: roles that see personal data bring a second factor."""
    konto = konto_mit_rolle("geschaeftsstelle")
    einloggen(client, konto.email)

    assert client.get("/")["Location"] == "/konto/zweiter-faktor/"
    assert client.get("/stammdaten/personen/")["Location"] == "/konto/zweiter-faktor/"
    teil = client.get("/stammdaten/personen/", headers={"HX-Request": "true"})
    assert (teil.status_code, teil["HX-Redirect"]) == (403, "/konto/zweiter-faktor/")
    seite = client.get("/konto/zweiter-faktor/")
    assert "Ihre Rolle sieht personenbezogene Daten" in text(seite)
    assert client.get("/impressum/").status_code == 200
    assert client.post("/konto/abmelden/").status_code == 302


def test_in_der_vorfuehrung_geht_es_ohne(client: Client, settings):
    settings.KIM_ZWEITER_FAKTOR_PFLICHT = False
    konto = konto_mit_rolle("geschaeftsstelle")
    einloggen(client, konto.email)

    antwort = client.get("/")

    assert antwort.status_code == 200
    assert "Zweiten Faktor einrichten" in text(antwort)


def test_app_einrichten_und_sich_damit_anmelden(client: Client):
    konto = konto_mit_rolle("geschaeftsstelle")
    einloggen(client, konto.email)
    # Setting up a factor asks for the password again, unless it was just given.
    antwort = client.get("/konto/zweiter-faktor/app/einrichten/", follow=True)
    if antwort.redirect_chain:
        antwort = client.post(antwort.redirect_chain[-1][0], {"password": PASSWORT}, follow=True)
    geheimnis = antwort.context["form"].secret

    falsch = client.post("/konto/zweiter-faktor/app/einrichten/", {"code": "000000"})
    assert "Dieser Code stimmt nicht" in text(falsch)
    assert falsch.context["form"].secret == geheimnis
    client.post("/konto/zweiter-faktor/app/einrichten/", {"code": app_code(geheimnis)})

    assert "Wiederherstellungscodes" in text(client.get("/konto/zweiter-faktor/codes/"))
    assert client.get("/").status_code == 200
    arten = {n.art for n in Nachricht.objects.all()}
    assert "konten.faktor_eingerichtet" in arten, [z.history_change_reason for z in konto.history.all()]

    andere = Client()
    assert einloggen(andere, konto.email)["Location"].startswith("/konto/zweiter-faktor/eingeben/")
    assert not ist_angemeldet(andere)
    assert "Zweiter Faktor" in text(andere.get("/konto/zweiter-faktor/eingeben/"))
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        andere.post("/konto/zweiter-faktor/eingeben/", {"code": app_code(geheimnis)})
        assert andere.get("/").status_code == 200


def test_falscher_code_sagt_was_zu_tun_ist_und_wird_gebremst(client: Client):
    konto = konto_mit_rolle("geschaeftsstelle")
    geheimnis = zweiten_faktor_geben(konto)
    einloggen(client, konto.email)

    antwort = client.post("/konto/zweiter-faktor/eingeben/", {"code": "000000"})
    assert "Dieser Code stimmt nicht oder ist abgelaufen" in text(antwort)
    for _versuch in range(9):
        client.post("/konto/zweiter-faktor/eingeben/", {"code": "000000"})
    gebremst = client.post("/konto/zweiter-faktor/eingeben/", {"code": app_code(geheimnis)})

    assert "zu viele Versuche" in text(gebremst)
    assert not ist_angemeldet(client)


def test_ein_wiederherstellungscode_gilt_einmal(client: Client):
    konto = konto_mit_rolle("geschaeftsstelle")
    zweiten_faktor_geben(konto)
    code = RecoveryCodes(Authenticator.objects.get(user=konto, type="recovery_codes")).get_unused_codes()[0]

    einloggen(client, konto.email)
    assert client.post("/konto/zweiter-faktor/eingeben/", {"code": code}).status_code == 302
    assert client.get("/").status_code == 200

    andere = Client()
    einloggen(andere, konto.email)
    assert "stimmt nicht" in text(andere.post("/konto/zweiter-faktor/eingeben/", {"code": code}))


def test_den_letzten_noetigen_faktor_kann_man_nicht_entfernen(anmelden):
    client = anmelden(konto_mit_rolle("geschaeftsstelle"))
    antwort = client.get("/konto/zweiter-faktor/app/entfernen/", follow=True)
    if "password" in text(antwort):
        antwort = client.post(antwort.redirect_chain[-1][0], {"password": PASSWORT}, follow=True)

    assert "Ihre Rollen verlangen einen zweiten Faktor" in text(antwort)
    client.post("/konto/zweiter-faktor/app/entfernen/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_wer_keinen_braucht_kann_ihn_wieder_entfernen(anmelden):
    konto = konto_mit_rolle("vorsitz")
    client = anmelden(konto)
    zweiten_faktor_geben(konto)
    antwort = client.get("/konto/zweiter-faktor/app/entfernen/", follow=True)
    if antwort.redirect_chain:
        client.post(antwort.redirect_chain[-1][0], {"password": PASSWORT})
    client.post("/konto/zweiter-faktor/app/entfernen/")

    assert not Authenticator.objects.filter(user=konto).exists()
    assert "konten.faktor_entfernt" in {n.art for n in Nachricht.objects.all()}


def test_zuruecksetzen_wirft_aus_offenen_sitzungen(anmelden):
    verwaltung = konto_mit_rolle("systemadministration")
    konto = konto_mit_rolle("geschaeftsstelle", kreis=verwaltung.kreis)
    client = anmelden(konto)

    zweiten_faktor_zuruecksetzen(konto_id=konto.pk, grund="Telefon verloren", akteur=verwaltung)

    assert client.get("/")["Location"].startswith("/konto/anmelden/")


@pytest.mark.parametrize(
    "pfad",
    [
        "/konto/zweiter-faktor/",
        "/konto/zweiter-faktor/codes/",
        "/konto/zweiter-faktor/codes/erneuern/",
        "/konto/zweiter-faktor/codes/datei/",
        "/konto/zweiter-faktor/schluessel/",
        "/konto/zweiter-faktor/schluessel/hinzufuegen/",
        "/konto/zweiter-faktor/bestaetigen/",
        "/konto/bestaetigen/",
        "/konto/passwort/",
        "/konto/abmelden/",
    ],
)
def test_seiten_des_zweiten_faktors_sind_auf_deutsch(anmelden, pfad: str):
    antwort = anmelden(konto_mit_rolle("geschaeftsstelle")).get(pfad, follow=True)

    assert antwort.status_code == 200
    inhalt = text(antwort)
    for englisch in ("Two-Factor", "Recovery", "Security Key", "Authenticator", "Password", "Sign Out"):
        assert englisch not in re.sub(r'(name|id|for|autocomplete)="[^"]*"', "", inhalt)


def test_codes_erneuern_macht_die_alten_ungueltig(anmelden):
    konto = konto_mit_rolle("geschaeftsstelle")
    client = anmelden(konto)
    zweiten_faktor_geben(konto)

    def codes() -> set[str]:
        return set(
            RecoveryCodes(Authenticator.objects.get(user=konto, type="recovery_codes")).get_unused_codes()
        )

    alte = codes()
    antwort = client.get("/konto/zweiter-faktor/codes/erneuern/", follow=True)
    if antwort.redirect_chain:
        client.post(antwort.redirect_chain[-1][0], {"password": PASSWORT})
    client.post("/konto/zweiter-faktor/codes/erneuern/")

    assert len(codes()) == 10
    assert not codes() & alte


# Reset by the administration -------------------------------------------------------------------------------


def test_zuruecksetzen_nimmt_alle_faktoren_und_sagt_es_der_person(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    zweiten_faktor_geben(konto)
    marke = konto.get_session_auth_hash()

    zurueck = zweiten_faktor_zuruecksetzen(konto_id=konto.pk, grund="Telefon verloren", akteur=verwaltung)

    assert not Authenticator.objects.filter(user=konto).exists()
    assert zurueck.get_session_auth_hash() != marke
    assert "Telefon verloren" in konto.history.latest().history_change_reason
    assert Nachricht.objects.get().art == "konten.faktor_zurueckgesetzt"


def test_wo_kein_faktor_ist_wird_keiner_zurueckgesetzt(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)

    with pytest.raises(Fachfehler, match="nichts zurückzusetzen"):
        zweiten_faktor_zuruecksetzen(konto_id=konto.pk, grund="x", akteur=verwaltung)


def test_den_eigenen_faktor_setzt_niemand_zurueck(verwaltung: Konto):
    with pytest.raises(NichtErlaubt, match="Mein Konto"):
        zweiten_faktor_zuruecksetzen(konto_id=verwaltung.pk, grund="x", akteur=verwaltung)


def test_geheimnis_des_faktors_liegt_verschluesselt():
    konto = KontoFactory()
    geheimnis = zweiten_faktor_geben(konto)

    gespeichert = Authenticator.objects.get(user=konto, type="totp").data["secret"]

    assert geheimnis not in gespeichert
    assert zweiten_faktor_geben(konto) == geheimnis
