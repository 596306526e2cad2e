"""Compares every vote of 1,000 sessions made up by chance with the answer of the Regelprobe.

Each session is driven through the domain: seats with and without a vote, vacant ones, deputies, arrivals and
departures, late entries, corrections, votes of all manners, what the chair establishes; under GO RSK, GO
Steinfurt and none. tests/lenkung/zufallswelt.py says what has to hold. Writes bench/sitzungen.md.

    .venv/bin/python -m bench.sitzungen [how many]
"""

from __future__ import annotations

import json
import os
import platform
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from bench.prozessor import prozessor

ERGEBNIS = Path(__file__).resolve().parent / "sitzungen.md"
WURZEL = ERGEBNIS.parents[1]
ANZAHL, PROZESSE = 1000, 2


def vergleichen(saaten: range) -> Counter[str]:
    """In a test database of its own that is gone afterwards; an AssertionError names the seed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kim.settings.test")
    import django

    django.setup()
    from django.db import connection, transaction
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    vorher = setup_databases(verbosity=0, interactive=False)
    from lenkung.models import Abstimmung
    from tests.lenkung.zufallssitzung import Zufallssitzung
    from tests.lenkung.zufallswelt import ORDNUNGEN, gremien

    zahlen: Counter[str] = Counter(datenbank_ist_postgres=connection.vendor == "postgresql")
    try:
        alle = gremien()
        for saat in saaten:
            wie = ORDNUNGEN[saat % len(ORDNUNGEN)]
            with transaction.atomic():
                lauf = Zufallssitzung(random.Random(saat), alle[wie], wie)
                try:
                    lauf.laufen()
                    zahlen["abstimmungen"] += lauf.pruefen()
                except Exception as fehler:
                    raise AssertionError(f"seed {saat}, {wie}") from fehler
                zahlen["beschluesse"] += len(lauf.beschluesse)
                for gezaehlt in lauf.gezaehlte:
                    zahlen[f"grund {gezaehlt.damals['grund']}"] += 1
                    zahlen[f"art {gezaehlt.szenario['art']}"] += 1
                    zahlen["ungueltig"] += not gezaehlt.damals["gueltig"]
                beruehrt = Abstimmung.objects.filter(sitzung=lauf.satz).exclude(zu_pruefen="")
                zahlen["zu pruefen"] += beruehrt.count()
                transaction.set_rollback(True)
    finally:
        teardown_databases(vorher, verbosity=0)
    return zahlen


def alle(anzahl: int) -> Counter[str]:
    """Each process takes every second seed; the first that finds a difference ends the run."""
    befehl = [sys.executable, "-m", "bench.sitzungen", str(anzahl)]
    laeufe = [
        subprocess.Popen([*befehl, str(nummer)], cwd=WURZEL, stdout=subprocess.PIPE, text=True)
        for nummer in range(PROZESSE)
    ]
    summe: Counter[str] = Counter()
    for lauf in laeufe:
        ausgabe = lauf.communicate()[0]
        if lauf.returncode:
            raise SystemExit(lauf.returncode)
        summe += Counter(json.loads(ausgabe.splitlines()[-1]))
    return summe


def schreiben(anzahl: int, zahlen: Counter[str], dauer: float) -> None:
    gruende = ", ".join(
        f"{name.removeprefix('grund ')} {menge}"
        for name, menge in sorted(zahlen.items())
        if name.startswith("grund ")
    )
    arten = ", ".join(
        f"{name.removeprefix('art ')} {menge}"
        for name, menge in sorted(zahlen.items())
        if name.startswith("art ")
    )
    datenbank = "PostgreSQL" if zahlen["datenbank_ist_postgres"] else "SQLite"
    zeilen = [
        "# Every vote of a session against the Regelprobe",
        "",
        f"Run by `python -m bench.sitzungen` on {date.today():%d.%m.%Y}: {prozessor()}, "
        f"Python {platform.python_version()}, {datenbank}, two processes, {dauer:.0f} s. {anzahl} "
        "sessions made up by chance (seeds 0 and up), a third each under GO RSK, GO Steinfurt, none, driven "
        "through `lenkung/domain/`. The scenario is written down from what was done, not from the rows.",
        "",
        "| | |",
        "|---|---:|",
        f"| votes compared, all twelve values of each | {zahlen['abstimmungen']:,} |",
        "| votes that differ | 0 |",
        f"| of them invalid, refused when the chair would establish them | {zahlen['ungueltig']:,} |",
        f"| touched by a later correction, and said so | {zahlen['zu pruefen']:,} |",
        f"| Beschlüsse, numbered without gap | {zahlen['beschluesse']:,} |",
        "",
        f"Grounds: {gruende}. Manners: {arten}.",
        "",
        "A difference ends the run with the seed of its session; nothing is written then.",
        "",
    ]
    ERGEBNIS.write_text("\n".join(zeilen), encoding="utf-8")


def main() -> int:
    anzahl = int(sys.argv[1]) if len(sys.argv) > 1 else ANZAHL
    if len(sys.argv) > 2:
        print(json.dumps(vergleichen(range(int(sys.argv[2]), anzahl, PROZESSE))))
        return 0
    beginn = time.monotonic()
    zahlen = alle(anzahl)
    schreiben(anzahl, zahlen, time.monotonic() - beginn)
    print(ERGEBNIS.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
