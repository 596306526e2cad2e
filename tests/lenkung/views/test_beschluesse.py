"""The Beschlussregister: what it lists, finds, exports; and the page of a Beschluss."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from lenkung.domain.beschlussfolge import folge_abschliessen
from lenkung.models import Beschluss, Gremium
from lenkung.regeln.verlauf import Folgenstand, Weise
from tests.fabriken import KreisFactory
from tests.lenkung import gobau, verlaufsbau
from tests.lenkung.beschlussbau import beschluss, folge
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.views.abruf import abgerufen, seitentext, url
from tests.werkzeug.abfragen import gleiche_abfragen, hoechstens

LISTE = "beschluss-liste"


def _titel(client: Client, frage: str = "") -> list[str]:
    antwort = client.get(f"{url(LISTE)}{frage}")
    assert antwort.status_code == 200
    return [satz.titel for satz in antwort.context["seite"].zeilen]


# List -------------------------------------------------------------------------------------------------------


def test_die_liste_zeigt_die_neuesten_zuerst_und_nur_die_eigenen(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    beschluss(gremium, titel="Alt", gefasst_am=date(2025, 2, 1))
    beschluss(gremium, titel="Neu")
    beschluss(GremiumFactory(kreis=KreisFactory()), titel="Fremd")
    assert _titel(geschaeftsstelle) == ["Neu", "Alt"]


def test_ein_mitglied_liest_die_seines_gremiums(mitglied: Client, gremium: Gremium) -> None:
    beschluss(gremium, titel="Eigenes")
    anderes = beschluss(GremiumFactory(kreis=gremium.kreis), titel="Anderes Gremium")
    assert _titel(mitglied) == ["Eigenes"]
    assert mitglied.get(url("beschluss-detail", anderes.pk)).status_code == 404
    assert url("beschlusskontrolle") not in abgerufen(mitglied, url(LISTE))


def test_in_der_hauptnavigation(geschaeftsstelle: Client, gremium: Gremium) -> None:
    assert f'href="{url(LISTE)}"' in abgerufen(geschaeftsstelle, "/")


@pytest.mark.parametrize(
    ("frage", "gefunden"),
    [
        ("?suche=KURSE", ["Sprachkurse"]),
        ("?suche=lehrkräfte", ["Sprachkurse"]),
        ("?suche=kurse+lehrkräfte", ["Sprachkurse"]),
        ("?suche=kurse+wohnraum", []),
        ("?suche=7/2025", ["Wohnraum"]),
        ("?suche=7/2026", []),
        ("?jahr=2025", ["Wohnraum"]),
        ("?jahr=1999", ["Sprachkurse", "Wohnraum"]),
        ("?ergebnis=abgelehnt", ["Wohnraum"]),
        ("?ergebnis=angenommen", ["Sprachkurse"]),
        ("?folgen=offen", ["Sprachkurse"]),
        ("?folgen=erledigt", []),
        ("?folgen=keine", ["Wohnraum"]),
        ("?suche=%00", ["Sprachkurse", "Wohnraum"]),
    ],
)
def test_suche_und_filter(
    geschaeftsstelle: Client, gremium: Gremium, frage: str, gefunden: list[str]
) -> None:
    folge(beschluss(gremium, titel="Sprachkurse", text="Die Lehrkräfte werden gesucht."))
    beschluss(
        gremium,
        titel="Wohnraum",
        text="Nicht befasst.",
        gefasst_am=date(2025, 3, 4),
        nummer=7,
        angenommen=False,
    )
    assert _titel(geschaeftsstelle, frage) == gefunden


def test_filter_nach_gremium_und_abgeschlossenen_folgen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    eine = folge(beschluss(gremium, titel="Fertig"))
    folge_abschliessen(
        folge_id=eine.pk, akteur=gobau.akteur(gremium), stand=Folgenstand.ERLEDIGT, am=date(2026, 3, 4)
    )
    beschluss(GremiumFactory(kreis=gremium.kreis), titel="Anderswo")
    assert _titel(geschaeftsstelle, "?folgen=erledigt") == ["Fertig"]
    assert _titel(geschaeftsstelle, f"?gremium={gremium.pk}") == ["Fertig"]


def test_das_suchfeld_der_kopfzeile_findet_beschluesse(geschaeftsstelle: Client, gremium: Gremium) -> None:
    satz = beschluss(gremium, titel="Sprachkurse", nummer=4)
    for frage in ("sprachk", "4/2026"):
        gefunden = seitentext(geschaeftsstelle.post("/suche/", {"q": frage}))
        assert url("beschluss-detail", satz.pk) in gefunden


@pytest.mark.beide_datenbanken
def test_der_volltext_kennt_deutsche_wortformen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    from django.db import connection

    beschluss(gremium, titel="Wohnraum", text="Die Häuser werden saniert.")
    gefunden = ["Wohnraum"] if connection.vendor == "postgresql" else []
    assert _titel(geschaeftsstelle, "?suche=Haus") == gefunden


def test_liste_und_seite_brauchen_gleich_viele_abfragen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    satz = beschluss(gremium)
    zahl = iter(range(100))

    def anlegen() -> Any:
        folge(satz, text=f"Aufgabe {next(zahl)}")
        return folge(beschluss(gremium))

    gleiche_abfragen(3, 30, anlegen=anlegen, abrufen=lambda: geschaeftsstelle.get(url(LISTE)), anzahl=7)
    with hoechstens(15):
        assert geschaeftsstelle.get(url("beschluss-detail", satz.pk)).status_code == 200
    with hoechstens(15):
        assert geschaeftsstelle.get(url("beschluss-csv")).status_code == 200


# Files ------------------------------------------------------------------------------------------------------


def test_der_export_nimmt_was_gefiltert_ist(geschaeftsstelle: Client, gremium: Gremium) -> None:
    folge(beschluss(gremium, titel="=Gefährlich", nummer=3))
    beschluss(gremium, titel="Anderes", angenommen=False)
    antwort = geschaeftsstelle.get(f"{url('beschluss-csv')}?ergebnis=angenommen")
    assert antwort["Content-Type"] == "text/csv; charset=utf-8"
    kopf, *zeilen = csv.reader(io.StringIO(antwort.content.decode("utf-8-sig")), delimiter=";")
    assert kopf[:4] == ["Nummer", "Gremium", "gefasst am", "Titel"]
    assert [zeile[:4] for zeile in zeilen] == [["3/2026", "Lenkungsgruppe KIM", "03.03.2026", "'=Gefährlich"]]
    assert zeilen[0][-2:] == ["1", "1"]
    mappe = load_workbook(io.BytesIO(geschaeftsstelle.get(url("beschluss-xlsx")).content))
    assert mappe.active is not None
    assert mappe.active.max_row == 3


def test_der_export_enthaelt_nichts_fremdes(mitglied: Client, gremium: Gremium) -> None:
    beschluss(GremiumFactory(kreis=KreisFactory()), titel="Fremd")
    assert "Fremd" not in mitglied.get(url("beschluss-csv")).content.decode()


# The page ---------------------------------------------------------------------------------------------------


def _aus_sitzung(gremium: Gremium, weise: Weise) -> Beschluss:
    satz = verlaufsbau.eroeffnet(gremium, 3)
    punkt = verlaufsbau.rufe_auf(satz, verlaufsbau.punkte(satz)[0])
    if weise is Weise.EINVERNEHMLICH:
        return verlaufsbau.stelle_fest(verlaufsbau.einvernehmlich(satz, punkt))
    abstimmung = verlaufsbau.beginne(satz, punkt, weise)
    if weise is Weise.NAMENTLICH:
        stimmen = {sitz.pk: "ja" for sitz in verlaufsbau.sitze(gremium)[:3]}
        return verlaufsbau.stelle_fest(verlaufsbau.zaehle_namentlich(abstimmung, stimmen))
    return verlaufsbau.stelle_fest(verlaufsbau.zaehle(abstimmung, 2, 1))


@pytest.fixture
def lenkungsgruppe(gremium: Gremium) -> Gremium:
    return verlaufsbau.lenkungsgruppe(4, kreis=gremium.kreis)


def test_die_seite_zeigt_wortlaut_urteil_stelle_und_rechnung(
    geschaeftsstelle: Client, lenkungsgruppe: Gremium
) -> None:
    satz = _aus_sitzung(lenkungsgruppe, Weise.OFFEN)
    seite = abgerufen(geschaeftsstelle, url("beschluss-detail", satz.pk))
    for stueck in (verlaufsbau.WORTLAUT, "angenommen", "§ 6 Abs. 2", satz.rechnung, "Warum?", "Verlauf"):
        assert stueck in seite
    assert satz.sitzung is not None
    for ziel in (url("sitzung-detail", satz.sitzung.pk), url("sitzung-folgen", satz.sitzung.pk)):
        assert ziel in seite
    assert "Stimmen der Sitze" not in seite


def test_nur_namentliche_stimmen_stehen_da(geschaeftsstelle: Client, lenkungsgruppe: Gremium) -> None:
    satz = _aus_sitzung(lenkungsgruppe, Weise.NAMENTLICH)
    seite = abgerufen(geschaeftsstelle, url("beschluss-detail", satz.pk))
    assert "Stimmen der Sitze" in seite
    assert verlaufsbau.sitze(lenkungsgruppe)[0].name in seite


def test_eine_geheime_abstimmung_nennt_nur_zahlen(geschaeftsstelle: Client, lenkungsgruppe: Gremium) -> None:
    satz = _aus_sitzung(lenkungsgruppe, Weise.GEHEIM)
    seite = abgerufen(geschaeftsstelle, url("beschluss-detail", satz.pk))
    assert "Geheim abgestimmt" in seite
    assert "Stimmen der Sitze" not in seite
    for sitz in verlaufsbau.sitze(lenkungsgruppe):
        assert sitz.name not in seite


def test_ein_nachgetragener_beschluss_nennt_seine_fundstelle(mitglied: Client, gremium: Gremium) -> None:
    satz = beschluss(gremium, oeffentlich=False)
    seite = abgerufen(mitglied, url("beschluss-detail", satz.pk))
    for stueck in ("nachgetragen", "Niederschrift der 3. Sitzung", "nicht öffentlich"):
        assert stueck in seite
    for fehlt in (url("folge-anlegen", satz.pk), "Verlauf"):
        assert fehlt not in seite


def test_abgelehntes_bietet_keine_folge_an(geschaeftsstelle: Client, gremium: Gremium) -> None:
    satz = beschluss(gremium, angenommen=False)
    seite = abgerufen(geschaeftsstelle, url("beschluss-detail", satz.pk))
    assert url("folge-anlegen", satz.pk) not in seite
    assert "daraus folgt nichts" in seite


def test_der_verlauf_ist_lesbar(geschaeftsstelle: Client, lenkungsgruppe: Gremium) -> None:
    satz = _aus_sitzung(lenkungsgruppe, Weise.EINVERNEHMLICH)
    eine = folge(satz)
    assert geschaeftsstelle.get(f"/protokoll/beschluss/{satz.pk}/").status_code == 200
    assert url("beschluss-detail", satz.pk) in abgerufen(geschaeftsstelle, f"/protokoll/folge/{eine.pk}/")
