"""Signing in as a person does it: password, lock-out, second factor, links, idle time."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kim.konten.domain.einladung import einladung_senden
from kim.konten.domain.konto import konto_sperren, zweiten_faktor_zuruecksetzen
from kim.konten.models import Konto
from kim.versand.models import Nachricht
from tests.conftest import zweiten_faktor_geben
from tests.fabriken import PASSWORT, KontoFactory, konto_mit_rolle
from tests.konten.test_konto import token_aus_mail

pytestmark = pytest.mark.django_db

FALSCH = "E-Mail-Adresse und Passwort passen nicht zusammen"


@pytest.fixture(autouse=True)
def _frische_zaehler():
    cache.clear()


def anmelden(client: Client, email: str, passwort: str = PASSWORT, **weitere: Any):
    return client.post("/konto/anmelden/", {"login": email, "password": passwort}, **weitere)


def app_code(geheimnis: str) -> str:
    return format_hotp_value(hotp_value(geheimnis, next(iter(yield_hotp_counters_from_time()))))


def text(antwort) -> str:
    return re.sub(r"\s+", " ", antwort.content.decode())


def ist_angemeldet(client: Client) -> bool:
    return "_auth_user_id" in client.session


# Password ---------------------------------------------------------------------------------------------------


def test_mit_adresse_und_passwort_kommt_man_zur_startseite(client: Client):
    konto = konto_mit_rolle("vorsitz")

    antwort = anmelden(client, konto.email.upper())

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

    falsch = anmelden(client, konto.email, "stimmt-nicht")
    unbekannt = anmelden(Client(), "niemand@kreis.example", "stimmt-nicht")

    assert FALSCH in text(falsch)
    assert ohne_eingabe(falsch) == ohne_eingabe(unbekannt)
    assert falsch.status_code == unbekannt.status_code


def test_ein_gesperrtes_konto_erfaehrt_es_erst_mit_dem_richtigen_passwort(client: Client):
    konto = konto_mit_rolle("vorsitz", is_active=False, gesperrt_am=timezone.now(), sperrgrund="aus")

    assert FALSCH in text(anmelden(client, konto.email, "stimmt-nicht"))
    antwort = anmelden(client, konto.email)

    assert antwort["Location"] == "/konto/gesperrt/"
    assert "Ihr Konto ist gesperrt" in text(client.get("/konto/gesperrt/"))
    assert not ist_angemeldet(client)


def test_nach_fuenf_fehlversuchen_ist_kurz_zu_und_die_seite_sagt_bis_wann(client: Client):
    konto = konto_mit_rolle("vorsitz")
    for _versuch in range(4):
        assert anmelden(client, konto.email, "stimmt-nicht").status_code == 200

    antwort = anmelden(client, konto.email, "stimmt-nicht")

    wieder = timezone.localtime(timezone.now() + timedelta(minutes=15))
    assert antwort.status_code == 429
    assert re.search(rf"Ab {wieder:%H}:\d\d Uhr können Sie es wieder versuchen", text(antwort))
    assert anmelden(client, konto.email).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        cache.clear()
        assert anmelden(client, konto.email).status_code == 302


def test_die_sperre_trifft_nur_dieses_konto_von_dieser_adresse(client: Client):
    konto, andere = konto_mit_rolle("vorsitz"), konto_mit_rolle("vorsitz")
    for _versuch in range(5):
        anmelden(client, konto.email, "stimmt-nicht")

    assert anmelden(Client(), andere.email).status_code == 302
    assert anmelden(Client(), konto.email, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_auch_ein_unbekanntes_konto_wird_gesperrt(client: Client):
    """Otherwise the lock-out would tell which accounts exist."""
    for _versuch in range(4):
        anmelden(client, "niemand@kreis.example", "x")

    assert anmelden(client, "niemand@kreis.example", "x").status_code == 429


def test_raten_von_vielen_adressen_aus_endet_auch(client: Client):
    konto = konto_mit_rolle("vorsitz")
    for nummer in range(10):
        anmelden(Client(), konto.email, "stimmt-nicht", REMOTE_ADDR=f"192.0.2.{nummer}")

    antwort = anmelden(client, konto.email, REMOTE_ADDR="192.0.2.99")

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


def link_aus_mail() -> str:
    from kim.versand.models import Zustellung

    return Zustellung.objects.latest("pk").geheim["link"].removeprefix("http://testserver")


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


def anmelden_geht(konto: Konto, passwort: str) -> bool:
    return anmelden_status(konto, passwort) == 302


def anmelden_status(konto: Konto, passwort: str) -> int:
    return Client().post("/konto/anmelden/", {"login": konto.email, "password": passwort}).status_code


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


# Second factor ----------------------------------------------------------------------------------------------


def test_ohne_zweiten_faktor_nur_die_seiten_um_ihn_einzurichten(client: Client):
    """Prüfung 61: roles that see personal data bring a second factor."""
    konto = konto_mit_rolle("geschaeftsstelle")
    anmelden(client, konto.email)

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
    anmelden(client, konto.email)

    antwort = client.get("/")

    assert antwort.status_code == 200
    assert "Zweiten Faktor einrichten" in text(antwort)


def test_app_einrichten_und_sich_damit_anmelden(client: Client):
    konto = konto_mit_rolle("geschaeftsstelle")
    anmelden(client, konto.email)
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
    assert anmelden(andere, konto.email)["Location"].startswith("/konto/zweiter-faktor/eingeben/")
    assert not ist_angemeldet(andere)
    assert "Zweiter Faktor" in text(andere.get("/konto/zweiter-faktor/eingeben/"))
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        andere.post("/konto/zweiter-faktor/eingeben/", {"code": app_code(geheimnis)})
        assert andere.get("/").status_code == 200


def test_falscher_code_sagt_was_zu_tun_ist_und_wird_gebremst(client: Client):
    konto = konto_mit_rolle("geschaeftsstelle")
    geheimnis = zweiten_faktor_geben(konto)
    anmelden(client, konto.email)

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

    anmelden(client, konto.email)
    assert client.post("/konto/zweiter-faktor/eingeben/", {"code": code}).status_code == 302
    assert client.get("/").status_code == 200

    andere = Client()
    anmelden(andere, konto.email)
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


# Idle time --------------------------------------------------------------------------------------------------


def test_nach_dem_leerlauf_ist_man_abgemeldet_und_erfaehrt_warum(anmelden):
    """Prüfung 61: idle sessions end."""
    client = anmelden(konto_mit_rolle("vorsitz"))
    assert client.get("/").status_code == 200

    with time_machine.travel(timezone.now() + timedelta(minutes=29)):
        assert client.get("/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=60)):
        antwort = client.get("/konten/meine-rechte/")
        assert antwort["Location"] == "/konto/anmelden/?next=/konten/meine-rechte/"
        assert "länger als 30 Minuten nicht aktiv" in text(client.get(antwort["Location"]))
        assert not ist_angemeldet(client)


def test_leerlauf_in_teilseiten_und_auf_offenen_seiten(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    client.get("/")
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        teil = client.get("/", headers={"HX-Request": "true"})
        assert (teil.status_code, teil["HX-Redirect"]) == (401, "/konto/anmelden/")

    client = anmelden(konto_mit_rolle("vorsitz"))
    client.get("/")
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.get("/impressum/").status_code == 200
        assert not ist_angemeldet(client)


def test_eine_seite_die_von_selbst_nachfragt_haelt_die_sitzung_nicht_wach(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    client.get("/")
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert client.get("/", headers={"X-Kim-Hintergrund": "1"}).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.get("/").status_code == 302


def test_die_letzte_taetigkeit_wird_hoechstens_einmal_je_minute_geschrieben(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    client.get("/")
    vorher = client.session["kim_zuletzt"]
    with time_machine.travel(timezone.now() + timedelta(seconds=30), tick=False):
        client.get("/")
        assert client.session["kim_zuletzt"] == vorher
    with time_machine.travel(timezone.now() + timedelta(seconds=90), tick=False):
        client.get("/")
        assert client.session["kim_zuletzt"] > vorher


def test_gesperrt_wird_sofort_auch_in_der_offenen_sitzung(anmelden):
    verwaltung = konto_mit_rolle("systemadministration")
    konto = konto_mit_rolle("vorsitz", kreis=verwaltung.kreis)
    client = anmelden(konto)

    konto_sperren(konto_id=konto.pk, grund="ausgeschieden", akteur=verwaltung)

    assert client.get("/")["Location"].startswith("/konto/anmelden/")


# Invitation and sign-in link in the browser -----------------------------------------------------------------


@pytest.fixture
def eingeladen() -> tuple[Konto, str]:
    verwaltung = konto_mit_rolle("systemadministration")
    konto = KontoFactory(kreis=verwaltung.kreis, name="Nora Neu", password="!")
    einladung_senden(konto_id=konto.pk, akteur=verwaltung)
    return konto, f"/konten/einladung/{token_aus_mail('konten.einladung')}/"


def test_einladung_oeffnen_aendert_nichts_erst_das_passwort_nimmt_sie_an(client: Client, eingeladen):
    konto, pfad = eingeladen
    for _mal in range(3):
        assert "Nora Neu" in text(client.get(pfad))
    zu_einfach = client.post(pfad, {"password1": "123456789012", "password2": "123456789012"})
    assert "nur aus" in text(zu_einfach) or "numerisch" in text(zu_einfach).lower()
    verschieden = client.post(pfad, {"password1": PASSWORT, "password2": PASSWORT + "x"})
    assert "verschieden" in text(verschieden)

    fertig = client.post(pfad, {"password1": PASSWORT, "password2": PASSWORT}, follow=True)

    assert "Ihr Passwort ist gesetzt" in text(fertig)
    assert anmelden_geht(konto, PASSWORT)
    wieder = client.get(pfad)
    assert wieder.status_code == 410
    assert "schon angenommen" in text(wieder)


def test_einladung_abgelaufen_zeigt_neue_anforderung(client: Client, eingeladen):
    _konto, pfad = eingeladen
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        abgelaufen = client.get(pfad)
        assert abgelaufen.status_code == 410
        assert "Neue Einladung anfordern" in text(abgelaufen)
        antwort = client.post(f"{pfad}neu/", follow=True)
        assert "ist eine neue Einladung an dessen Adresse unterwegs" in text(antwort)
        assert Nachricht.objects.filter(art="konten.einladung").count() == 2
        assert client.get(f"/konten/einladung/{token_aus_mail('konten.einladung')}/").status_code == 200


def test_unbekannte_einladung_antwortet_wie_eine_abgelaufene(client: Client, eingeladen):
    antwort = client.get("/konten/einladung/gibt-es-nicht/")

    assert antwort.status_code == 410
    assert client.post("/konten/einladung/gibt-es-nicht/neu/").status_code == 302
    assert client.get("/konten/einladung/gibt-es-nicht/neu/").status_code == 405
    assert Nachricht.objects.filter(art="konten.einladung").count() == 1


def test_anmeldelink_wirkt_erst_auf_knopfdruck_und_einmal(client: Client):
    konto_mit_rolle("mitglied", email="m@kreis.example", password="!")
    antwort = client.post("/konten/anmeldelink/", {"email": "m@kreis.example"}, follow=True)
    assert "Bitte sehen Sie in Ihr Postfach" in text(antwort)
    pfad = f"/konten/anmeldelink/{token_aus_mail('konten.anmeldelink')}/"
    assert "kreis.example" not in pfad

    for _scanner in range(3):
        assert "Jetzt anmelden" in text(Client().get(pfad))
    assert client.head(pfad).status_code == 200
    assert not ist_angemeldet(client)
    antwort = client.post(pfad)

    assert antwort["Location"] == "/"
    assert client.get("/").status_code == 200
    assert Client().get(pfad).status_code == 410
    assert Client().post(pfad).status_code == 410


def test_anmeldelink_wechselt_das_konto(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    mitglied = konto_mit_rolle("mitglied", email="m@kreis.example", name="Mira Mitglied")
    client.post("/konten/anmeldelink/", {"email": "m@kreis.example"})
    client.post(f"/konten/anmeldelink/{token_aus_mail('konten.anmeldelink')}/")

    assert client.session["_auth_user_id"] == str(mitglied.pk)


def test_anmeldelink_antwortet_unbekannten_genauso_und_wird_gebremst(client: Client):
    konto_mit_rolle("mitglied", email="m@kreis.example")

    bekannt = client.post("/konten/anmeldelink/", {"email": "m@kreis.example"})
    unbekannt = client.post("/konten/anmeldelink/", {"email": "niemand@kreis.example"})
    assert (bekannt.status_code, bekannt["Location"]) == (unbekannt.status_code, unbekannt["Location"])
    assert "vollständige E-Mail-Adresse" in text(client.post("/konten/anmeldelink/", {"email": "m@"}))
    antworten = [client.post("/konten/anmeldelink/", {"email": "m@kreis.example"}) for _ in range(5)]
    assert antworten[-1].status_code == 429
    assert "15 Minuten" in text(antworten[-1])


def test_anmeldelink_einer_inzwischen_anderen_rolle_gilt_nicht(client: Client):
    from tests.fabriken import zuweisung

    konto = konto_mit_rolle("mitglied", email="m@kreis.example")
    client.post("/konten/anmeldelink/", {"email": "m@kreis.example"})
    zuweisung(konto, "geschaeftsstelle")

    antwort = client.post(f"/konten/anmeldelink/{token_aus_mail('konten.anmeldelink')}/")

    assert antwort.status_code == 410
    assert not ist_angemeldet(client)


# What was sent too late -------------------------------------------------------------------------------------


def nach_dem_leerlauf(client: Client, daten: dict, pfad: str = "/konten/mein-konto/name/", **weitere: Any):
    client.get("/")
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        return client.post(pfad, daten, **weitere)


def test_was_nach_dem_leerlauf_abgeschickt_wird_geht_nicht_verloren(anmelden):
    konto = konto_mit_rolle("vorsitz")
    client = anmelden(konto)

    antwort = nach_dem_leerlauf(client, {"name": "Viola, Änderung <b>"})
    assert antwort["Location"] == "/konto/anmelden/?next=/konten/verwahrt/"
    konto.refresh_from_db()
    assert konto.name != "Viola, Änderung <b>"
    assert "Viola" not in str(dict(client.session))

    nochmal = client.post(
        "/konto/anmelden/",
        {"login": konto.email, "password": PASSWORT, "next": "/konten/verwahrt/"},
        follow=True,
    )
    assert "noch nicht gespeichert" in text(nochmal)
    assert 'value="Viola, Änderung &lt;b&gt;"' in text(nochmal)
    client.post("/konten/mein-konto/name/", {"name": "Viola, Änderung <b>"})

    konto.refresh_from_db()
    assert konto.name == "Viola, Änderung <b>"
    assert client.get("/konten/verwahrt/")["Location"] == "/"


def test_eine_andere_person_am_selben_rechner_bekommt_nichts_davon(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    nach_dem_leerlauf(client, {"name": "Geheimes"})
    andere = konto_mit_rolle("vorsitz")

    client.post("/konto/anmelden/", {"login": andere.email, "password": PASSWORT})
    antwort = client.get("/konten/verwahrt/")

    assert antwort["Location"] == "/"
    assert "kim_verwahrt" not in client.session


def test_verwerfen_und_zu_grosses(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    assert "ist verworfen" in text(client.post("/konten/verwahrt/", follow=True))
    zu_gross = nach_dem_leerlauf(client, {"name": "x" * 200_001})
    assert zu_gross["Location"] == "/konto/anmelden/?next=/"


def test_eine_datei_muss_man_noch_einmal_waehlen(anmelden):
    from django.core.files.uploadedfile import SimpleUploadedFile

    konto = konto_mit_rolle("vorsitz")
    client = anmelden(konto)
    nach_dem_leerlauf(client, {"name": "Mit Datei", "datei": SimpleUploadedFile("a.txt", b"x")})

    client.post("/konto/anmelden/", {"login": konto.email, "password": PASSWORT})

    assert "Eine Datei war dabei" in text(client.get("/konten/verwahrt/"))


def test_eine_teilseite_bleibt_mit_der_eingabe_stehen(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))

    antwort = nach_dem_leerlauf(client, {"name": "x"}, headers={"HX-Request": "true"})

    assert antwort.status_code == 401
    assert "HX-Redirect" not in antwort
