"""Opening a page changes nothing: mail scanners and browsers open addresses that nobody has clicked."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.crawler.conftest import Welten
from tests.werkzeug.adressen import alle_adressen
from tests.werkzeug.anfragen import Besuch
from tests.werkzeug.befunde import nichts
from tests.werkzeug.parameter import url
from tests.werkzeug.welt import GAST

pytestmark = [pytest.mark.no_cover, pytest.mark.eine_datenbank]

# What a visit itself leaves behind: the session, and that somebody has read, with the end of that chain.
ERLAUBT = {"django_session", "protokoll_lesezugriff", "protokoll_kettenstand"}
# Tries every row of a file out and takes all of it back, so that it refuses what saving would refuse.
NIMMT_ALLES_ZURUECK = {"lenkung:einlesen-vorschau"}
# One for each area; the other roles open a part of what these do.
SICHTEN = (
    GAST,
    "geschaeftsstelle",
    "case_management",
    "sachbearbeitung_ebh",
    "kreis_administration",
    "datenschutz",
    "systemadministration",
)
_SCHREIBT = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)


def geschriebene_tabellen(abfragen: list[dict[str, str]]) -> set[str]:
    return {fund[1] for abfrage in abfragen if (fund := _SCHREIBT.match(abfrage["sql"]))} - ERLAUBT


def ohne_zurueckgenommenes(abfragen: list[dict[str, str]]) -> list[dict[str, str]]:
    """Without what a savepoint took back; not the outermost one, with which the visit takes itself back."""
    bleibt: list[dict[str, str]] = []
    marken: list[tuple[str, int]] = []
    for abfrage in abfragen:
        bleibt.append(abfrage)
        wort, _leer, name = abfrage["sql"].rpartition(" ")
        if wort == "SAVEPOINT":
            marken.append((name, len(bleibt)))
        elif wort == "ROLLBACK TO SAVEPOINT":
            for nummer, (gemerkt, stelle) in enumerate(marken):
                if gemerkt == name and nummer > 0:
                    del bleibt[stelle:]
    return bleibt


@pytest.mark.parametrize("sicht", SICHTEN)
def test_keine_seite_schreibt_etwas_nur_weil_man_sie_oeffnet(welten: Welten, sicht: str) -> None:
    besuch = Besuch(welten.k, sicht)
    funde = []
    for adresse in alle_adressen():
        connection.queries_log.clear()
        with CaptureQueriesContext(connection) as abfragen:
            besuch.holen(url(adresse, welten.k))
        gefragt = abfragen.captured_queries
        if adresse.name in NIMMT_ALLES_ZURUECK:
            gefragt = ohne_zurueckgenommenes(gefragt)
        if tabellen := geschriebene_tabellen(gefragt):
            funde.append(f"GET {adresse}: writes {', '.join(sorted(tabellen))}")
    nichts(funde)


def test_wer_schreibt_faellt_auf() -> None:
    """Counter-proof: the three ways to write, and a look that is none."""
    assert geschriebene_tabellen(
        [
            {"sql": 'INSERT INTO "konten_konto" ("id") VALUES (1)'},
            {"sql": 'UPDATE "versand_nachricht" SET "art" = 1'},
            {"sql": "DELETE FROM versand_mailtext"},
            {"sql": 'SELECT 1 FROM "konten_kontolink"'},
            {"sql": 'UPDATE "django_session" SET "session_data" = 1'},
        ]
    ) == {"konten_konto", "versand_nachricht", "versand_mailtext"}


def test_nur_was_ein_innerer_sicherungspunkt_zuruecknimmt_zaehlt_nicht() -> None:
    schreiben = {"sql": 'UPDATE "konten_konto" SET "name" = 1'}
    aussen = [{"sql": 'SAVEPOINT "a"'}, schreiben, {"sql": 'ROLLBACK TO SAVEPOINT "a"'}]
    innen = [{"sql": 'SAVEPOINT "b"'}, schreiben, {"sql": 'ROLLBACK TO SAVEPOINT "b"'}]
    assert geschriebene_tabellen(ohne_zurueckgenommenes(aussen)) == {"konten_konto"}
    assert geschriebene_tabellen(ohne_zurueckgenommenes([aussen[0], *innen])) == set()
    assert geschriebene_tabellen(ohne_zurueckgenommenes([aussen[0], *innen, schreiben])) == {"konten_konto"}
