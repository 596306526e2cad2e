"""How long the pages of the case work take with a large Kreis, in multiples of the floor.

    .venv/bin/python -m bench.fallarbeit [--kreise 54 --termine 1000000 --klienten 20000]

Fills a throw-away PostgreSQL with `manage.py demo_gross`, measures list, search, file and the saving of a
consultation in turns with `floor_cases_full` and `floor_write_full`, and writes bench/fallarbeit.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import psycopg

from bench.lauf import FLOOR_TOKEN, SCHREIBBASIS, boden, warten
from bench.messen import messen
from bench.prozessor import prozessor
from scripts.probebetrieb import PROXYKOPF, Probebetrieb, probebetrieb
from scripts.probeklient import Probeklient
from scripts.rechner import PYTHON

ERGEBNIS = Path(__file__).resolve().parent / "fallarbeit.md"
BASIS = "floor_cases_full"
RUNDEN = 150
HOECHSTENS_MAL, HOECHSTENS_ANWEISUNGEN = 4.0, 20
HOECHSTENS_SEKUNDEN = 600
UNTER_DEN_ERSTEN = 5


def kekse(klient: Probeklient) -> dict[str, Any]:
    token = klient.cookies.get("csrftoken", "")
    return {
        "cookie": f"sessionid={klient.cookies['sessionid']}; csrftoken={token}",
        "headers": {**PROXYKOPF, "X-CSRFToken": token, "Referer": f"https://127.0.0.1:{klient.port}/"},
        "db": "kim",
    }


def angemeldet(betrieb: Probebetrieb, zugang: dict[str, str]) -> Probeklient:
    klient = Probeklient(betrieb.port).anmelden(zugang)
    if klient.status != 200 or klient.pfad != "/":
        raise SystemExit(f"signing in ends at {klient.pfad} with status {klient.status}")
    return klient


def lesen(betrieb: Probebetrieb, saat: dict[str, Any], leitung: Probeklient) -> list[dict[str, Any]]:
    """As the Koordination, who sees all of the Kreis."""
    seiten, unsere = saat["seiten"], {**kekse(leitung), "bytes_min": 3000}
    personen = seiten["klient-liste"]
    ziele = [
        {"name": "case list", "url": seiten["fall-liste"]},
        {"name": "file", "url": seiten["fall-detail"]},
        {"name": "people", "url": personen},
        {"name": "search", "url": personen, "post": {"q": saat["gesucht"]["frage"]}},
    ]
    return [{**ziel, "url": betrieb.adresse + ziel["url"], **unsere} for ziel in ziele]


def schreiben(betrieb: Probebetrieb, saat: dict[str, Any], vor_ort: Probeklient) -> list[dict[str, Any]]:
    return [
        {
            "name": "saving",
            "url": betrieb.adresse + saat["seiten"]["beratung"],
            "status": [302],
            "post": {
                "kennung": "{uuid}",
                "fall_id": saat["fall"],
                "klienten": saat["klienten"][0],
                "dauer_minuten": "60",
                "themen": "wohnen",
                "kanal": "vor_ort",
                "sprachmittlung": "keine",
                "naechster_schritt": "Unterlagen mitbringen",
                "sprache": "",
                "standort_id": "",
            },
            **kekse(vor_ort),
        }
    ]


def stelle_des_gesuchten(saat: dict[str, Any], leitung: Probeklient) -> int:
    """Where the person stands among those that the search finds; 0 where she is not among them."""
    leitung.holen(saat["seiten"]["klient-liste"]).absenden("q", q=saat["gesucht"]["frage"])
    inhalt = leitung.text.partition("<main")[2]
    gefunden = list(dict.fromkeys(int(pk) for pk in re.findall(r'href="[^"]*/(\d+)/"', inhalt)))
    ziel = saat["gesucht"]["klient"]
    return gefunden.index(ziel) + 1 if ziel in gefunden else 0


def bericht(lat: dict[str, Any], sql: dict[str, Any], saat: dict[str, Any], anlegen: str, stelle: int) -> str:
    return "\n".join(
        [
            "# The case work with a large Kreis",
            "",
            f"Measured by `python -m bench.fallarbeit` on {date.today():%d.%m.%Y}: {os.cpu_count()} cores "
            f"({prozessor()}), Python {platform.python_version()}, {RUNDEN} rounds in turns, production "
            f"settings, PostgreSQL, {saat['zahl']} people in the Kreis, all seen by the Koordination who "
            "reads; a case manager of one of its 16 Kommunen saves.",
            "",
            "| page | median ms | p95 ms | times the floor (middle half) | statements | kB |",
            "|---|---:|---:|---:|---:|---:|",
            *(
                f"| {name} | {w['p50']:.1f} | {w['p95']:.1f} | {w['verhaeltnis']:.2f} ({w['p25']:.2f} to "
                f"{w['p75']:.2f}) | {sql[name]['anweisungen']:.0f} | {w['bytes'] / 1000:.1f} |"
                for name, w in lat.items()
            ),
            "",
            f"Allowed: {HOECHSTENS_MAL:g} times `{BASIS}` (saving: `{SCHREIBBASIS}`) and "
            f"{HOECHSTENS_ANWEISUNGEN} statements.",
            "",
            f"The misspelt name is found in place {stelle}." if stelle else "The misspelt name is not found.",
            "",
            "## Making the data",
            "",
            "```",
            anlegen.strip(),
            "```",
            "",
        ]
    )


def ueberschritten(lat: dict[str, Any], sql: dict[str, Any], stelle: int) -> list[str]:
    klagen = []
    for name in lat.keys() - {BASIS, SCHREIBBASIS}:
        if lat[name]["verhaeltnis"] > HOECHSTENS_MAL:
            klagen.append(f"{name}: {lat[name]['verhaeltnis']:.2f} times the floor")
        if sql[name]["max"] > HOECHSTENS_ANWEISUNGEN:
            klagen.append(f"{name}: {sql[name]['max']} statements")
    if not 1 <= stelle <= UNTER_DEN_ERSTEN:
        klagen.append(f"the misspelt name: place {stelle}")
    return klagen


def anlegen(betrieb: Probebetrieb, wahl: argparse.Namespace) -> tuple[str, float]:
    befehl = ["demo_gross", "--kreise", str(wahl.kreise), "--termine", str(wahl.termine)]
    befehl += ["--klienten", str(wahl.klienten), "--saat", "1"]
    beginn = time.monotonic()
    ausgabe = betrieb.verwalten(*befehl)
    dauer = time.monotonic() - beginn
    summen = "\n".join(zeile for zeile in ausgabe.splitlines() if " s  " not in zeile)
    groesse = ""
    with psycopg.connect(betrieb.datenbank, autocommit=True) as verbindung:
        verbindung.execute("vacuum analyze")
        zeile = verbindung.execute("select pg_size_pretty(pg_database_size(current_database()))").fetchone()
        groesse = zeile[0] if zeile else ""
    last = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    kopf = f"manage.py {' '.join(befehl)}\n{dauer:10.0f}  seconds ({last})"
    return f"{kopf}\n{summen}\n{groesse:>10}  database", dauer


def main() -> int:
    befehlszeile = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    befehlszeile.add_argument("--kreise", type=int, default=54)
    befehlszeile.add_argument("--termine", type=int, default=1_000_000)
    befehlszeile.add_argument("--klienten", type=int, default=20_000)
    wahl = befehlszeile.parse_args()
    statistik = ("shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_utility=off")
    with probebetrieb(*statistik) as betrieb:
        text, dauer = anlegen(betrieb, wahl)
        print(text, flush=True)
        saat = json.loads(betrieb.ausfuehren(str(PYTHON), "-m", "scripts.probesaat_fallarbeit"))
        betrieb.starten("web")
        betrieb.warten_auf_web()
        leitung, vor_ort = angemeldet(betrieb, saat["leitung"]), angemeldet(betrieb, saat["vor_ort"])
        server = betrieb.datenbank.removesuffix("/kim") + "/postgres"
        with boden(server, betrieb.protokoll("floor"), mit_beratungen=True) as (floor, cookie):
            warten(floor)
            liste = {
                "name": BASIS,
                "url": f"http://127.0.0.1:{floor}/cases/",
                "cookie": cookie,
                "db": "boden",
            }
            satz = {
                "name": SCHREIBBASIS,
                "url": f"http://127.0.0.1:{floor}/write/1/",
                "cookie": f"{cookie}; csrftoken={FLOOR_TOKEN}",
                "headers": {"X-CSRFToken": FLOOR_TOKEN},
                "db": "boden",
                "post": {"text": "Notiz {n}"},
            }
            gruppen: list[tuple[str, list[dict[str, Any]]]] = [
                (BASIS, [liste, *lesen(betrieb, saat, leitung)]),
                (SCHREIBBASIS, [satz, *schreiben(betrieb, saat, vor_ort)]),
            ]
            lat: dict[str, Any] = {}
            sql: dict[str, Any] = {}
            for basis, ziele in gruppen:
                sql |= messen(ziele, basis=basis, mode="sql", n=RUNDEN, pg=server)
                lat |= messen(ziele, basis=basis, mode="lat", n=RUNDEN, pg=server)
        stelle = stelle_des_gesuchten(saat, leitung)
    ERGEBNIS.write_text(bericht(lat, sql, saat, text, stelle), encoding="utf-8")
    print(ERGEBNIS.read_text(encoding="utf-8"))
    klagen = ueberschritten(lat, sql, stelle)
    if dauer > HOECHSTENS_SEKUNDEN:
        klagen.append(f"making the data: {dauer:.0f} s")
    print("Too much: " + "; ".join(klagen) if klagen else "Within what is allowed.")
    return 1 if klagen else 0


if __name__ == "__main__":
    sys.exit(main())
