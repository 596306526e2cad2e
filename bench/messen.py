"""Interleaved measurement of pages on loopback.

  python -m bench.messen ziele.json [--mode lat|sql] [--n 150]

  lat   one connection; the targets take turns request by request, forwards and backwards
  sql   statements and server time of a page (pg_stat_statements), median of nine single requests

ziele.json: {"pg": "postgres://...", "base": NAME,
             "targets": [{"name", "url", "cookie"?, "headers"?, "db"?, "bytes_min"?, "post"?, "status"?}]}
"post" (a dict, or several that take turns; {n} in a value becomes a running number, {uuid} a new key) makes
it a POST; "status" lists the answers that count. Ratios are made inside each round against the base of the
same round; the median over the rounds is given, so that the drift of a shared machine cancels out. A page
against itself gives 4 % of noise with n >= 150 and 7 % with n = 30 to 60 on two shared cores: hold a change
below 10 % for noise. Statement counts repeat exactly: look at them first. Only 127.0.0.1 is accepted.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import time
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import psycopg

ANLAUF = 8
EINZELNE = 9
_laufend = count(1)
# At a commit PostgreSQL asks by itself for each new reference whether it leads anywhere: none of ours.
_PRUEFUNG = "FOR KEY SHARE OF x"
_ANWEISUNGEN = """
    select calls, rows, total_exec_time, replace(left(query, 70), E'\\n', ' '),
           position(%s in query) > 0
    from pg_stat_statements s join pg_database d on d.oid = s.dbid
    where d.datname = %s and query not like '%%pg_stat_statements%%' order by calls desc
"""


class Abbruch(Exception):
    """A target that answers something else is not measured."""


def holen(ziel: dict[str, Any]) -> tuple[float, int]:
    """Milliseconds and bytes of one request."""
    adresse = urlsplit(ziel["url"])
    kopf = {**({"Cookie": ziel["cookie"]} if ziel.get("cookie") else {}), **ziel.get("headers", {})}
    rumpf = None
    if "post" in ziel:
        zahl = next(_laufend)
        nummer, angaben = str(zahl), ziel["post"]
        if isinstance(angaben, list):
            angaben = angaben[ziel.setdefault("gesandt", 0) % len(angaben)]
            ziel["gesandt"] += 1
        kopf.setdefault("Content-Type", "application/x-www-form-urlencoded")
        einmalig = str(uuid4())
        rumpf = urlencode(
            {
                name: str(wert).replace("{n}", nummer).replace("{uuid}", einmalig)
                for name, wert in angaben.items()
            }
        )
    verbindung = http.client.HTTPConnection(adresse.hostname or "", adresse.port, timeout=20)
    pfad = adresse.path + (f"?{adresse.query}" if adresse.query else "")
    beginn = time.perf_counter()
    verbindung.request("POST" if "post" in ziel else "GET", pfad, body=rumpf, headers=kopf)
    antwort = verbindung.getresponse()
    inhalt = antwort.read()
    dauer = time.perf_counter() - beginn
    verbindung.close()
    if antwort.status not in ziel.get("status", [200]) or len(inhalt) < ziel.get("bytes_min", 0):
        raise Abbruch(f"{ziel['name']}: status {antwort.status}, {len(inhalt)} bytes")
    return dauer * 1000, len(inhalt)


def anteil(werte: list[float], p: float) -> float:
    return sorted(werte)[min(len(werte) - 1, int(p * len(werte)))]


def latenz(ziele: list[dict[str, Any]], basis: str, n: int) -> dict[str, dict[str, float]]:
    zeiten: dict[str, list[float]] = {ziel["name"]: [] for ziel in ziele}
    groesse: dict[str, int] = {}
    for runde in range(n):
        for ziel in ziele if runde % 2 == 0 else ziele[::-1]:
            dauer, groesse[ziel["name"]] = holen(ziel)
            zeiten[ziel["name"]].append(dauer)
    ergebnis = {}
    for name, werte in zeiten.items():
        paare = [wert / grund for wert, grund in zip(werte, zeiten[basis], strict=True)]
        ergebnis[name] = {
            "bytes": float(groesse[name]),
            "p50": statistics.median(werte),
            "p95": anteil(werte, 0.95),
            "min": min(werte),
            "verhaeltnis": statistics.median(paare),
            "p25": anteil(paare, 0.25),
            "p75": anteil(paare, 0.75),
        }
    return ergebnis


def anweisungen(ziele: list[dict[str, Any]], pg: str) -> dict[str, dict[str, Any]]:
    ergebnis: dict[str, dict[str, Any]] = {}
    with psycopg.connect(pg, autocommit=True) as verbindung:
        verbindung.execute("create extension if not exists pg_stat_statements")
        for ziel in ziele:
            proben = []
            for _ in range(EINZELNE):
                # One request at a time: the set-up of a cold worker's connection must not blur the count.
                verbindung.execute("select pg_stat_statements_reset()")
                holen(ziel)
                time.sleep(0.05)
                proben.append(verbindung.execute(_ANWEISUNGEN, (_PRUEFUNG, ziel["db"])).fetchall())
            anzahlen = [sum(zeile[0] for zeile in probe if not zeile[4]) for probe in proben]
            ergebnis[ziel["name"]] = {
                "anweisungen": statistics.median(anzahlen),
                "min": min(anzahlen),
                "max": max(anzahlen),
                "pruefungen": statistics.median(
                    sum(zeile[0] for zeile in probe if zeile[4]) for probe in proben
                ),
                "ms": statistics.median(sum(zeile[2] for zeile in probe) for probe in proben),
                "haeufigste": [(zeile[0], zeile[3]) for zeile in proben[-1][:2]],
            }
    return ergebnis


def messen(
    ziele: list[dict[str, Any]], *, basis: str, mode: str, n: int, pg: str
) -> dict[str, dict[str, Any]]:
    for ziel in ziele:
        if urlsplit(ziel["url"]).hostname != "127.0.0.1":
            raise Abbruch(f"{ziel['name']}: only 127.0.0.1")
        for _ in range(ANLAUF):
            holen(ziel)
    return latenz(ziele, basis, n) if mode == "lat" else anweisungen(ziele, pg)


def drucken(ergebnis: dict[str, dict[str, Any]]) -> None:
    for name, werte in ergebnis.items():
        angaben = (f"{k} {v:.2f}" if isinstance(v, float) else f"{k} {v}" for k, v in werte.items())
        print(f"{name:22}", "  ".join(angaben))


def main() -> None:
    befehlszeile = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    befehlszeile.add_argument("ziele", type=Path)
    befehlszeile.add_argument("--mode", choices=("lat", "sql"), default="lat")
    befehlszeile.add_argument("--n", type=int, default=150)
    wahl = befehlszeile.parse_args()
    angaben = json.loads(wahl.ziele.read_text(encoding="utf-8"))
    ziele = angaben["targets"]
    drucken(messen(ziele, basis=angaben["base"], mode=wahl.mode, n=wahl.n, pg=angaben.get("pg", "")))


if __name__ == "__main__":
    main()
