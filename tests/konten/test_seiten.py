"""The pages of the room: administration, confirming, one's own account and rights, the technical admin."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kim.basis.akteur import Bereich
from kim.konten.models import Konto, Rollenzuweisung
from kim.konten.views import heute as heute_quellen
from kim.versand.models import Nachricht
from tests.conftest import BACKEND, zweiten_faktor_geben
from tests.fabriken import (
    KommuneFactory,
    KontoFactory,
    KreisFactory,
    PersonFactory,
    konto_mit_rolle,
    zuweisung,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def verwaltung() -> Konto:
    return konto_mit_rolle("systemadministration", name="Vera Verwaltung")


@pytest.fixture
def seite(anmelden, verwaltung: Konto) -> Client:
    return anmelden(verwaltung)


def text(antwort) -> str:
    return re.sub(r"\s+", " ", antwort.content.decode())


def klartext(antwort) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", antwort.content.decode()))


def ohne_zufall(antwort) -> str:
    """Without the masked token, which differs on every page, and without numbers."""
    return re.sub(r"\d+", "", re.sub(r'(CSRFToken": "|csrfmiddlewaretoken" value=")\w+', "", text(antwort)))


# List -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("anzahl", [1, 3])
def test_liste_kostet_gleich_viele_abfragen(seite, verwaltung, anzahl, django_assert_num_queries):
    for _nummer in range(anzahl):
        konto_mit_rolle("vorsitz", kreis=verwaltung.kreis)
    seite.get("/konten/")

    with django_assert_num_queries(6):
        antwort = seite.get("/konten/")

    assert antwort.context["seite"].anzahl == anzahl + 1


def test_liste_zeigt_nur_den_eigenen_kreis_und_filtert(seite: Client, verwaltung: Konto):
    kreis = verwaltung.kreis
    heute = timezone.localdate()
    konto_mit_rolle("vorsitz", kreis=kreis, name="Viola Vorsitz")
    KontoFactory(kreis=kreis, name="Otto Ohne")
    KontoFactory(
        kreis=kreis, name="Gerd Gesperrt", is_active=False, gesperrt_am=timezone.now(), sperrgrund="x"
    )
    konto_mit_rolle("koordination_cm", kreis=kreis, name="Wanda Wartend", bestaetigt=False)
    konto_mit_rolle("vorsitz", kreis=kreis, name="Zora Zukunft", von=heute + timedelta(days=2))
    konto_mit_rolle("vorsitz", kreis=kreis, name="Erna Endend", bis=heute)
    konto_mit_rolle("vorsitz", name="Fremde Person")

    def namen(frage: str = "") -> set[str]:
        return {konto.name for konto in seite.get(f"/konten/{frage}").context["seite"].zeilen}

    assert "Fremde Person" not in namen()
    assert namen("?rolle=vorsitz") == {"Viola Vorsitz", "Zora Zukunft", "Erna Endend"}
    assert namen("?stand=ohne_rolle") == {"Otto Ohne", "Gerd Gesperrt"}
    assert namen("?stand=gesperrt") == {"Gerd Gesperrt"}
    assert "Gerd Gesperrt" not in namen("?stand=aktiv")
    assert "Viola Vorsitz" in namen("?stand=eingeladen")
    assert namen("?suche=viola") == {"Viola Vorsitz"}
    inhalt = klartext(seite.get("/konten/"))
    assert "wartet auf Bestätigung" in inhalt
    assert f"bis {heute:%d.%m.%Y}" in inhalt


# Isolation --------------------------------------------------------------------------------------------------

SEITEN = (
    "/konten/{pk}/",
    "/konten/{pk}/bearbeiten/",
    "/konten/{pk}/sperren/",
    "/konten/{pk}/entsperren/",
    "/konten/{pk}/zweiter-faktor/zuruecksetzen/",
    "/konten/{pk}/einladen/",
    "/konten/{pk}/rolle-erteilen/",
    "/konten/rollen/{rolle}/vertretung/",
    "/konten/rollen/{rolle}/beenden/",
    "/konten/bestaetigungen/{rolle}/",
    "/protokoll/konto/{pk}/",
    "/protokoll/rollenzuweisung/{rolle}/",
)


@pytest.mark.parametrize("pfad", SEITEN)
@pytest.mark.parametrize("methode", ["get", "post"])
def test_konten_eines_anderen_kreises_gibt_es_nicht(seite: Client, pfad: str, methode: str):
    """Prüfung 12: the same answer as for an unknown number."""
    fremd = konto_mit_rolle("koordination_cm", bestaetigt=False)
    rolle = fremd.zuweisungen.get().pk

    fremde = getattr(seite, methode)(pfad.format(pk=fremd.pk, rolle=rolle))
    unbekannte = getattr(seite, methode)(pfad.format(pk=999_999, rolle=999_999))

    if pfad.endswith("einladen/") and methode == "get":
        assert (fremde.status_code, unbekannte.status_code) == (405, 405)
        return
    assert (fremde.status_code, unbekannte.status_code) == (404, 404)
    assert ohne_zufall(fremde) == ohne_zufall(unbekannte)
    assert not Nachricht.objects.exists()


@pytest.mark.parametrize("pfad", SEITEN[:10])
def test_ohne_das_recht_gibt_es_die_seiten_nicht(anmelden, pfad: str):
    konto = konto_mit_rolle("geschaeftsstelle")
    anderes = konto_mit_rolle("koordination_cm", kreis=konto.kreis, bestaetigt=False)
    rolle = anderes.zuweisungen.get().pk

    assert anmelden(konto).get(pfad.format(pk=anderes.pk, rolle=rolle)).status_code == 404


def test_ohne_das_recht_sind_die_listen_zu(anmelden):
    client = anmelden(konto_mit_rolle("geschaeftsstelle"))

    for pfad in ("/konten/", "/konten/anlegen/", "/konten/bestaetigungen/"):
        assert client.get(pfad).status_code == 403


# Making and changing ----------------------------------------------------------------------------------------


def test_konto_anlegen_laedt_gleich_ein(seite: Client, verwaltung: Konto):
    person = PersonFactory(kreis=verwaltung.kreis, nachname="Neu", vorname="Nora")
    PersonFactory(nachname="Fremd")
    formular = seite.get("/konten/anlegen/")
    assert "Nora Neu" in text(formular)
    assert "Fremd" not in text(formular)

    antwort = seite.post(
        "/konten/anlegen/",
        {"name": "Nora Neu", "email": "nora@kreis.example", "person": person.pk},
        follow=True,
    )

    konto = Konto.objects.get(email="nora@kreis.example")
    assert konto.person == person
    assert "die Einladung unterwegs" in text(antwort)
    assert Nachricht.objects.get().art == "konten.einladung"
    assert "gültig bis" in text(antwort)


def test_was_schon_vergeben_ist_sagt_das_formular_und_behaelt_die_eingabe(seite: Client, verwaltung: Konto):
    antwort = seite.post("/konten/anlegen/", {"name": "Nora Neu", "email": verwaltung.email})
    assert "Zu dieser E-Mail-Adresse gibt es schon ein Konto." in text(antwort)
    assert "Nora Neu" in text(antwort)

    fremd = KontoFactory()
    antwort = seite.post("/konten/anlegen/", {"name": "Nora Neu", "email": fremd.email})
    assert "eine andere Adresse" in text(antwort)
    assert not Nachricht.objects.exists()


def test_konto_bearbeiten(seite: Client, verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)

    antwort = seite.post(f"/konten/{konto.pk}/bearbeiten/", {"name": "Neuer Name"}, follow=True)

    assert "Neuer Name" in text(antwort)
    fehler = seite.post(f"/konten/{konto.pk}/bearbeiten/", {"name": ""})
    assert "Diese Angabe fehlt" in text(fehler)


def test_sperren_und_entsperren_mit_rueckfrage(seite: Client, verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    frage = seite.get(f"/konten/{konto.pk}/sperren/")
    assert "offene Sitzungen enden sofort" in text(frage)

    antwort = seite.post(f"/konten/{konto.pk}/sperren/", {"grund": "ausgeschieden"}, follow=True)
    assert "Das Konto ist gesperrt" in text(antwort)
    assert "ausgeschieden" in text(antwort)
    assert seite.get(f"/konten/{konto.pk}/sperren/").status_code == 403
    assert "schon gesperrt" in text(seite.get(f"/konten/{konto.pk}/sperren/"))
    antwort = seite.post(f"/konten/{konto.pk}/entsperren/", {"grund": "zurück"}, follow=True)

    assert "Das Konto ist entsperrt" in text(antwort)


def test_zweiten_faktor_zuruecksetzen_mit_rueckfrage(seite: Client, verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    pfad = f"/konten/{konto.pk}/zweiter-faktor/zuruecksetzen/"
    assert "nichts zurückzusetzen" in text(seite.post(pfad, {"grund": "verloren"}))
    zweiten_faktor_geben(konto)
    assert "Zweiten Faktor zurücksetzen" in text(seite.get(f"/konten/{konto.pk}/"))

    antwort = seite.post(pfad, {"grund": "verloren"}, follow=True)

    assert "ist zurückgesetzt" in text(antwort)


def test_neu_einladen(seite: Client, verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)

    antwort = seite.post(f"/konten/{konto.pk}/einladen/", follow=True)

    assert "Eine neue Einladung ist unterwegs" in text(antwort)


def test_das_eigene_konto_fuehrt_zu_mein_konto(seite: Client, verwaltung: Konto):
    antwort = seite.get(f"/konten/{verwaltung.pk}/")

    assert "Das ist Ihr eigenes Konto" in text(antwort)
    assert "Niemand kann sich selbst eine Rolle erteilen" in text(antwort)
    assert seite.get(f"/konten/{verwaltung.pk}/rolle-erteilen/").status_code == 403


def test_konto_zeigt_angenommene_und_widerrufene_einladung(seite: Client, verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    seite.post(f"/konten/{konto.pk}/einladen/")
    konto.links.update(eingeloest_am=timezone.now())
    assert "angenommen" in text(seite.get(f"/konten/{konto.pk}/"))


# Roles ------------------------------------------------------------------------------------------------------


def test_rolle_erteilen_bestaetigen_und_meine_rechte(seite: Client, verwaltung: Konto, anmelden):
    kommune = KommuneFactory(kreis=verwaltung.kreis, name="Ahausen")
    konto = KontoFactory(kreis=verwaltung.kreis, name="Carla Case")
    zweite = konto_mit_rolle("kreis_administration", kreis=verwaltung.kreis, name="Kai Kontrolle")
    pfad = f"/konten/{konto.pk}/rolle-erteilen/"
    assert "Case Managerin / Case Manager (lokal) *, Gemeinde Ahausen" in klartext(seite.get(pfad))

    antwort = seite.post(
        pfad,
        {
            "rolle_und_bereich": f"case_management/kommune/{kommune.pk}",
            "von": timezone.localdate().isoformat(),
            "grund": "Einsatz laut Vereinbarung",
        },
        follow=True,
    )
    assert "wartet auf die Bestätigung durch eine zweite Person" in text(antwort)
    eigene = anmelden(konto).get("/konten/meine-rechte/")
    assert "wartet auf Bestätigung" in text(eigene)
    assert "Sie dürfen dann:" in text(eigene)

    bestaetiger = anmelden(zweite)
    assert "Carla Case" in text(bestaetiger.get("/"))
    assert "Carla Case" in text(bestaetiger.get("/konten/bestaetigungen/"))
    satz = Rollenzuweisung.objects.get(konto=konto)
    assert "Einsatz laut Vereinbarung" in text(bestaetiger.get(f"/konten/bestaetigungen/{satz.pk}/"))
    antwort = bestaetiger.post(f"/konten/bestaetigungen/{satz.pk}/", {"grund": ""}, follow=True)
    assert "Die Rolle ist bestätigt." in text(antwort)

    rechte = klartext(anmelden(konto).get("/konten/meine-rechte/"))
    for erwartet in (
        "gilt",
        "Gemeinde Ahausen",
        "Erteilt von Vera Verwaltung",
        "Bestätigt von Kai Kontrolle",
        "Einsatz laut Vereinbarung",
        "den Bereich Fallarbeit öffnen",
    ):
        assert erwartet in rechte


def test_ablehnen_braucht_eine_begruendung(anmelden, verwaltung: Konto):
    wartend = konto_mit_rolle("koordination_cm", kreis=verwaltung.kreis, bestaetigt=False)
    pfad = f"/konten/bestaetigungen/{wartend.zuweisungen.get().pk}/"
    client = anmelden(verwaltung)

    assert "begründen" in text(client.post(pfad, {"grund": "", "ablehnen": "1"}))
    antwort = client.post(pfad, {"grund": "nicht abgestimmt", "ablehnen": "1"}, follow=True)

    assert "Die Rolle ist abgelehnt." in text(antwort)
    assert "Nichts zu bestätigen" in text(antwort)
    assert client.get(pfad).status_code == 404
    assert "abgelehnt" in text(client.get(f"/konten/{wartend.pk}/"))


def test_die_auswahl_zeigt_nur_was_es_hier_gibt(anmelden):
    verwaltung = konto_mit_rolle(
        "systemadministration", kreis=KreisFactory(modul_casemgmt=False, modul_einbuergerung=False)
    )
    konto = KontoFactory(kreis=verwaltung.kreis)

    antwort = klartext(anmelden(verwaltung).get(f"/konten/{konto.pk}/rolle-erteilen/"))

    assert "Vorsitz" in antwort
    assert "Mitglied" in antwort
    assert "Case Manage" not in antwort
    assert "Sachbearbeitung" not in antwort
    # There is no Kommune yet on which it could be held.
    assert "Kommune," not in antwort


@pytest.mark.parametrize(
    ("daten", "meldung"),
    [
        ({"rolle_und_bereich": "koenigin/kreis/1"}, "Diese Auswahl gibt es nicht mehr"),
        ({"von": "2020-01-01"}, "frühestens heute"),
        ({"von": "31.02.2026"}, "Dieses Datum gibt es nicht"),
        ({"bis": "2020-01-01"}, "Ende liegt vor dem Beginn"),
        ({"grund": ""}, "Diese Angabe fehlt"),
    ],
)
def test_fehlerhafte_angaben_stehen_am_feld_und_nichts_geht_verloren(seite, verwaltung, daten, meldung):
    konto = KontoFactory(kreis=verwaltung.kreis)
    angaben = {
        "rolle_und_bereich": f"vorsitz/kreis/{verwaltung.kreis_id}",
        "von": timezone.localdate().isoformat(),
        "bis": "",
        "grund": "Aufgabe laut Plan",
        **daten,
    }

    antwort = seite.post(f"/konten/{konto.pk}/rolle-erteilen/", angaben)

    assert meldung in text(antwort)
    if angaben["grund"]:
        assert "Aufgabe laut Plan" in text(antwort)
    assert not konto.zuweisungen.exists()


def test_doppelte_rolle_steht_am_feld_rolle(seite: Client, verwaltung: Konto):
    konto = konto_mit_rolle("vorsitz", kreis=verwaltung.kreis)

    antwort = seite.post(
        f"/konten/{konto.pk}/rolle-erteilen/",
        {
            "rolle_und_bereich": f"vorsitz/kreis/{verwaltung.kreis_id}",
            "von": timezone.localdate().isoformat(),
            "grund": "x",
        },
    )

    assert "hat die Person dort schon" in antwort.context["form"].errors["rolle_und_bereich"][0]


def test_rolle_beenden_sofort_oder_spaeter(seite: Client, verwaltung: Konto):
    konto = konto_mit_rolle("vorsitz", kreis=verwaltung.kreis)
    pfad = f"/konten/rollen/{konto.zuweisungen.get().pk}/beenden/"
    assert "auch in offenen Sitzungen" in text(seite.get(pfad))
    assert "Bitte den letzten Tag angeben" in text(seite.post(pfad, {"wann": "spaeter", "grund": "x"}))
    unlesbar = seite.post(pfad, {"wann": "spaeter", "bis": "unsinn", "grund": "x"})
    assert "Bitte den letzten Tag angeben" not in text(unlesbar)
    tag = timezone.localdate() + timedelta(days=3)

    antwort = seite.post(pfad, {"wann": "spaeter", "bis": tag.isoformat(), "grund": "Wechsel"}, follow=True)
    assert f"bis {tag:%d.%m.%Y}" in text(antwort)
    antwort = seite.post(pfad, {"wann": "sofort", "grund": "Wechsel"}, follow=True)

    assert "1 frühere Rolle" in text(antwort)
    assert seite.get(pfad).status_code == 403


def test_vertretung_einrichten(seite: Client, verwaltung: Konto):
    konto = konto_mit_rolle("vorsitz", kreis=verwaltung.kreis, name="Viola Vorsitz")
    vertretung = KontoFactory(kreis=verwaltung.kreis, name="Timo Vertretung")
    pfad = f"/konten/rollen/{konto.zuweisungen.get().pk}/vertretung/"
    formular = text(seite.get(pfad))
    assert "Timo Vertretung" in formular
    assert "Vera Verwaltung</option>" not in formular
    heute = timezone.localdate()

    antwort = seite.post(
        pfad,
        {
            "konto": vertretung.pk,
            "von": heute.isoformat(),
            "bis": (heute + timedelta(days=7)).isoformat(),
            "grund": "Urlaub",
        },
        follow=True,
    )

    assert "Die Rolle ist erteilt." in text(antwort)
    assert "In Vertretung von Viola Vorsitz" in text(seite.get(f"/konten/{vertretung.pk}/"))


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


def test_technisches_konto_sieht_nichts_vom_fach(anmelden):
    client = anmelden(KontoFactory(kreis=None, is_staff=True, is_superuser=True))

    assert client.get("/konten/").status_code == 403
    assert client.get("/stammdaten/personen/").status_code in (403, 404)
    assert not Konto.objects.get(kreis=None).hat_recht("konten.verwalten", Bereich.kreis(1))
