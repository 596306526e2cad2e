"""Granting, confirming and ending roles in the browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kim.konten.models import Konto, Rollenzuweisung
from tests.fabriken import (
    KommuneFactory,
    KontoFactory,
    KreisFactory,
    konto_mit_rolle,
)
from tests.konten.hilfen import (
    klartext,
    text,
)

pytestmark = pytest.mark.django_db


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
