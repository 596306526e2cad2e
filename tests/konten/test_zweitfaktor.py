"""One act, confirmed with the second factor: what counts, what counts once, and what to do without one."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY, user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.utils import timezone

from kim.konten.domain.einmalcode import als_benutzt_merken, schon_benutzt
from kim.konten.domain.vorfuehrung import vorfuehrcode
from kim.konten.forms.zweitfaktor import ZweitfaktorMixin
from kim.konten.models import Konto
from kim.urls import handler400, handler500
from kim.urls import urlpatterns as urls_des_hauses
from kim.web.formulare import KernForm
from kim.web.zugang import Zugang, pfad
from tests.conftest import zweiten_faktor_geben
from tests.fabriken import PASSWORT, konto_mit_rolle
from tests.konten.hilfen import app_code, einloggen, klartext, text

__all__ = ["handler400", "handler500"]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
AUSWEIS = '{"id": "x"}'
HANDLUNG, ANDERE = "/probe/handlung/", "/probe/andere/"
SEITE = """<form method="post">{% csrf_token %}
{% include "konten/zweitfaktor.html" with konto=request.user %}</form>
{% include "konten/zweitfaktor_wege.html" with weiter=request.path vorfuehrung=vorfuehrung %}"""


class ProbeForm(ZweitfaktorMixin, KernForm):
    wert = forms.CharField()


def handlung(request: HttpRequest) -> HttpResponse:
    from django.conf import settings

    form = ProbeForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return HttpResponse(f"getan mit {form.bestaetigt_mit}")
    seite = (
        engines["django"].from_string(SEITE).render({"form": form, "vorfuehrung": settings.KIM_DEMO}, request)
    )
    return HttpResponse(f"{seite} {form.errors}")


urlpatterns = [
    *urls_des_hauses,
    pfad("probe/handlung/", handlung, name="probe-handlung", zugang=Zugang.ANGEMELDET),
    pfad("probe/andere/", handlung, name="probe-andere", zugang=Zugang.ANGEMELDET),
]


def tun(client: Client, code: str = "", wo: str = HANDLUNG, wert: str = "x") -> Any:
    return client.post(wo, {"wert": wert, "code": code})


@pytest.fixture
def konto() -> Konto:
    return konto_mit_rolle("geschaeftsstelle")


@pytest.fixture
def client(konto: Konto, anmelden: Any) -> Client:
    """Signed in as a person is, so that allauth keeps a record of proofs for this account."""
    client = anmelden(konto)
    sitzung = client.session
    sitzung[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(konto)
    sitzung.save()
    return client


@pytest.fixture
def geheimnis(konto: Konto) -> str:
    return zweiten_faktor_geben(konto)


# A code ----------------------------------------------------------------------------------------------------


def test_mit_dem_code_der_app(client: Client, geheimnis: str) -> None:
    assert "Sechs Ziffern" in text(client.get(HANDLUNG))
    assert text(tun(client, app_code(geheimnis))) == "getan mit App"
    assert Authenticator.objects.get(type="totp").last_used_at is not None


def test_ein_code_gilt_einmal_solange_er_ueberhaupt_gilt(client: Client, geheimnis: str) -> None:
    with time_machine.travel(timezone.now(), tick=False) as uhr:
        code = app_code(geheimnis)
        assert "getan" in text(tun(client, code))
        for _mal in range(2):
            uhr.shift(timedelta(seconds=29))
            antwort = text(tun(client, f" {code[:3]} {code[3:]} "))
            assert "getan" not in antwort
            assert "schon benutzt" in antwort


def test_was_beim_anmelden_benutzt_wurde_unterschreibt_nicht(konto: Konto, geheimnis: str) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as uhr:
        code = app_code(geheimnis)
        einloggen(client, konto.email)
        client.post("/konto/zweiter-faktor/eingeben/", {"code": code})
        uhr.shift(timedelta(seconds=40))
        assert "schon benutzt" in text(tun(client, code))
        uhr.shift(timedelta(seconds=90))
        assert "getan mit App" in text(tun(client, app_code(geheimnis)))


def test_zwei_mit_demselben_code_zugleich(
    monkeypatch: pytest.MonkeyPatch, client: Client, geheimnis: str
) -> None:
    monkeypatch.setattr("kim.konten.forms.faktor.als_benutzt_merken", lambda konto_id, code: False)
    assert "schon benutzt" in text(tun(client, app_code(geheimnis)))


def test_ein_wiederherstellungscode_gilt_einmal(client: Client, konto: Konto, geheimnis: str) -> None:
    code = RecoveryCodes(Authenticator.objects.get(user=konto, type="recovery_codes")).get_unused_codes()[0]
    assert text(tun(client, code)) == "getan mit Wiederherstellungscode"
    assert "stimmt nicht" in text(tun(client, code))


def test_ein_fehler_woanders_verbraucht_den_code_nicht(client: Client, geheimnis: str) -> None:
    code = app_code(geheimnis)
    assert "getan" not in text(tun(client, code, wert=""))
    assert "getan" in text(tun(client, code))


@pytest.mark.parametrize("code", ["", "   ", "000000", "abc", "1" * 41])
def test_ein_falscher_code_sagt_was_zu_tun_ist(client: Client, geheimnis: str, code: str) -> None:
    antwort = text(tun(client, code))
    assert "getan" not in antwort
    assert re.search("Bitte den Code eingeben|stimmt nicht|höchstens|zu lang|Zeichen", antwort), antwort


def test_wer_raet_wird_gebremst(client: Client, geheimnis: str) -> None:
    for _mal in range(10):
        tun(client, "000000")
    antwort = text(tun(client, app_code(geheimnis)))
    assert "zu viele Versuche" in antwort


def test_auch_wiederholte_codes_zaehlen(client: Client, konto: Konto, geheimnis: str) -> None:
    code = app_code(geheimnis)
    tun(client, code)
    for _mal in range(10):
        tun(client, code)
    assert "zu viele Versuche" in text(tun(client, "000000"))


def test_der_code_eines_anderen_gilt_nicht(client: Client, geheimnis: str) -> None:
    fremdes = zweiten_faktor_geben(konto_mit_rolle("geschaeftsstelle"))
    assert "stimmt nicht" in text(tun(client, app_code(fremdes)))


def test_ein_bestaetigter_akt_oeffnet_sonst_nichts(client: Client, geheimnis: str) -> None:
    vorher = client.session["account_authentication_methods"]
    tun(client, app_code(geheimnis))
    assert client.session["account_authentication_methods"] == vorher


# A key -----------------------------------------------------------------------------------------------------


@pytest.fixture
def schluessel(konto: Konto, monkeypatch: pytest.MonkeyPatch) -> Authenticator:
    """Its answer is taken as right: what it says is checked by allauth, and in a browser by tests/e2e."""
    satz = Authenticator.objects.create(user=konto, type="webauthn", data={"name": "x", "credential": {}})
    monkeypatch.setattr(ReauthenticateWebAuthnForm, "clean_credential", lambda form: satz)
    monkeypatch.setattr(
        "allauth.mfa.webauthn.views.auth.begin_authentication", lambda konto: {"publicKey": {}}
    )
    return satz


def zum_schluessel(client: Client, weiter: str = HANDLUNG) -> Any:
    return client.post("/konten/zweiter-faktor/schluessel/", {"weiter": weiter})


def ausweisen(client: Client, adresse: str) -> Any:
    seite = client.get(adresse)
    (weiter,) = re.findall(r'name="next" value="([^"]+)"', text(seite))
    antwort = client.post(
        "/konto/zweiter-faktor/schluessel/bestaetigen/", {"credential": AUSWEIS, "next": weiter}
    )
    assert antwort["Location"] == weiter
    return antwort


def test_mit_dem_schluessel_und_zurueck_zur_handlung(client: Client, schluessel: Authenticator) -> None:
    assert "Mit dem Sicherheitsschlüssel bestätigen" in klartext(client.get(HANDLUNG))
    hin = zum_schluessel(client)
    assert hin["Location"].startswith("/konto/zweiter-faktor/schluessel/bestaetigen/?next=")
    assert ausweisen(client, hin["Location"])["Location"] == HANDLUNG
    seite = klartext(client.get(HANDLUNG))
    assert "Sie haben sich ausgewiesen (Sicherheitsschlüssel)" in seite
    assert "Sechs Ziffern" not in seite
    assert text(tun(client)) == "getan mit Sicherheitsschlüssel"
    assert "getan" not in text(tun(client)), "for one act alone"


def test_der_schluessel_gilt_nur_fuer_diese_handlung_und_fuenf_minuten(
    client: Client, schluessel: Authenticator
) -> None:
    ausweisen(client, zum_schluessel(client)["Location"])
    assert "getan" not in text(tun(client, wo=ANDERE))
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert "getan" not in text(tun(client))


def test_wofuer_er_vorher_benutzt_wurde_zaehlt_nicht(client: Client, schluessel: Authenticator) -> None:
    ausweisen(client, "/konto/zweiter-faktor/schluessel/bestaetigen/?next=" + HANDLUNG)
    assert "getan" not in text(tun(client))
    zum_schluessel(client)
    assert "getan" not in text(tun(client))


def test_das_passwort_allein_ist_kein_zweiter_faktor(client: Client, schluessel: Authenticator) -> None:
    zum_schluessel(client)
    antwort = client.post("/konto/bestaetigen/", {"password": PASSWORT, "next": HANDLUNG})
    assert antwort["Location"] == HANDLUNG
    assert "getan" not in text(tun(client))


@pytest.mark.parametrize("weiter", ["", "https://boese.example/", "//boese.example/", "javascript:alert(1)"])
def test_zurueck_geht_es_nur_im_haus(client: Client, schluessel: Authenticator, weiter: str) -> None:
    assert "boese" not in zum_schluessel(client, weiter)["Location"]
    assert zum_schluessel(client, weiter)["Location"].endswith("?next=%2Fkonto%2Fzweiter-faktor%2F")


# None ------------------------------------------------------------------------------------------------------


@pytest.fixture
def ohne(anmelden: Any) -> Client:
    return anmelden(konto_mit_rolle("vorsitz"))


def test_ohne_zweiten_faktor_sagt_die_seite_wie_es_geht(ohne: Client) -> None:
    seite = text(ohne.get(HANDLUNG))
    assert "Erst den zweiten Faktor einrichten" in seite
    assert 'href="/konto/zweiter-faktor/"' in seite
    assert "Vorführung" not in seite
    assert "Dafür brauchen Sie einen zweiten Faktor" in text(tun(ohne, "123456"))


def test_in_der_vorfuehrung_reicht_ein_schritt(ohne: Client, settings: Any) -> None:
    settings.KIM_DEMO = True
    assert "Für die Vorführung einrichten" in text(ohne.get(HANDLUNG))
    antwort = ohne.post("/konten/zweiter-faktor/vorfuehrung/", {"weiter": HANDLUNG})
    assert antwort["Location"] == HANDLUNG
    seite = text(ohne.get(HANDLUNG))
    (code,) = re.findall(r"lautet der Code gerade (\d{6})", seite)
    assert text(tun(ohne, code)) == "getan mit App"
    # Used up: the page shows another one that is taken as well.
    (naechster,) = re.findall(r"lautet der Code gerade (\d{6})", text(ohne.get(HANDLUNG)))
    assert naechster != code
    assert text(tun(ohne, naechster)) == "getan mit App"


def test_die_vorfuehrung_ersetzt_keinen_faktor(
    client: Client, konto: Konto, geheimnis: str, settings: Any
) -> None:
    settings.KIM_DEMO = True
    client.post("/konten/zweiter-faktor/vorfuehrung/", {"weiter": HANDLUNG})
    assert zweiten_faktor_geben(konto) == geheimnis


def test_sind_alle_codes_benutzt_steht_der_jetzige_da(konto: Konto, geheimnis: str, settings: Any) -> None:
    settings.KIM_DEMO = True
    with time_machine.travel(timezone.now(), tick=False):
        codes = []
        for _mal in range(3):
            codes.append(vorfuehrcode(konto))
            assert als_benutzt_merken(konto.pk, codes[-1])
            assert schon_benutzt(konto.pk, codes[-1])
        assert len(set(codes)) == 3
        assert vorfuehrcode(konto) == codes[0]


def test_im_betrieb_gibt_es_den_einen_schritt_nicht(ohne: Client) -> None:
    assert ohne.post("/konten/zweiter-faktor/vorfuehrung/", {"weiter": HANDLUNG}).status_code == 404
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("adresse", ["vorfuehrung", "schluessel"])
def test_nur_als_handlung(ohne: Client, adresse: str) -> None:
    assert ohne.get(f"/konten/zweiter-faktor/{adresse}/").status_code == 405
