"""The pages of the administration of accounts, and who may not see them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kim.konten.models import Konto
from kim.versand.models import Nachricht
from tests.conftest import zweiten_faktor_geben
from tests.fabriken import (
    KontoFactory,
    PersonFactory,
    konto_mit_rolle,
)
from tests.konten.hilfen import (
    klartext,
    ohne_zufall,
    text,
)

pytestmark = pytest.mark.django_db


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
