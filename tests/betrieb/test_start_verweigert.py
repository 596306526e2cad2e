"""Production refuses to start with a missing or bad setting and names it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.stilpruefung import BETRIEB

WURZEL = Path(__file__).resolve().parents[2]


def starten(tmp_path: Path, **aenderung: str | None) -> subprocess.CompletedProcess[str]:
    umgebung = {name: wert for name, wert in os.environ.items() if not name.startswith(("KIM_", "DJANGO_"))}
    umgebung |= {**BETRIEB, "KIM_DATEN": str(tmp_path)}
    for name, wert in aenderung.items():
        umgebung.pop(name, None)
        if wert is not None:
            umgebung[name] = wert
    return subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"],
        cwd=WURZEL,
        env=umgebung,
        capture_output=True,
        text=True,
    )


PFLICHT = (
    "KIM_GEHEIMNIS",
    "KIM_HOSTS",
    "KIM_DATENBANK_URL",
    "KIM_REDIS_URL",
    "KIM_MAILSERVER_URL",
    "KIM_DATEN",
    "KIM_BASIS_URL",
    "KIM_ABSENDER",
)


def test_vollstaendig_eingestellt_startet_der_betrieb(tmp_path: Path) -> None:
    ergebnis = starten(tmp_path)
    assert ergebnis.returncode == 0, ergebnis.stderr


@pytest.mark.parametrize(("name", "wert"), [*((name, None) for name in PFLICHT), ("KIM_HOSTS", "  ")])
def test_fehlende_einstellung_wird_genannt(tmp_path: Path, name: str, wert: str | None) -> None:
    ergebnis = starten(tmp_path, **{name: wert})
    assert ergebnis.returncode != 0
    letzte = ergebnis.stderr.strip().splitlines()[-1]
    assert f"es fehlen Einstellungen: {name}. Siehe docs/betrieb.md" in letzte


def test_alle_fehlenden_werden_auf_einmal_genannt(tmp_path: Path) -> None:
    ergebnis = starten(tmp_path, **dict.fromkeys(PFLICHT))
    assert all(name in ergebnis.stderr.strip().splitlines()[-1] for name in PFLICHT)


@pytest.mark.parametrize(
    ("name", "wert", "meldung"),
    [
        ("KIM_GEHEIMNIS", "zu-kurz", "KIM_GEHEIMNIS ist zu kurz"),
        ("KIM_REDIS_URL", "127.0.0.1:6379", "KIM_REDIS_URL muss"),
        ("KIM_BASIS_URL", "kim.example", "KIM_BASIS_URL muss"),
        ("KIM_DATENBANK_URL", "mysql://kim@127.0.0.1/kim", "KIM_DATENBANK_URL muss"),
        ("KIM_DATENBANK_URL", "postgresql://kim@127.0.0.1", "KIM_DATENBANK_URL muss"),
        ("KIM_MAILSERVER_URL", "http://mail.example", "KIM_MAILSERVER_URL muss"),
        ("KIM_DEMO", "1", "KIM_DEMO ist im Betrieb nicht erlaubt"),
    ],
)
def test_unbrauchbare_einstellung_wird_genannt(tmp_path: Path, name: str, wert: str, meldung: str) -> None:
    ergebnis = starten(tmp_path, **{name: wert})
    assert ergebnis.returncode != 0
    assert meldung in ergebnis.stderr.strip().splitlines()[-1]
    assert "zu-kurz" not in ergebnis.stderr
