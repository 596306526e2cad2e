"""The pages of an agenda: workbench, document, the chair's page; who sees what in which state."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from lenkung.domain.tagesordnung import punkt_aus_vorschlag
from lenkung.domain.tagesordnung_festlegen import tagesordnung_aendern, tagesordnung_vorlegen
from lenkung.models import Gremium, Sitzung, Tagesordnung, Tagesordnungspunkt
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import in_kraft
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.lenkung.tagesordnungsbau import (
    bestaetigt,
    frueherer_punkt,
    geschaeftsstelle,
    punkt,
    titel,
    vorlage,
    vorschlag,
    zaehler,
)
from tests.lenkung.views.abruf import seitentext, url
from tests.werkzeug.abfragen import gleiche_abfragen, hoechstens

TAG = date(2026, 6, 16)
HEUTE = wann(date(2026, 5, 27))


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(HEUTE, tick=False):
        yield


@pytest.fixture
def termin(gremium: Gremium) -> Sitzung:
    return sitzung(gremium, TAG, ort="Kreishaus")


@pytest.fixture
def gs(geschaeftsstelle: Client) -> Client:
    return geschaeftsstelle


def _vorlegen(termin: Sitzung) -> None:
    tagesordnung_vorlegen(
        sitzung_id=termin.pk, zaehler=zaehler(termin), akteur=geschaeftsstelle_von(termin.gremium)
    )


geschaeftsstelle_von = geschaeftsstelle


# Who sees what in which state -------------------------------------------------------------------------------


def test_leer_bietet_die_seite_an_die_tagesordnung_aufzustellen(gs: Client, termin: Sitzung) -> None:
    in_kraft(termin.gremium)
    seite = seitentext(gs.get(url("sitzung-tagesordnung", termin.pk)))
    assert "Noch steht kein Punkt auf der Tagesordnung" in seite
    assert not Tagesordnung.objects.exists(), "a GET writes nothing"
    antwort = gs.post(url("tagesordnung-aufstellen", termin.pk), follow=True)
    assert "2 Punkte sind dazugekommen." in seitentext(antwort)
    assert titel(termin) == ["Begrüßung und Feststellung der Beschlussfähigkeit", "Verschiedenes"]
    assert "Es fehlt kein Punkt." in seitentext(
        gs.post(url("tagesordnung-aufstellen", termin.pk), follow=True)
    )


def test_ein_mitglied_liest_erst_was_festgelegt_ist(mitglied: Client, termin: Sitzung) -> None:
    in_kraft(termin.gremium)
    punkt(termin, "Geheimer Entwurf")
    seite = seitentext(mitglied.get(url("sitzung-tagesordnung", termin.pk)))
    assert "Die Tagesordnung steht noch nicht fest" in seite
    assert "bis 26.05.2026 möglich" in seite  # 21 days before, GO RSK § 4 Abs. 4
    assert "Geheimer Entwurf" not in seite
    bestaetigt(termin)
    assert "Geheimer Entwurf" in seitentext(mitglied.get(url("sitzung-tagesordnung", termin.pk)))


def test_waehrend_einer_aenderung_liest_ein_mitglied_die_geltende_fassung(
    mitglied: Client, gs: Client, termin: Sitzung
) -> None:
    punkt(termin, "Bestätigter Punkt")
    bestaetigt(termin)
    tagesordnung_aendern(sitzung_id=termin.pk, akteur=geschaeftsstelle_von(termin.gremium))
    punkt(termin, "Noch nicht bestätigt")
    seite = seitentext(mitglied.get(url("sitzung-tagesordnung", termin.pk)))
    assert "Bestätigter Punkt" in seite
    assert "Noch nicht bestätigt" not in seite
    werkbank = seitentext(gs.get(url("sitzung-tagesordnung", termin.pk)))
    assert "Es gilt noch Fassung 1" in werkbank
    assert "Neu: TOP 2 „Noch nicht bestätigt“." in werkbank


@pytest.mark.parametrize(
    ("lage", "werkbank"),
    [("entwurf", True), ("vorgelegt", True), ("bestaetigt", False), ("in_aenderung", True)],
)
def test_die_werkbank_gibt_es_nur_solange_sich_etwas_aendern_laesst(
    gs: Client, vorsitz: Client, mitglied: Client, termin: Sitzung, lage: str, werkbank: bool
) -> None:
    punkt(termin)
    if lage == "vorgelegt":
        _vorlegen(termin)
    if lage in ("bestaetigt", "in_aenderung"):
        bestaetigt(termin)
    if lage == "in_aenderung":
        tagesordnung_aendern(sitzung_id=termin.pk, akteur=geschaeftsstelle_von(termin.gremium))
    adresse = url("sitzung-tagesordnung", termin.pk)
    assert ("data-ordnen-liste" in seitentext(gs.get(adresse))) is werkbank
    for andere in (vorsitz, mitglied):
        assert "data-ordnen-liste" not in seitentext(andere.get(adresse))
    assert "data-ordnen-liste" not in seitentext(gs.get(f"{adresse}?ansicht=dokument"))
    neu = gs.get(url("punkt-anlegen", termin.pk))
    assert neu.status_code == (200 if werkbank else 403)
    for andere in (vorsitz, mitglied):
        assert andere.get(url("punkt-anlegen", termin.pk)).status_code == 404


def test_fremde_sitzungen_und_punkte_gibt_es_nicht(gs: Client, termin: Sitzung) -> None:
    fremde = sitzung(GremiumFactory(), TAG)
    fremder = punkt(fremde)
    for name, pk in (
        ("sitzung-tagesordnung", fremde.pk),
        ("tagesordnung-fassungen", fremde.pk),
        ("tagesordnung-vorlegen", fremde.pk),
        ("punkt-detail", fremder.pk),
        ("punkt-bearbeiten", fremder.pk),
        ("gast-eintragen", fremder.pk),
    ):
        assert gs.get(url(name, pk)).status_code == 404
    daten = {"folge": str(fremder.pk), "zaehler": "1"}
    assert gs.post(url("tagesordnung-ordnen", fremde.pk), daten).status_code == 404


# Workbench --------------------------------------------------------------------------------------------------


def test_die_werkbank_zeigt_zeiten_summe_und_was_nicht_passt(gs: Client, termin: Sitzung) -> None:
    in_kraft(termin.gremium)
    punkt(termin, "Begrüßung", art="formalia", minuten=5)
    punkt(termin, "Beschluss über Kita", art="beschluss", minuten=120, oeffentlich=False)
    seite = seitentext(gs.get(url("sitzung-tagesordnung", termin.pk)))
    assert "14:05" in seite
    assert "16:05" in seite
    assert "nicht öffentlich" in seite
    assert "Die Zeit reicht nicht" in seite
    assert "Die Geschäftsordnung sieht höchstens 120 Minuten vor, das sind 5 Minuten weniger." in seite
    assert "§ 4 Abs. 1" in seite
    assert "Das fehlt noch" in seite  # Verschiedenes


def test_zurueckgestelltes_und_verspaetetes_ist_gekennzeichnet(gs: Client, termin: Sitzung) -> None:
    in_kraft(termin.gremium)
    frueher = sitzung(termin.gremium, date(2026, 2, 3), "geschlossen")
    frueherer_punkt(frueher, "Alte Sache", stand="zurueckgestellt")
    spaet = vorschlag(termin.gremium, termin)  # 27 May, one day after the last
    offen = vorschlag(termin.gremium, titel="Für irgendwann")
    punkt_aus_vorschlag(vorschlag=spaet, sitzung=termin, akteur=geschaeftsstelle_von(termin.gremium))
    spaet.stand = "aufgenommen"
    spaet.save()
    gs.post(url("tagesordnung-aufstellen", termin.pk))
    seite = seitentext(gs.get(url("sitzung-tagesordnung", termin.pk)))
    assert "zurückgestellt, kommt erneut" in seite
    assert "verspätet vorgeschlagen (§ 4 Abs. 4)" in seite
    assert offen.titel in seite
    dokument = seitentext(gs.get(f"{url('sitzung-tagesordnung', termin.pk)}?ansicht=dokument"))
    assert "ohne Rücksicht auf die Zahl der Anwesenden beschlussfähig (§ 6 Abs. 5)" in dokument


def test_wer_die_tagesordnung_festlegt_steht_da_oder_ist_nicht_geregelt(gs: Client, termin: Sitzung) -> None:
    punkt(termin)
    assert "nicht geregelt" in seitentext(gs.get(url("sitzung-tagesordnung", termin.pk)))
    in_kraft(termin.gremium)
    seite = seitentext(gs.get(url("sitzung-tagesordnung", termin.pk)))
    assert "§ 4 Abs. 2 und 3" in seite


# Order ------------------------------------------------------------------------------------------------------


def _folge(termin: Sitzung) -> list[int]:
    menge = Tagesordnungspunkt.objects.filter(sitzung=termin).order_by("position")
    return list(menge.values_list("pk", flat=True))


def test_grosse_nummern_stehen_ohne_tausenderpunkt_auf_der_seite(gs: Client, termin: Sitzung) -> None:
    """Below 1000 nobody notices: "1.234" would be refused by the page that it is sent to."""
    for nummer, name in ((1233, "Kita-Plätze"), (1234, "Sprachkurse")):
        frueherer_punkt(termin, name, pk=nummer, art="bericht")
    Tagesordnung.objects.update_or_create(sitzung=termin, defaults={"zaehler": 5678})
    seite = seitentext(gs.get(url("sitzung-tagesordnung", termin.pk)))
    assert 'name="runter" value="1233"' in seite
    assert 'name="hoch" value="1234"' in seite
    assert 'name="zaehler" value="5678"' in seite
    assert 'id="punkt-1234" data-id="1234"' in seite
    assert not re.search(r"1\.23[34]|5\.678", seite)


def test_die_knoepfe_ordnen_ohne_skript(gs: Client, termin: Sitzung) -> None:
    a, b, _c = (punkt(termin, name).pk for name in "ABC")
    daten = {"folge": ",".join(map(str, _folge(termin))), "zaehler": zaehler(termin)}
    antwort = gs.post(url("tagesordnung-ordnen", termin.pk), {**daten, "hoch": b})
    assert antwort.status_code == 302
    assert antwort["Location"].endswith(f"#punkt-{b}")
    assert titel(termin) == ["B", "A", "C"]
    daten = {"folge": ",".join(map(str, _folge(termin))), "zaehler": zaehler(termin)}
    gs.post(url("tagesordnung-ordnen", termin.pk), {**daten, "runter": a})
    assert titel(termin) == ["B", "C", "A"]


def _als_daten(client: Client, termin: Sitzung, folge: list[int], stand: int) -> Any:
    return client.post(
        url("tagesordnung-ordnen", termin.pk),
        {"folge": ",".join(map(str, folge)), "zaehler": stand},
        headers={"accept": "application/json"},
    )


def test_das_ziehen_speichert_und_der_zweite_verliert_nichts(gs: Client, termin: Sitzung) -> None:
    ids = [punkt(termin, name).pk for name in "ABC"]
    gesehen = zaehler(termin)
    antwort = _als_daten(gs, termin, ids[::-1], gesehen)
    assert json.loads(antwort.content) == {"zaehler": gesehen + 1}
    neu = punkt(termin, "Neu dazu").pk
    zweite = _als_daten(gs, termin, [ids[1], ids[0], ids[2]], gesehen)
    seite = seitentext(zweite, 409)
    assert "Ihre Reihenfolge ist noch nicht gespeichert" in seite
    assert "Gesa Geschäftsstelle" in seite, "who changed it meanwhile"
    assert titel(termin) == ["C", "B", "A", "Neu dazu"]
    # Her order, applied again to what stands there now, with nothing lost.
    kontext = zweite.context
    assert kontext["meine_folge"] == ",".join(map(str, [ids[1], ids[0], neu, ids[2]]))
    erneut = {"folge": kontext["meine_folge"], "zaehler": kontext["zaehler"]}
    gs.post(url("tagesordnung-ordnen", termin.pk), erneut)
    assert titel(termin) == ["B", "A", "Neu dazu", "C"]


def test_ohne_skript_steht_der_konflikt_auf_der_seite(gs: Client, termin: Sitzung) -> None:
    ids = [punkt(termin, name).pk for name in "AB"]
    gesehen = zaehler(termin)
    _als_daten(gs, termin, ids[::-1], gesehen)
    daten = {"folge": ",".join(map(str, ids)), "zaehler": gesehen, "runter": ids[0]}
    seite = seitentext(gs.post(url("tagesordnung-ordnen", termin.pk), daten), 409)
    assert "Inzwischen hat jemand anderes die Tagesordnung geändert" in seite
    assert "Sie ist dieselbe wie die gespeicherte." in seite
    assert "data-ordnen-liste" in seite


@pytest.mark.parametrize("folge", ["", "x", "1,,y", "1;2", "9" * 30])
def test_unlesbares_und_fremdes_aendert_nichts(gs: Client, termin: Sitzung, folge: str) -> None:
    punkt(termin, "A")
    antwort = gs.post(
        url("tagesordnung-ordnen", termin.pk), {"folge": folge, "zaehler": zaehler(termin)}, follow=True
    )
    assert antwort.status_code in (200, 409)
    assert titel(termin) == ["A"]
    ohne = gs.post(url("tagesordnung-ordnen", termin.pk), headers={"accept": "application/json"})
    assert ohne.status_code == 400


def test_nach_der_bestaetigung_sagt_die_antwort_warum_nicht(gs: Client, termin: Sitzung) -> None:
    satz = punkt(termin, "A")
    bestaetigt(termin)
    antwort = _als_daten(gs, termin, [satz.pk], zaehler(termin))
    assert antwort.status_code == 403
    assert "bestätigt" in json.loads(antwort.content)["meldung"]


@pytest.mark.parametrize("ansicht", ["", "?ansicht=dokument"])
def test_zwanzig_und_vierzig_punkte_brauchen_gleich_viele_abfragen(
    gs: Client, termin: Sitzung, ansicht: str
) -> None:
    in_kraft(termin.gremium)
    frueher = sitzung(termin.gremium, date(2026, 2, 3), "geschlossen")
    frueherer_punkt(frueher, stand="zurueckgestellt")
    vorschlag(termin.gremium, termin)
    satz = vorlage(termin.gremium)
    nummern = iter(range(100))

    def anlegen() -> None:
        mit = {"vorlage_id": satz.pk} if next(nummern) % 2 else {}
        punkt(termin, "Punkt", **mit)

    gleiche_abfragen(
        20,
        40,
        anlegen=anlegen,
        abrufen=lambda: gs.get(url("sitzung-tagesordnung", termin.pk) + ansicht),
        anzahl=12,
    )


def test_fassungen_und_seite_des_vorsitzes_bleiben_im_rahmen(vorsitz: Client, termin: Sitzung) -> None:
    in_kraft(termin.gremium)
    for nummer in range(40):
        punkt(termin, f"Punkt {nummer}")
    bestaetigt(termin)
    vorsitz.get("/")
    for name in ("sitzung-bestaetigen", "tagesordnung-fassungen", "sitzung-tagesordnung"):
        with hoechstens(15):
            assert vorsitz.get(url(name, termin.pk)).status_code == 200
