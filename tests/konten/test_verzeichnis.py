"""Signing in through the Kreis's own directory: by issuer and subject alone, and only for the own Kreis."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from kim.konten.domain.einladung import einladung_senden
from kim.konten.models import Konto
from kim.konten.regeln.anbieter import Anbieter, verknuepfung
from kim.versand.models import Nachricht
from tests.fabriken import PASSWORT, KontoFactory, KreisFactory, konto_mit_rolle
from tests.konten.hilfen import token_aus_mail
from tests.werkzeug.oidc_anbieter import Anbieterprobe, oidc_anbieter

pytestmark = pytest.mark.django_db


@pytest.fixture
def verzeichnis(settings) -> Iterator[Anbieterprobe]:
    cache.clear()
    KreisFactory(kuerzel="kreis-k")
    with oidc_anbieter() as probe:
        settings.KIM_OIDC_ANBIETER = (
            Anbieter("haus-k", "Anmeldung Kreis K", probe.aussteller, "kim", "nur-zum-test", "kreis-k"),
        )
        yield probe


@pytest.fixture
def konto(verzeichnis) -> Konto:
    from kim.stammdaten.models import Kreis

    return konto_mit_rolle("vorsitz", kreis=Kreis.objects.get(kuerzel="kreis-k"))


def verbinden(konto: Konto, probe: Anbieterprobe, subjekt: str = "subjekt-1") -> SocialAccount:
    return SocialAccount.objects.create(
        user=konto, provider="haus-k", uid=verknuepfung(probe.aussteller, subjekt), extra_data={}
    )


def ueber_das_verzeichnis(client: Client, probe: Anbieterprobe, prozess: str = "", pfad: str = ""):
    """From the button to the last page, with the walk through the directory in between."""
    antwort = client.post(pfad or f"/konto/verzeichnis/haus-k/anmelden/{prozess}")
    while antwort.status_code == 307:
        antwort = client.post(antwort["Location"])
    assert antwort.status_code == 302, antwort.content.decode()[:2000]
    assert antwort["Location"].startswith(f"{probe.aussteller}/anmelden?")
    return client.get(probe.ausweisen(antwort["Location"]), follow=True)


def text(antwort) -> str:
    return re.sub(r"\s+", " ", antwort.content.decode())


def ist_angemeldet(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_verbundenes_konto_meldet_sich_mit_pkce_an(client: Client, konto: Konto, verzeichnis: Anbieterprobe):
    verbinden(konto, verzeichnis)

    antwort = ueber_das_verzeichnis(client, verzeichnis)

    assert client.session["_auth_user_id"] == str(konto.pk)
    assert antwort.redirect_chain[-1][0] == "/"
    assert verzeichnis.pkce_geprueft == 1


def test_unbekanntes_subjekt_wird_nie_ueber_die_adresse_verbunden(
    client: Client, konto: Konto, verzeichnis: Anbieterprobe
):
    verzeichnis.angaben = {"email": konto.email, "email_verified": True, "name": konto.name}

    antwort = ueber_das_verzeichnis(client, verzeichnis)

    assert antwort.status_code == 403
    assert "noch nicht mit dessen Anmeldung verbunden" in text(antwort)
    assert not ist_angemeldet(client)
    assert Konto.objects.filter(email=konto.email).count() == 1
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "faelschung",
    [
        {"behaupteter_aussteller": "https://anderswo.example"},
        {"angaben": {"iss": "https://anderswo.example"}},
        {"angaben": {"aud": "anderes-programm"}},
        {"angaben": {"exp": 1_000_000_000}},
        {"fremder_schluessel": True},
        {"client_secret": "anders"},
    ],
    ids=["aussteller-im-verzeichnis", "aussteller", "empfaenger", "abgelaufen", "unterschrift", "geheimnis"],
)
def test_was_nicht_vom_eingestellten_verzeichnis_kommt_wird_abgelehnt(
    client: Client, konto: Konto, verzeichnis: Anbieterprobe, faelschung: dict
):
    verbinden(konto, verzeichnis)
    for name, wert in faelschung.items():
        setattr(verzeichnis, name, wert)

    if "behaupteter_aussteller" in faelschung:
        antwort = client.post("/konto/verzeichnis/haus-k/anmelden/")
    else:
        antwort = ueber_das_verzeichnis(client, verzeichnis)

    assert "Die Anmeldung über Ihr Haus hat nicht geklappt" in text(antwort)
    assert not ist_angemeldet(client)


def test_konto_eines_anderen_kreises_wird_abgelehnt(client: Client, verzeichnis: Anbieterprobe):
    fremd = konto_mit_rolle("vorsitz")
    verbinden(fremd, verzeichnis)

    antwort = ueber_das_verzeichnis(client, verzeichnis)

    assert "gehört zu einem anderen Kreis" in text(antwort)
    assert not ist_angemeldet(client)


def test_gesperrtes_konto_kommt_auch_so_nicht_herein(
    client: Client, konto: Konto, verzeichnis: Anbieterprobe
):
    from django.utils import timezone

    verbinden(konto, verzeichnis)
    Konto.objects.filter(pk=konto.pk).update(is_active=False, gesperrt_am=timezone.now(), sperrgrund="aus")

    antwort = ueber_das_verzeichnis(client, verzeichnis)

    assert "Ihr Konto ist gesperrt" in text(antwort)
    assert not ist_angemeldet(client)


def test_der_zweite_faktor_wird_auch_hier_verlangt(client: Client, verzeichnis: Anbieterprobe, konto: Konto):
    from tests.conftest import zweiten_faktor_geben

    verbinden(konto, verzeichnis)
    zweiten_faktor_geben(konto)

    antwort = ueber_das_verzeichnis(client, verzeichnis)

    assert "Zweiter Faktor" in text(antwort)
    assert not ist_angemeldet(client)


def test_unter_mein_konto_verbindet_man_und_loest_wieder(anmelden, konto: Konto, verzeichnis: Anbieterprobe):
    client = anmelden(konto)
    assert "Mit Anmeldung Kreis K verbinden" in text(client.get("/konten/mein-konto/"))

    antwort = ueber_das_verzeichnis(client, verzeichnis, "?process=connect")
    if "noch einmal ausweisen" in text(antwort):
        antwort = client.post(antwort.redirect_chain[-1][0], {"password": PASSWORT}, follow=True)

    verbindung = SocialAccount.objects.get()
    assert (verbindung.user, verbindung.uid) == (konto, verknuepfung(verzeichnis.aussteller, "subjekt-1"))
    assert verbindung.extra_data == {"aussteller": verzeichnis.aussteller}
    assert "konten.verzeichnis_verbunden" in {n.art for n in Nachricht.objects.all()}
    verzeichnis.subjekt = "subjekt-2"
    noch_eine = ueber_das_verzeichnis(client, verzeichnis, "?process=connect")
    assert "schon mit dieser Anmeldung verbunden" in text(noch_eine)

    antwort = client.post(f"/konten/mein-konto/verbindungen/{verbindung.pk}/loesen/", follow=True)
    assert "Die Verbindung ist gelöst" in text(antwort)
    assert not SocialAccount.objects.exists()


def test_fremde_verbindung_loest_niemand(anmelden, konto: Konto, verzeichnis: Anbieterprobe):
    verbindung = verbinden(konto, verzeichnis)
    andere = konto_mit_rolle("vorsitz", kreis=konto.kreis)

    anmelden(andere).post(f"/konten/mein-konto/verbindungen/{verbindung.pk}/loesen/")

    assert SocialAccount.objects.get() == verbindung


def test_ohne_passwort_laesst_sich_die_verbindung_nicht_loesen(
    anmelden, konto: Konto, verzeichnis: Anbieterprobe
):
    konto.set_unusable_password()
    konto.save()
    verbindung = verbinden(konto, verzeichnis)

    antwort = anmelden(konto).post(f"/konten/mein-konto/verbindungen/{verbindung.pk}/loesen/", follow=True)

    assert "könnten Sie sich nicht mehr anmelden" in text(antwort)
    assert SocialAccount.objects.get() == verbindung


def test_mit_dem_konto_eines_anderen_kreises_verbindet_man_sich_nicht(anmelden, verzeichnis: Anbieterprobe):
    client = anmelden(konto_mit_rolle("vorsitz"))
    assert "verbinden" not in text(client.get("/konten/mein-konto/"))

    antwort = ueber_das_verzeichnis(client, verzeichnis, "?process=connect")

    assert "gehört zu einem anderen Kreis" in text(antwort)
    assert not SocialAccount.objects.exists()


def test_ein_verzeichniskonto_gehoert_nur_einem_konto(anmelden, konto: Konto, verzeichnis: Anbieterprobe):
    verbinden(konto_mit_rolle("vorsitz", kreis=konto.kreis), verzeichnis)
    client = anmelden(konto)

    antwort = ueber_das_verzeichnis(client, verzeichnis, "?process=connect")
    if "noch einmal ausweisen" in text(antwort):
        antwort = client.post(antwort.redirect_chain[-1][0], {"password": PASSWORT}, follow=True)

    assert "gehört schon zu einem anderen Konto" in text(antwort)
    assert SocialAccount.objects.get().user != konto


@pytest.fixture
def einladungspfad(konto: Konto) -> str:
    verwaltung = konto_mit_rolle("systemadministration", kreis=konto.kreis)
    neu = KontoFactory(kreis=konto.kreis, name="Nora Neu", password="!")
    einladung_senden(konto_id=neu.pk, akteur=verwaltung)
    return f"/konten/einladung/{token_aus_mail('konten.einladung')}/"


def test_die_einladung_nimmt_man_auch_ueber_das_verzeichnis_an(
    client: Client, verzeichnis: Anbieterprobe, einladungspfad: str
):
    assert "Mit Anmeldung Kreis K verbinden" in text(client.get(einladungspfad))

    antwort = ueber_das_verzeichnis(client, verzeichnis, pfad=f"{einladungspfad}verzeichnis/haus-k/")

    assert antwort.redirect_chain[-1][0] == "/"
    assert SocialAccount.objects.get().user.name == "Nora Neu"
    assert "schon angenommen" in text(client.get(einladungspfad))


def test_eine_verbrauchte_einladung_verbindet_nichts(
    client: Client, verzeichnis: Anbieterprobe, einladungspfad: str
):
    angefangen = client.post(f"{einladungspfad}verzeichnis/haus-k/")
    zum_verzeichnis = client.post(angefangen["Location"])
    Client().post(einladungspfad, {"password1": PASSWORT, "password2": PASSWORT})

    antwort = client.get(verzeichnis.ausweisen(zum_verzeichnis["Location"]), follow=True)

    assert "Die Einladung, über die Sie gekommen sind, gilt nicht mehr" in text(antwort)
    assert not SocialAccount.objects.exists()
    assert client.post(f"{einladungspfad}verzeichnis/haus-k/")["Location"] == einladungspfad


def test_einladung_mit_fremdem_oder_unbekanntem_verzeichnis(
    client: Client, verzeichnis: Anbieterprobe, einladungspfad: str
):
    assert client.post(f"{einladungspfad}verzeichnis/gibt-es-nicht/").status_code == 404


def test_angemeldete_nehmen_die_einladung_einer_anderen_person_mit_deren_konto_an(
    anmelden, konto: Konto, verzeichnis: Anbieterprobe, einladungspfad: str
):
    client = anmelden(konto)

    ueber_das_verzeichnis(client, verzeichnis, pfad=f"{einladungspfad}verzeichnis/haus-k/")

    assert SocialAccount.objects.get().user.name == "Nora Neu"


def test_unbekanntes_verzeichnis_gibt_es_nicht(client: Client, verzeichnis: Anbieterprobe):
    assert client.post("/konto/verzeichnis/anderswo/anmelden/").status_code == 404
    assert client.get("/konto/verzeichnis/anderswo/rueckkehr/").status_code == 404


def test_anmeldeseite_zeigt_die_verzeichnisse_nur_wenn_es_welche_gibt(client: Client, verzeichnis, settings):
    assert "Anmelden mit Anmeldung Kreis K" in text(client.get("/konto/anmelden/"))
    settings.KIM_OIDC_ANBIETER = ()
    assert "Mit der Anmeldung Ihres Hauses" not in text(client.get("/konto/anmelden/"))


def test_get_auf_die_anmeldung_fragt_erst(client: Client, verzeichnis: Anbieterprobe):
    assert "Weiter zu Anmeldung Kreis K" in text(client.get("/konto/verzeichnis/haus-k/anmelden/"))


def test_wer_dort_abbricht_liest_es(client: Client, verzeichnis: Anbieterprobe):
    from urllib.parse import parse_qs, urlsplit

    weg = client.post("/konto/verzeichnis/haus-k/anmelden/")["Location"]
    state = parse_qs(urlsplit(weg).query)["state"][0]

    antwort = client.get(
        f"/konto/verzeichnis/haus-k/rueckkehr/?error=access_denied&state={state}", follow=True
    )

    assert "Anmeldung abgebrochen" in text(antwort)


def test_rueckkehr_ohne_anfang_wird_abgelehnt(client: Client, verzeichnis: Anbieterprobe):
    antwort = client.get("/konto/verzeichnis/haus-k/rueckkehr/?code=x&state=y")

    assert "nicht geklappt" in text(antwort)


def test_abgeschaltetes_verzeichnis_sagt_was_zu_tun_ist(client: Client, settings):
    settings.KIM_OIDC_ANBIETER = (Anbieter("tot", "Totes Haus", "http://127.0.0.1:9", "kim", "x", "kreis-k"),)

    antwort = client.post("/konto/verzeichnis/tot/anmelden/")

    assert "nicht erreichbar" in text(antwort)


def test_nur_bekannte_gruende_haben_eine_seite(client: Client, db):
    assert client.get("/konten/verzeichnis/abgelehnt/unsinn/").status_code == 404
    for grund in ("unbekannt", "kreis", "einladung", "schon-verbunden"):
        assert client.get(f"/konten/verzeichnis/abgelehnt/{grund}/").status_code == 403


@pytest.mark.parametrize(
    "faelschung", [{"angaben": {"sub": ""}}, {"ohne_ausweis": True}, {"ohne_wege": True}]
)
def test_unvollstaendige_antworten_des_verzeichnisses_werden_abgelehnt(
    client: Client, konto: Konto, verzeichnis: Anbieterprobe, faelschung: dict
):
    for name, wert in faelschung.items():
        setattr(verzeichnis, name, wert)

    if verzeichnis.ohne_wege:
        antwort = client.post("/konto/verzeichnis/haus-k/anmelden/")
    else:
        antwort = ueber_das_verzeichnis(client, verzeichnis)

    assert "hat nicht geklappt" in text(antwort)
    assert not ist_angemeldet(client)
