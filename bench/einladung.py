"""How long the click on „Einladung senden“ takes: 60 recipients, 5 papers.   make bench-einladung

Measures the act of the domain (all checks, all rows, one transaction) and the answer of the page, on the
database of the settings: SQLite, or PostgreSQL with KIM_TEST_DB. Sending itself comes afterwards, in the
background. Each click has a session of its own; the median is given. Writes bench/einladung.md.

    .venv/bin/python -m bench.einladung            both, PostgreSQL on a throw-away server
    .venv/bin/python -m bench.einladung --hier     only the database of the environment
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.prozessor import prozessor

ERGEBNIS = Path(__file__).resolve().parent / "einladung.md"
WURZEL = ERGEBNIS.parents[1]
KLICKS, PERSONEN, PAPIERE, GRENZE = 24, 30, 5, 300
"""Thirty seats with member and deputy are sixty recipients."""


def messen() -> dict[str, Any]:
    """In a test database of its own that is gone afterwards."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kim.settings.test")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    vorher = setup_databases(verbosity=0, interactive=False)
    try:
        return {"datenbank": connection.vendor, **klicken()}
    finally:
        teardown_databases(vorher, verbosity=0)


def klicken(klicks: int = KLICKS, personen: int = PERSONEN) -> dict[str, Any]:
    """Needs an empty database; returns milliseconds."""
    from django.urls import reverse

    from lenkung.domain.sendung import vorhaben_der_sendung
    from tests.conftest import angemeldeter_client
    from tests.fabriken import konto_mit_rolle
    from tests.lenkung import gobau
    from tests.lenkung.fabriken import GremiumFactory
    from tests.lenkung.sendungsbau import anlage, bereite_sitzung, besetze, vorbereitet

    gremium = GremiumFactory(name="Lenkungsgruppe KIM", kreis__email="kim@musterkreis.example")
    gobau.in_kraft(gremium)
    besetze(gremium, personen)
    client = angemeldeter_client(konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis))
    heute = date.today()
    zeiten, rechenzeiten, empfaenger = [], [], set()
    for nummer in range(klicks + 2):
        satz = bereite_sitzung(gremium, heute + timedelta(days=40 + nummer), personen=0)
        for papier in range(PAPIERE):
            anlage(satz.punkte.last(), f"Papier {papier}", groesse=200_000)
        sendung = vorbereitet(satz)
        daten = {"sendung": sendung.pk, "gelesen": vorhaben_der_sendung(sendung).abdruck}
        adresse = reverse("lenkung:einladung-senden", args=[satz.pk])
        beginn, rechenzeit = time.perf_counter(), time.process_time()
        antwort = client.post(adresse, daten)
        dauer = (time.perf_counter() - beginn) * 1000
        gerechnet = (time.process_time() - rechenzeit) * 1000
        assert antwort.status_code == 302
        sendung.refresh_from_db()
        assert sendung.stand == "versandt"
        empfaenger.add(sum(n.nachricht.zustellungen.count() for n in sendung.nachrichten.all()))
        # The first two fill caches, as in a server that has run for a while.
        if nummer >= 2:
            zeiten.append(dauer)
            rechenzeiten.append(gerechnet)
    assert empfaenger == {2 * personen}
    return {
        "median": statistics.median(zeiten),
        "rechenzeit": statistics.median(rechenzeiten),
        "last": os.getloadavg()[0],
        "kleinste": min(zeiten),
        "groesste": max(zeiten),
        "klicks": len(zeiten),
    }


def _eigener_lauf(umgebung: dict[str, str]) -> dict[str, Any]:
    lauf = subprocess.run(
        [sys.executable, "-m", "bench.einladung", "--hier"],
        cwd=WURZEL,
        env={**os.environ, **umgebung},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(lauf.stdout.splitlines()[-1]))


def beide() -> list[dict[str, Any]]:
    from scripts.wegwerfserver import postgres

    with tempfile.TemporaryDirectory(prefix="kim-bench-") as daten:
        ergebnisse = [_eigener_lauf({"KIM_DATEN": daten, "KIM_TEST_DB": ""})]
        # As an installation runs it: what is committed has reached the disk.
        with postgres("fsync=on", "synchronous_commit=on", "full_page_writes=on") as datenbank:
            ergebnisse.append(_eigener_lauf({"KIM_DATEN": daten, "KIM_TEST_DB": datenbank}))
    return ergebnisse


def schreiben(ergebnisse: list[dict[str, Any]]) -> None:
    zeilen = [
        "# Einladung an 60 Personen mit 5 Unterlagen",
        "",
        f"Gemessen am {date.today():%d.%m.%Y} auf {prozessor()}, {os.cpu_count()} Kerne, "
        f"Python {platform.python_version()}. Ein Klick: die Anfrage der Seite bis zur Antwort, mit allen "
        "Prüfungen, 60 Zustellungen, Kalendereinträgen und persönlichen Links in einer Transaktion. Die "
        "Maschine trug dabei auch andere Arbeit (die Last steht dabei; ist sie größer als die Zahl der Kerne,"
        " wartet jeder Klick auf andere). Die Rechenzeit zählt nur die eigene Arbeit des Prozesses.",
        "",
        "| Datenbank | Median | kleinster | größter | Rechenzeit, Median | Last | Klicks "
        f"| Ziel unter {GRENZE} ms |",
        "|---|---:|---:|---:|---:|---:|---:|---|",
    ]
    for e in ergebnisse:
        erreicht = "erreicht" if e["median"] < GRENZE else "verfehlt"
        zeilen.append(
            f"| {e['datenbank']} | {e['median']:.0f} ms | {e['kleinste']:.0f} ms | {e['groesste']:.0f} ms | "
            f"{e['rechenzeit']:.0f} ms | {e['last']:.0f} | {e['klicks']} | {erreicht} |"
        )
    ERGEBNIS.write_text("\n".join([*zeilen, ""]), encoding="utf-8")


def main() -> int:
    argumente = argparse.ArgumentParser(description=__doc__)
    argumente.add_argument("--hier", action="store_true", help="only the database of the environment")
    if argumente.parse_args().hier:
        print(json.dumps(messen()))
        return 0
    ergebnisse = beide()
    schreiben(ergebnisse)
    print(ERGEBNIS.read_text(encoding="utf-8"))
    return 0 if all(e["median"] < GRENZE for e in ergebnisse) else 1


if __name__ == "__main__":
    raise SystemExit(main())
