"""How long our pages take, in multiples of the least that Django can do.   make bench

Starts PostgreSQL, Redis, the floor and our application with production settings on free loopback ports,
fills a Kreis with 300 Einrichtungen, measures in turns, and writes bench/ergebnis.md. Nothing outside the
project is needed.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from bench.gewicht import ladegewicht
from bench.messen import messen
from bench.prozessor import prozessor
from scripts import rechner
from scripts.probebetrieb import PROXYKOPF, Probebetrieb, probebetrieb
from scripts.probeklient import Probeklient
from scripts.prozessbaum import Kind
from scripts.rechner import PYTHON, WURZEL

BODEN = WURZEL / "bench" / "boden"
ERGEBNIS = WURZEL / "bench" / "ergebnis.md"
RUNDEN = 150
EINRICHTUNGEN = 300
SITZUNGEN = 300
PUNKTE = 20
BASIS, SCHREIBBASIS = "floor_meeting_full", "floor_write_full"
# Any 32 letters and digits: the protection of forms only asks that cookie and header agree.
FLOOR_TOKEN = "k" * 32
HOECHSTENS_MAL = 4.0
HOECHSTENS_ANWEISUNGEN = 12
HOECHSTENS_FUER_SITZUNGEN = 15
HOECHSTENS_BYTES = 150_000


@contextlib.contextmanager
def boden(server: str, protokoll: Path, *, mit_beratungen: bool = False) -> Iterator[tuple[int, str]]:
    """The floor with Django's usual middleware; yields its port and the cookie of a session."""
    teile = urlsplit(server)
    with psycopg.connect(server, autocommit=True) as verbindung:
        verbindung.execute("create database boden")
    if mit_beratungen:
        beratungen_laden(server)
    port = rechner.freier_port()
    umgebung = {
        **os.environ,
        "FLOOR_DB": "boden",
        "FLOOR_USER": teile.username or "",
        "FLOOR_PORT": str(teile.port),
        "FLOOR_FULL": "1",
    }
    saat = subprocess.run(
        [str(PYTHON), "saat.py"], cwd=BODEN, env=umgebung, stdout=subprocess.PIPE, text=True, check=True
    )
    gunicorn = (
        f"exec {PYTHON} -m gunicorn -w 2 -k sync -b 127.0.0.1:{port} --log-level warning app:application"
    )
    befehl = f"cd {BODEN}; exec >>{protokoll} 2>&1; {gunicorn}"
    kind = Kind("floor", ["/bin/sh", "-c", befehl], umgebung)
    kind.starten()
    try:
        yield port, saat.stdout.strip().splitlines()[-1]
    finally:
        kind.senden(signal.SIGTERM)
        if kind.prozess is not None:
            kind.prozess.wait(20)


def beratungen_laden(server: str) -> None:
    """The million rows of /cases/ and /stats/."""
    anweisungen = (BODEN / "laden.sql").read_text(encoding="utf-8").split(";\n")
    with psycopg.connect(f"{server.rpartition('/')[0]}/boden", autocommit=True) as verbindung:
        for anweisung in filter(str.strip, anweisungen):
            verbindung.execute(anweisung.encode())


def warten(port: int) -> None:
    ende = time.monotonic() + 30
    while time.monotonic() < ende:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise SystemExit("the floor does not start")


def ziele(
    betrieb: Probebetrieb,
    cookie: str,
    floor: int,
    floor_cookie: str,
    sitzung: int,
    eroeffnet: dict[str, Any],
) -> list[dict[str, Any]]:
    lenkung = f"{betrieb.adresse}/lenkung/sitzungen/"
    unsere = {"cookie": cookie, "headers": PROXYKOPF, "db": "kim", "bytes_min": 3000}
    return [
        {
            "name": BASIS,
            "url": f"http://127.0.0.1:{floor}/meeting/1/",
            "cookie": floor_cookie,
            "db": "boden",
            "bytes_min": 10000,
        },
        {"name": "startseite", "url": f"{betrieb.adresse}/", **unsere},
        {"name": "einrichtungen", "url": f"{betrieb.adresse}/stammdaten/einrichtungen/", **unsere},
        {"name": "sitzungen", "url": lenkung, **unsere},
        {"name": "sitzung", "url": f"{lenkung}{sitzung}/", **unsere},
        {"name": "tagesordnung", "url": f"{lenkung}{sitzung}/tagesordnung/", **unsere},
        {"name": "einladung", "url": f"{lenkung}{sitzung}/einladung/", **unsere},
        {"name": "rueckmeldungen", "url": f"{lenkung}{sitzung}/rueckmeldungen/", **unsere},
        {"name": "sitzung fuehren", "url": f"{lenkung}{eroeffnet['sitzung']}/fuehren/", **unsere},
    ]


