"""Die Stammdaten, die das Haus mitbringt: je Kreis der Quellen eine Datei."""

from __future__ import annotations

from pathlib import Path

from kim.stammdaten.regeln.datendatei import Kreisdatei, lesen

DATEN = Path(__file__).resolve().parents[1] / "daten"


def mitgelieferte_kreise() -> list[str]:
    return sorted(pfad.stem.replace("_", "-") for pfad in DATEN.glob("*.toml"))


def mitgelieferte_datei(kuerzel: str) -> Path:
    return DATEN / f"{kuerzel.replace('-', '_')}.toml"


def mitgelieferte_kreisdatei(kuerzel: str) -> Kreisdatei:
    return lesen(mitgelieferte_datei(kuerzel).read_text(encoding="utf-8"))
