"""How many scenarios of the rule engine one core answers in a second.   make bench-regeln

Two sizes: the example of the contract (one seat, three votes), and a whole session of the Lenkungsgruppe of
the Rhein-Sieg-Kreis (17 seats, 14 people who come and go, a named vote, a counted one, a consensus). Measured
in processor time, so that work elsewhere counts as little as possible; the median of the rounds is given.
Writes bench/regelwerk.md.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bench.prozessor import prozessor
from lenkung.domain.mitgeliefert import mitgelieferte_ordnung
from lenkung.domain.regelprobe import beantworte
from lenkung.regeln.probe import antwort
from lenkung.regeln.szenario import szenario_lesen

ERGEBNIS = Path(__file__).resolve().parent / "regelwerk.md"
VERLANGT = 10_000
RUNDEN, JE_RUNDE = 9, 2_000
GO = "rsk-2022-03-24"


def _tag(uhrzeit: str) -> str:
    return f"2023-03-21T{uhrzeit}"


def beispiel() -> dict[str, Any]:
    """What the contract shows: each part once."""
    return _szenario(sitze=1, anwesende=1)


def sitzung() -> dict[str, Any]:
    """As many seats as GO RSK § 2 lists, three of them not represented."""
    return _szenario(sitze=17, anwesende=14)


def _szenario(*, sitze: int, anwesende: int) -> dict[str, Any]:
    ja = [f"s{n}" for n in range(1, anwesende + 1)]
    return {
        "geschaeftsordnung": GO,
        "sitze": [
            {
                "id": f"s{n}",
                "stimmrecht": True,
                "von": "2021-11-25",
                "bis": None,
                "mitglied": f"m{n}",
                "stellvertretung": f"v{n}",
            }
            for n in range(1, sitze + 1)
        ],
        "sitzung": {"beginn": _tag("14:00"), "ende": _tag("16:00"), "art": "praesenz"},
        "einladung": {
            "versandt": "2023-03-06T23:59:30",
            "dringlich": False,
            "begruendung": None,
            "ort": "Kreishaus",
            "termin": True,
            "tagesordnung": True,
            "hinweis_zweite_einberufung": False,
        },
        "vorschlaege": [{"id": "v1", "eingang": "2023-02-28T10:00"}],
        "anwesenheit": [
            {
                "person": f"{'v' if n % 5 == 0 else 'm'}{n}",
                "von": _tag("14:00"),
                "bis": _tag("15:10") if n % 4 == 0 else None,
                "art": "vor_ort",
            }
            for n in range(1, anwesende + 1)
        ],
        "ereignisse": [{"zeit": _tag("15:20"), "typ": "beschlussunfaehigkeit_festgestellt"}],
        "abstimmungen": [
            {
                "id": "a1",
                "zeit": _tag("14:30"),
                "art": "namentlich",
                "ja": ja,
                "nein": [],
                "enthaltung": [],
                "zweite_einberufung": False,
            },
            {
                "id": "a2",
                "zeit": _tag("14:40"),
                "art": "zahlen",
                "zahlen": {"ja": anwesende, "nein": 0, "enthaltung": 0},
            },
            {"id": "a3", "zeit": _tag("14:50"), "art": "einvernehmlich", "widerspruch": []},
        ],
        "niederschrift": {
            "versandt": "2023-04-01T09:00",
            "naechste_sitzung": "2023-09-13T14:00",
            "genehmigung_aufgerufen": "2023-09-13T14:06",
            "einwendungen": [{"id": "e1", "eingang": "2023-09-13T14:05"}],
            "stichtag": "2023-09-14",
        },
    }


def je_sekunde(tun: Callable[[], object]) -> int:
    tun()
    raten = []
    for _runde in range(RUNDEN):
        beginn = time.process_time()
        for _mal in range(JE_RUNDE):
            tun()
        raten.append(JE_RUNDE / (time.process_time() - beginn))
    return round(statistics.median(raten))


def messen() -> list[tuple[str, str, int]]:
    ordnung = mitgelieferte_ordnung(GO)
    ergebnis = []
    for name, szenario in (("example of the contract", beispiel()), ("whole session", sitzung())):
        gelesen = szenario_lesen(szenario)
        ergebnis.append((name, "rules alone", je_sekunde(lambda g=gelesen: antwort(g, ordnung))))
        ergebnis.append((name, "reading, checking and rules", je_sekunde(lambda s=szenario: beantworte(s))))
    return ergebnis


def main() -> int:
    messwerte = messen()
    zeilen = [
        "# How many scenarios the rule engine answers in a second",
        "",
        f"Measured by `make bench-regeln` on {date.today():%d.%m.%Y}: one of {os.cpu_count()} cores "
        f"({prozessor()}), Python {platform.python_version()}, processor time, median of {RUNDEN} rounds of "
        f"{JE_RUNDE}. Each scenario has an invitation, a proposal, three votes and a Niederschrift; every "
        "answer carries its arithmetic in words.",
        "",
        "| scenario | what is measured | scenarios a second |",
        "|---|---|---:|",
        *(f"| {name} | {was} | {rate:,} |" for name, was, rate in messwerte),
        "",
        f"Asked for: {VERLANGT:,} a second through the Python API.",
    ]
    ERGEBNIS.write_text("\n".join(zeilen) + "\n", encoding="utf-8")
    print("\n".join(zeilen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