def eintraege(
    betrieb: Probebetrieb, klient: Probeklient, floor: int, floor_cookie: str, eroeffnet: dict[str, Any]
) -> list[dict[str, Any]]:
    """What a meeting sends, against the least that storing one row can cost."""
    token = klient.cookies["csrftoken"]
    sitz = eroeffnet["sitze"][0]
    unsere = {
        "url": f"{betrieb.adresse}/lenkung/sitzungen/{eroeffnet['sitzung']}/fuehren/eintrag/",
        "cookie": f"sessionid={klient.cookies['sessionid']}; csrftoken={token}",
        "headers": {
            **PROXYKOPF,
            "Accept": "application/json",
            "X-CSRFToken": token,
            "Referer": f"https://127.0.0.1:{betrieb.port}/",
        },
        "db": "kim",
    }
    gemeinsam = {
        "punkt": eroeffnet["punkte"][0],
        "text": "Das Vorhaben beginnt.",
        "schluessel": "{uuid}",
    }
    return [
        {
            "name": SCHREIBBASIS,
            "url": f"http://127.0.0.1:{floor}/write/1/",
            "cookie": f"{floor_cookie}; csrftoken={FLOOR_TOKEN}",
            "headers": {"X-CSRFToken": FLOOR_TOKEN},
            "db": "boden",
            "post": {"text": "Notiz {n}"},
        },
        {
            "name": "anwesenheit",
            "post": [
                {"tat": "anwesenheit", "kommt": f"{sitz}:mitglied:{art}", "schluessel": "{uuid}"}
                for art in ("digital", "vor_ort")
            ],
            **unsere,
        },
        {
            # Begun, counted with the represented seats, and put aside: a whole vote in one entry.
            "name": "widerspruch",
            "post": {"tat": "widerspruch", f"stimme-{sitz}": "widerspruch", **gemeinsam},
            **unsere,
        },
    ]


