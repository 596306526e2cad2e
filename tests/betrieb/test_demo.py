"""`make demo`: one process tree, a page within seconds, nothing left when it ends."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.gesundheit import ANMELDESEITE

WURZEL = Path(__file__).resolve().parents[2]
# The promise is 10 s on a machine that does nothing else (docs/betrieb.md); the suite keeps both cores busy.
ZWEITER_START_HOECHSTENS = 60.0

pytestmark = pytest.mark.langsam


class Demo:
    def __init__(self, daten: Path, port: int) -> None:
        umgebung = {n: w for n, w in os.environ.items() if not n.startswith(("KIM_", "DJANGO_"))}
        self.beginn = time.monotonic()
        self.prozess = subprocess.Popen(
            [sys.executable, "-m", "scripts.demo"],
            cwd=WURZEL,
            env={**umgebung, "KIM_DATEN": str(daten), "KIM_PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def bis_bereit(self) -> str:
        """What it prints until it says how to end it."""
        zeilen = []
        assert self.prozess.stdout is not None
        for zeile in self.prozess.stdout:
            zeilen.append(zeile)
            if "Beenden mit Strg+C" in zeile:
                return "".join(zeilen)
        raise AssertionError("".join(zeilen))

    def beenden(self) -> str:
        self.prozess.send_signal(signal.SIGINT)
        rest, _ = self.prozess.communicate(timeout=30)
        return rest

    def nachkommen(self) -> set[int]:
        offen, alle = [self.prozess.pid], set()
        while offen:
            nummer = offen.pop()
            with contextlib.suppress(OSError):
                kinder = Path(f"/proc/{nummer}/task/{nummer}/children").read_text().split()
                offen += map(int, kinder)
                alle |= set(map(int, kinder))
        return alle


@pytest.fixture(scope="module")
def daten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "daten"


@pytest.fixture
def belegter_port() -> Iterator[int]:
    with socket.socket() as fremd:
        fremd.bind(("127.0.0.1", 0))
        fremd.listen()
        yield fremd.getsockname()[1]


def gedehnt() -> float:
    """How many times longer a second lasts on a machine that has other things to do as well."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def holen(adresse: str, pfad: str) -> http.client.HTTPResponse:
    verbindung = http.client.HTTPConnection(adresse, timeout=20)
    verbindung.request("GET", pfad)
    return verbindung.getresponse()


def test_demo_vom_ersten_start_bis_zum_zweiten(daten: Path, belegter_port: int) -> None:
    erste = Demo(daten, belegter_port)
    try:
        ausgabe = erste.bis_bereit()
        assert f"Port {belegter_port} ist belegt" in ausgabe
        fund = re.search(r"KIM läuft: http://(127\.0\.0\.1:\d+)/", ausgabe)
        assert fund
        assert not fund[1].endswith(f":{belegter_port}")
        assert "@" in ausgabe, "the demo accounts are printed"
        assert holen(fund[1], ANMELDESEITE).status == 200
        assert (daten / "geheimnis").stat().st_mode & 0o777 == 0o600

        zweite = subprocess.run(
            [sys.executable, "-m", "scripts.demo"],
            cwd=WURZEL,
            env={**os.environ, "KIM_DATEN": str(daten)},
            capture_output=True,
            text=True,
        )
        assert zweite.returncode == 1
        assert f"Die Demo läuft schon: http://{fund[1]}/" in zweite.stderr

        nachkommen = erste.nachkommen()
        assert len(nachkommen) >= 5, "gunicorn with two workers, the job worker, the schedule"
    finally:
        rest = erste.beenden()
    assert "KIM ist beendet." in rest
    assert erste.prozess.returncode == 0
    assert not [nummer for nummer in nachkommen if Path(f"/proc/{nummer}").exists()]

    wieder = Demo(daten, 0)
    try:
        wieder.bis_bereit()
        assert time.monotonic() - wieder.beginn < ZWEITER_START_HOECHSTENS * gedehnt()
    finally:
        wieder.beenden()


def test_datenordner_der_sich_nicht_anlegen_laesst_wird_genannt(tmp_path: Path) -> None:
    sperre = tmp_path / "datei"
    sperre.write_text("")
    ergebnis = subprocess.run(
        [sys.executable, "-m", "scripts.demo"],
        cwd=WURZEL,
        env={**os.environ, "KIM_DATEN": str(sperre / "daten")},
        capture_output=True,
        text=True,
    )
    assert ergebnis.returncode == 1
    assert f"Der Datenordner {sperre / 'daten'} lässt sich nicht anlegen" in ergebnis.stderr
