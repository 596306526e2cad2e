"""Die Geschäftsordnungen, die das Haus mitbringt: je Fassung eine Datei."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lenkung.regeln.go_datei import GoDatei, lesen, vollstaendig
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.pruefen import ordnung_aus

DATEN = Path(__file__).resolve().parents[1] / "daten" / "geschaeftsordnungen"


@cache
def kennungen() -> tuple[str, ...]:
    return tuple(sorted(pfad.stem for pfad in DATEN.glob("*.toml")))


@cache
def mitgelieferte_fassung(kennung: str) -> GoDatei:
    datei = lesen((DATEN / f"{kennung}.toml").read_text(encoding="utf-8"))
    return vollstaendig(datei, mitgelieferte_fassung(datei.wie) if datei.wie else None)


@cache
def mitgelieferte_ordnung(kennung: str) -> Ordnung:
    datei = mitgelieferte_fassung(kennung)
    return ordnung_aus(datei.bezeichnung, datei.bestimmungen)