def bericht(lat: dict[str, Any], sql: dict[str, Any], gewicht: dict[str, int]) -> str:
    zeilen = [
        "# How long our pages take",
        "",
        f"Measured by `make bench` on {date.today():%d.%m.%Y}: {os.cpu_count()} cores ({prozessor()}), "
        f"Python {platform.python_version()}, {RUNDEN} rounds in turns, production settings, PostgreSQL, "
        f"a Kreis with {EINRICHTUNGEN} Einrichtungen, a Lenkungsgruppe with 17 seats and {SITZUNGEN} "
        f"sessions, one of them with {PUNKTE} items.",
        "",
        f"Unit: `{BASIS}`, a page of 20 items with Django's usual middleware and nothing else "
        "(bench/boden/app.py). Entries against `floor_write_full`: an insert and a short answer.",
        "",
        "| page | median ms | p95 ms | times the floor (middle half) | statements | checks | kB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, werte in lat.items():
        zeilen.append(
            f"| {name} | {werte['p50']:.1f} | {werte['p95']:.1f} "
            f"| {werte['verhaeltnis']:.2f} ({werte['p25']:.2f} to {werte['p75']:.2f}) "
            f"| {sql[name]['anweisungen']:.0f} | {sql[name]['pruefungen']:.0f} "
            f"| {werte['bytes'] / 1000:.1f} |"
        )
    zeilen += [
        "",
        f"Allowed: {HOECHSTENS_MAL:g} times the floor, {HOECHSTENS_ANWEISUNGEN} statements "
        f"({HOECHSTENS_FUER_SITZUNGEN} on pages of sessions). Checks: what PostgreSQL asks by itself at a "
        "commit, once for each new reference.",
        "",
        "## What the start page loads the first time",
        "",
        f"{sum(gewicht.values()) / 1000:.1f} kB compressed, fonts included, as Chromium counted it "
        f"(allowed: {HOECHSTENS_BYTES // 1000} kB).",
        "",
        "| file | bytes |",
        "|---|---:|",
        *(f"| {name} | {zahl} |" for name, zahl in sorted(gewicht.items(), key=lambda paar: -paar[1])),
        "",
    ]
    return "\n".join(zeilen)


def hoechstens_anweisungen(name: str) -> int:
    allgemein = ("startseite", "einrichtungen")
    return HOECHSTENS_ANWEISUNGEN if name in allgemein else HOECHSTENS_FUER_SITZUNGEN


def ueberschritten(lat: dict[str, Any], sql: dict[str, Any], gewicht: dict[str, int]) -> list[str]:
    klagen = []
    for name in lat:
        if name in (BASIS, SCHREIBBASIS):
            continue
        if lat[name]["verhaeltnis"] > HOECHSTENS_MAL:
            klagen.append(f"{name}: {lat[name]['verhaeltnis']:.2f} times the floor")
        if sql[name]["max"] > hoechstens_anweisungen(name):
            klagen.append(f"{name}: {sql[name]['max']} statements")
    if sum(gewicht.values()) > HOECHSTENS_BYTES:
        klagen.append(f"start page: {sum(gewicht.values())} bytes")
    return klagen


def main() -> int:
    statistik = ("shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_utility=off")
    with probebetrieb(*statistik) as betrieb:
        zugang = json.loads(betrieb.ausfuehren(str(PYTHON), "-m", "scripts.probesaat", str(EINRICHTUNGEN)))
        saat = betrieb.ausfuehren(
            str(PYTHON), "-m", "scripts.probesaat_sitzungen", str(SITZUNGEN), str(PUNKTE)
        )
        sitzung, gremium = (json.loads(saat)[name] for name in ("sitzung", "gremium"))
        verlauf = betrieb.ausfuehren(
            str(PYTHON), "-m", "scripts.probesaat_verlauf", str(gremium), str(PUNKTE)
        )
        eroeffnet = json.loads(verlauf)
        betrieb.starten("web")
        betrieb.warten_auf_web()
        klient = Probeklient(betrieb.port).anmelden(zugang)
        if klient.status != 200 or klient.pfad != "/":
            raise SystemExit(f"signing in ends at {klient.pfad} with status {klient.status}")
        cookie = f"sessionid={klient.cookies['sessionid']}"
        server = betrieb.datenbank.removesuffix("/kim") + "/postgres"
        with boden(server, betrieb.protokoll("floor")) as (floor, floor_cookie):
            warten(floor)
            alle = ziele(betrieb, cookie, floor, floor_cookie, sitzung, eroeffnet)
            posten = eintraege(betrieb, klient, floor, floor_cookie, eroeffnet)
            sql = messen(alle, basis=BASIS, mode="sql", n=RUNDEN, pg=server)
            sql |= messen(posten, basis=SCHREIBBASIS, mode="sql", n=RUNDEN, pg=server)
            lat = messen(alle, basis=BASIS, mode="lat", n=RUNDEN, pg=server)
            lat |= messen(posten, basis=SCHREIBBASIS, mode="lat", n=RUNDEN, pg=server)
            gewicht = ladegewicht(f"{betrieb.adresse}/", cookie)
    text = bericht(lat, sql, gewicht)
    ERGEBNIS.write_text(text, encoding="utf-8")
    print(text)
    klagen = ueberschritten(lat, sql, gewicht)
    print("Too much: " + "; ".join(klagen) if klagen else "Within what is allowed.")
    return 1 if klagen else 0


if __name__ == "__main__":
    sys.exit(main())
