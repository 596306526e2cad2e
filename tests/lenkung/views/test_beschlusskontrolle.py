"""The Beschlusskontrolle, its two acts, and what came of a session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from kim.versand.models import Nachricht
from lenkung.domain.beschlussfolge import bericht_eintragen, folge_abschliessen
from lenkung.models import Beschluss, Gremium, Sitzung, Vorschlag
from lenkung.regeln.beschlusskontrolle import beurteilen
from lenkung.regeln.verlauf import Folgenstand
from tests.fabriken import KreisFactory
from tests.lenkung import gobau
from tests.lenkung.beschlussbau import TAG, beschluss, folge
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.lenkung.views.abruf import abgerufen, seitentext, url
from tests.werkzeug.abfragen import gleiche_abfragen, hoechstens

HEUTE = TAG + timedelta(days=30)
LISTE = "beschlusskontrolle"


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(HEUTE), tick=False):
        yield


@pytest.fixture
def satz(gremium: Gremium) -> Beschluss:
    return beschluss(gremium)


def _texte(client: Client, frage: str = "") -> list[str]:
    antwort = client.get(f"{url(LISTE)}{frage}")
    assert antwort.status_code == 200
    return [eintrag["folge"].text for eintrag in antwort.context["zeilen"]]


def _verschieden(satz: Beschluss) -> None:
    for text, wer, tage in (
        ("rot", "Amt B", -1),
        ("gelb", "Amt A", 14),
        ("gruen", "Amt A", 15),
        ("grau", "Amt A", None),
        ("heute", "Amt C", 0),
    ):
        bis = None if tage is None else HEUTE + timedelta(days=tage)
        folge(satz, text=text, verantwortlich=wer, bis=bis)


def test_auf_der_startseite_steht_was_ueberfaellig_ist_und_was_bald(
    geschaeftsstelle: Client, satz: Beschluss
) -> None:
    """One line each, which leads to just these rows; of what has time nothing is said."""
    assert "aus einem Beschluss" not in seitentext(geschaeftsstelle.get("/"))
    _verschieden(satz)
    seite = seitentext(geschaeftsstelle.get("/"))
    assert "1 überfällige Aufgabe aus einem Beschluss klären" in seite
    assert "2 bald fällige Aufgaben aus Beschlüssen ansehen" in seite
    assert _texte(geschaeftsstelle, "?lage=ueberfaellig") == ["rot"]
    assert _texte(geschaeftsstelle, "?lage=bald") == ["gelb", "heute"]


def test_wer_das_gremium_nicht_fuehrt_liest_auf_der_startseite_nichts_davon(
    mitglied: Client, satz: Beschluss
) -> None:
    _verschieden(satz)
    assert "Aufgabe" not in seitentext(mitglied.get("/"))


# List -------------------------------------------------------------------------------------------------------


def test_nach_verantwortlichen_das_dringendste_zuerst(geschaeftsstelle: Client, satz: Beschluss) -> None:
    _verschieden(satz)
    assert _texte(geschaeftsstelle) == ["gelb", "gruen", "grau", "rot", "heute"]
    assert _texte(geschaeftsstelle, "?sortierung=bis") == ["rot", "heute", "gelb", "gruen", "grau"]
    assert _texte(geschaeftsstelle, "?wer=Amt+B") == ["rot"]
    seite = abgerufen(geschaeftsstelle, url(LISTE))
    for wort in ("überfällig seit 1 Tag", "heute fällig", "fällig in 14 Tagen", "im Plan", "ohne Termin"):
        assert wort in seite


@pytest.mark.parametrize("lage", ["ueberfaellig", "bald", "im_plan", "ohne_termin"])
def test_der_filter_rechnet_wie_die_ampel(geschaeftsstelle: Client, satz: Beschluss, lage: str) -> None:
    for tage in (*range(-2, 3), *range(12, 18), None):
        bis = None if tage is None else HEUTE + timedelta(days=tage)
        folge(satz, text=f"Aufgabe {tage}", bis=bis)
    antwort = geschaeftsstelle.get(f"{url(LISTE)}?lage={lage}")
    gefunden = {eintrag["folge"].text for eintrag in antwort.context["zeilen"]}
    alle = geschaeftsstelle.get(url(LISTE)).context["zeilen"]
    assert gefunden == {
        eintrag["folge"].text
        for eintrag in alle
        if beurteilen(Folgenstand.OFFEN, eintrag["folge"].bis, HEUTE).lage.value == lage
    }
    assert gefunden


def test_nur_offenes_und_nur_eigenes(geschaeftsstelle: Client, satz: Beschluss, gremium: Gremium) -> None:
    fertig = folge(satz, text="Fertig")
    folge_abschliessen(folge_id=fertig.pk, akteur=gobau.akteur(gremium), stand=Folgenstand.ERLEDIGT, am=HEUTE)
    folge(beschluss(GremiumFactory(kreis=KreisFactory())), text="Fremd", verantwortlich="Fremdes Amt")
    assert _texte(geschaeftsstelle) == []
    assert "Fremdes Amt" not in abgerufen(geschaeftsstelle, url(LISTE))
    assert "Nichts ist offen" in abgerufen(geschaeftsstelle, url(LISTE))


def test_mitglieder_haben_keinen_zutritt(mitglied: Client, vorsitz: Client, satz: Beschluss) -> None:
    eine = folge(satz, bis=HEUTE - timedelta(days=1))
    assert mitglied.get(url(LISTE)).status_code == 403
    seite = abgerufen(vorsitz, url(LISTE))
    assert eine.text in seite
    assert url("folge-erbitten", eine.pk) not in seite


def test_der_letzte_bericht_steht_dabei(geschaeftsstelle: Client, satz: Beschluss, gremium: Gremium) -> None:
    eine = folge(satz)
    for text in ("Erster Stand.", "Zweiter Stand."):
        bericht_eintragen(folge_id=eine.pk, akteur=gobau.akteur(gremium), text=text, erledigt=False)
    seite = abgerufen(geschaeftsstelle, url(LISTE))
    assert "Zweiter Stand." in seite
    assert "Erster Stand." not in seite


def test_die_liste_braucht_gleich_viele_abfragen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    zahl = iter(range(100))

    def anlegen() -> Any:
        nummer = next(zahl)
        return folge(beschluss(gremium), text=f"A {nummer}", bis=HEUTE - timedelta(days=nummer % 3))

    gleiche_abfragen(3, 30, anlegen=anlegen, abrufen=lambda: geschaeftsstelle.get(url(LISTE)), anzahl=9)


# Acts -------------------------------------------------------------------------------------------------------


def test_um_bericht_bitten_einmal_am_tag(geschaeftsstelle: Client, satz: Beschluss) -> None:
    eine = folge(satz)
    adresse = url("folge-erbitten", eine.pk)
    assert geschaeftsstelle.get(adresse).status_code == 405
    seite = seitentext(geschaeftsstelle.post(adresse, follow=True))
    assert "bekommt eine E-Mail mit dem Link zum Bericht" in seite
    nachricht = Nachricht.objects.get()
    assert "Räume suchen" in nachricht.text
    assert "folgebericht" not in nachricht.text
    zweite = seitentext(geschaeftsstelle.post(adresse, {"von": "beschluss"}, follow=True))
    assert "schon um Bericht gebeten" in zweite
    assert Nachricht.objects.count() == 1


def test_ohne_adresse_sagt_die_seite_was_fehlt(geschaeftsstelle: Client, satz: Beschluss) -> None:
    eine = folge(satz, email="")
    seite = abgerufen(geschaeftsstelle, url(LISTE))
    assert "keine E-Mail-Adresse" in seite
    assert url("folge-erbitten", eine.pk) not in seite
    gebeten = seitentext(geschaeftsstelle.post(url("folge-erbitten", eine.pk), follow=True))
    assert "steht keine gültige E-Mail-Adresse da" in gebeten


def test_ueberfaelliges_wird_ein_punkt_der_naechsten_sitzung(
    geschaeftsstelle: Client, satz: Beschluss, gremium: Gremium
) -> None:
    naechste = sitzung(gremium, HEUTE + timedelta(days=40))
    sitzung(gremium, HEUTE + timedelta(days=80))
    eine, andere = (
        folge(satz, text=t, bis=HEUTE + timedelta(days=n)) for t, n in (("Rot", -3), ("Grün", 40))
    )
    seite = abgerufen(geschaeftsstelle, url(LISTE))
    assert url("folge-vorschlagen", eine.pk) in seite
    assert url("folge-vorschlagen", andere.pk) not in seite
    for _klick in range(2):
        antwort = geschaeftsstelle.post(url("folge-vorschlagen", eine.pk), follow=True)
    vorschlag = Vorschlag.objects.get()
    assert (vorschlag.sitzung, vorschlag.titel) == (naechste, f"Stand zu Beschluss {satz.zeichen}: Rot")
    assert "überfällig seit 3 Tagen" in seitentext(antwort)
    danach = abgerufen(geschaeftsstelle, url(LISTE))
    assert url("folge-vorschlagen", eine.pk) not in danach
    assert url("vorschlag-detail", vorschlag.pk) in danach
    assert "ist vorgeschlagen" in danach


def test_ohne_sitzung_wartet_der_vorschlag_im_themenspeicher(
    geschaeftsstelle: Client, satz: Beschluss, gremium: Gremium
) -> None:
    eine = folge(satz, text="x" * 300, bis=HEUTE - timedelta(days=1))
    bericht_eintragen(folge_id=eine.pk, akteur=gobau.akteur(gremium), text="Stockt.", erledigt=False)
    geschaeftsstelle.post(url("folge-vorschlagen", eine.pk))
    vorschlag = Vorschlag.objects.get()
    assert vorschlag.sitzung is None
    assert vorschlag.titel.endswith("…")
    assert len(vorschlag.titel) <= 200
    assert "Zuletzt berichtet am 02.04.2026." in vorschlag.erlaeuterung


@pytest.mark.parametrize("tat", ["folge-erbitten", "folge-vorschlagen"])
def test_was_abgeschlossen_ist_sagt_es(
    geschaeftsstelle: Client, satz: Beschluss, gremium: Gremium, tat: str
) -> None:
    eine = folge(satz)
    folge_abschliessen(folge_id=eine.pk, akteur=gobau.akteur(gremium), stand=Folgenstand.ENTFALLEN, am=HEUTE)
    seite = seitentext(geschaeftsstelle.post(url(tat, eine.pk), follow=True))
    assert "Diese Aufgabe ist schon entfallen." in seite
    assert Vorschlag.objects.count() == 0


# What came of a session -------------------------------------------------------------------------------------


@pytest.fixture
def gehalten(gremium: Gremium) -> Sitzung:
    return sitzung(gremium, TAG, "geschlossen")


def test_was_daraus_wurde_zum_drucken(mitglied: Client, gremium: Gremium, gehalten: Sitzung) -> None:
    satz = beschluss(gremium, sitzung=gehalten)
    beschluss(gremium, titel="Aus einer anderen Sitzung")
    eine = folge(satz, bis=HEUTE - timedelta(days=2))
    bericht_eintragen(folge_id=eine.pk, akteur=gobau.akteur(gremium), text="Fast fertig.", erledigt=False)
    folge(satz, text="Ankündigen", art="presse")
    seite = abgerufen(mitglied, url("sitzung-folgen", gehalten.pk))
    for stueck in (satz.titel, satz.text, "Fast fertig.", "überfällig seit 2 Tagen", "Noch kein Bericht."):
        assert stueck in seite
    assert "Zum Drucken: Strg und P." in seite
    for fehlt in ("Aus einer anderen Sitzung", "vhs@verband.example", url("folge-bearbeiten", eine.pk)):
        assert fehlt not in seite


def test_eine_sitzung_ohne_beschluss_sagt_es(geschaeftsstelle: Client, gehalten: Sitzung) -> None:
    seite = abgerufen(geschaeftsstelle, url("sitzung-folgen", gehalten.pk))
    assert "Diese Sitzung hat noch nichts beschlossen" in seite
    assert "Zum Drucken" not in seite


def test_fremde_sitzungen_bleiben_verborgen(mitglied: Client, gremium: Gremium) -> None:
    fremde = sitzung(GremiumFactory(kreis=gremium.kreis), TAG, "geschlossen")
    assert mitglied.get(url("sitzung-folgen", fremde.pk)).status_code == 404


def test_viele_beschluesse_brauchen_nicht_mehr_abfragen(
    geschaeftsstelle: Client, gremium: Gremium, gehalten: Sitzung
) -> None:
    for _nummer in range(30):
        folge(beschluss(gremium, sitzung=gehalten))
    with hoechstens(15):
        assert geschaeftsstelle.get(url("sitzung-folgen", gehalten.pk)).status_code == 200
