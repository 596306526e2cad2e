"""One's own account and rights, the start page, the search, the technical tables."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.basis.akteur import Bereich
from kim.konten.models import Konto
from kim.konten.views import heute as heute_quellen
from tests.conftest import BACKEND
from tests.fabriken import (
    KontoFactory,
    konto_mit_rolle,
    zuweisung,
)
from tests.konten.hilfen import (
    text,
)

pytestmark = pytest.mark.django_db


# One's own --------------------------------------------------------------------------------------------------


def test_mein_konto_und_eigener_name(anmelden):
    konto = konto_mit_rolle("vorsitz")
    client = anmelden(konto)
    assert "Ihre Rollen verlangen keinen" in text(client.get("/konten/mein-konto/"))

    antwort = client.post("/konten/mein-konto/name/", {"name": "Viola Anders"}, follow=True)

    assert "Ihr Name ist geändert" in text(antwort)
    assert "Viola Anders" in text(antwort)
    assert client.get("/konten/mein-konto/name/").status_code == 200


def test_mein_konto_sagt_wenn_der_faktor_fehlt_oder_steht(anmelden, settings):
    assert "eingerichtet" in text(anmelden(konto_mit_rolle("datenschutz")).get("/konten/mein-konto/"))
    settings.KIM_ZWEITER_FAKTOR_PFLICHT = False
    client = Client()
    client.force_login(konto_mit_rolle("datenschutz"), backend=BACKEND)
    assert "Bitte richten Sie ihn bald ein" in text(client.get("/konten/mein-konto/"))


def test_ohne_passwort_bietet_mein_konto_einen_link_an(anmelden):
    antwort = anmelden(konto_mit_rolle("mitglied", password="!")).get("/konten/mein-konto/")

    assert "Sie haben noch kein Passwort gesetzt" in text(antwort)


def test_meine_rechte_ohne_rolle(anmelden):
    assert "Sie haben noch keine Rolle" in text(anmelden(KontoFactory()).get("/konten/meine-rechte/"))


def test_meine_rechte_zeigt_eine_rolle_die_nicht_wirkt(anmelden):
    from guardian.models import UserObjectPermission

    konto = konto_mit_rolle("vorsitz")
    UserObjectPermission.objects.all().delete()

    assert "Diese Rolle wirkt gerade nicht" in text(anmelden(konto).get("/konten/meine-rechte/"))


def test_meine_rechte_ordnet_geltende_vor_kommende(anmelden):
    heute = timezone.localdate()
    konto = konto_mit_rolle("vorsitz", von=heute + timedelta(days=3))
    zuweisung(konto, "kreis_administration")

    zeilen = anmelden(konto).get("/konten/meine-rechte/").context["zeilen"]

    assert [zeile.zustand for zeile in zeilen] == ["gilt", "geplant"]


@pytest.mark.parametrize("anzahl", [1, 3])
def test_meine_rechte_kosten_gleich_viele_abfragen(anmelden, anzahl, django_assert_num_queries):
    konto = konto_mit_rolle("vorsitz")
    for rolle in ("mitglied", "stellvertretung")[: anzahl - 1]:
        zuweisung(konto, rolle)
    client = anmelden(konto)
    client.get("/konten/meine-rechte/")

    with django_assert_num_queries(4):
        client.get("/konten/meine-rechte/")


def test_jede_rolle_sieht_ihr_konto_und_ihre_rechte(anmelden, jede_rolle: str):
    client = anmelden(konto_mit_rolle(jede_rolle))

    assert client.get("/konten/mein-konto/").status_code == 200
    assert client.get("/konten/meine-rechte/").status_code == 200


# Start page and search --------------------------------------------------------------------------------------


def test_heute_nennt_endende_rollen(verwaltung: Konto):
    heute = timezone.localdate()
    kreis = verwaltung.kreis
    konto = konto_mit_rolle("vorsitz", kreis=kreis, name="Viola Vorsitz", bis=heute + timedelta(days=14))
    konto_mit_rolle("vorsitz", kreis=kreis, name="Spaeter", bis=heute + timedelta(days=15))
    konto_mit_rolle("vorsitz", name="Fremd", bis=heute)

    (eigene,) = heute_quellen.endende_rollen(konto, heute)
    (fremde,) = heute_quellen.endende_rollen(verwaltung, heute)

    assert eigene.text.startswith("Um Verlängerung bitten")
    assert fremde.text.startswith("Ende prüfen: Viola Vorsitz")
    assert fremde.frist == heute + timedelta(days=14)


def test_heute_fasst_viele_bestaetigungen_zusammen(verwaltung: Konto):
    heute = timezone.localdate()
    kreis = verwaltung.kreis
    konto_mit_rolle("koordination_cm", kreis=kreis, bestaetigt=False, von=heute + timedelta(days=9))
    (zeile,) = heute_quellen.zu_bestaetigen(verwaltung, heute)
    assert "bestätigen oder ablehnen" in zeile.text
    assert zeile.dringlichkeit == heute_quellen.Dringlichkeit.BALD
    for _nummer in range(5):
        konto_mit_rolle("koordination_cm", kreis=kreis, bestaetigt=False)

    assert [z.url for z in heute_quellen.zu_bestaetigen(verwaltung, heute)] == ["/konten/bestaetigungen/"]


def test_suche_findet_konten_nur_fuer_die_verwaltung(verwaltung: Konto):
    konto_mit_rolle("vorsitz", kreis=verwaltung.kreis, name="Viola Vorsitz", email="v@kreis.example")
    konto_mit_rolle("vorsitz", name="Viola Fremd")

    assert [t.titel for t in heute_quellen.konten_suchen(verwaltung, "viola v@kreis", 5)] == ["Viola Vorsitz"]
    assert not heute_quellen.konten_suchen(konto_mit_rolle("geschaeftsstelle"), "viola", 5)


def test_verlauf_eines_kontos_nennt_wer_und_warum(seite: Client, verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    seite.post(f"/konten/{konto.pk}/sperren/", {"grund": "ausgeschieden"})

    verlauf = text(seite.get(f"/protokoll/konto/{konto.pk}/"))

    assert "Vera Verwaltung" in verlauf
    assert "ausgeschieden" in verlauf


# The technical admin ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("felder", [{}, {"is_superuser": True}])
def test_technik_gibt_es_fuer_andere_nicht(anmelden, felder: dict):
    client = anmelden(konto_mit_rolle("systemadministration", **felder))

    for pfad in ("/technik/", "/technik/sessions/session/", "/technik/login/", "/technik/unsinn/"):
        assert client.get(pfad).status_code == 404


def test_technik_zeigt_nur_technische_tabellen_und_aendert_nichts(anmelden):
    """Prüfung 6: no record of the domain, not even for a superuser."""
    from kim.konten.admin import technik

    assert {modell._meta.label for modell in technik._registry} == {
        "sessions.Session",
        "axes.AccessAttempt",
        "contenttypes.ContentType",
    }
    konto = KontoFactory(kreis=None, is_staff=True, is_superuser=True)
    client = anmelden(konto)
    assert client.get("/technik/").status_code == 200
    for modell in (
        "sessions/session",
        "axes/accessattempt",
        "contenttypes/contenttype",
    ):
        seite = client.get(f"/technik/{modell}/")
        assert seite.status_code == 200
        assert client.get(f"/technik/{modell}/add/").status_code == 404
    assert client.session.session_key not in text(client.get("/technik/sessions/session/"))
    antwort = client.post(f"/technik/sessions/session/{client.session.session_key}/delete/", {"post": "yes"})
    assert antwort.status_code == 404
    assert client.get("/technik/").status_code == 200
    for pfad in ("/technik/login/", "/technik/logout/", "/technik/password_change/", "/technik/jsi18n/"):
        assert client.get(pfad).status_code == 404


def test_auch_die_technik_verlangt_den_zweiten_faktor(client: Client):
    """Failed tries are kept with address and e-mail: personal data."""
    client.force_login(KontoFactory(kreis=None, is_staff=True), backend=BACKEND)
    for pfad in ("/technik/", "/technik/axes/accessattempt/"):
        assert client.get(pfad).headers["Location"] == reverse("mfa_index")


def test_technisches_konto_sieht_nichts_vom_fach(anmelden):
    client = anmelden(KontoFactory(kreis=None, is_staff=True, is_superuser=True))

    assert client.get("/konten/").status_code == 403
    assert client.get("/stammdaten/personen/").status_code in (403, 404)
    assert not Konto.objects.get(kreis=None).hat_recht("konten.verwalten", Bereich.kreis(1))
