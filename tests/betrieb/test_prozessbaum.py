"""The process tree of the demo ends as a whole, whatever ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

WURZEL = Path(__file__).resolve().parents[2]

# Each child starts a grandchild, as gunicorn and celery do.
KIND = "import subprocess, sys; subprocess.Popen(['sleep', '{dauer}']); subprocess.run(['sleep', '{dauer}'])"
BAUM = """
import os, sys
from scripts.prozessbaum import Prozessbaum
baum = Prozessbaum(lambda text: print(text, flush=True))
for name, dauer in zip(sys.argv[1::2], sys.argv[2::2]):
    baum.aufnehmen(name, [sys.executable, "-c", {kind!r}.format(dauer=dauer)], os.environ)
baum.laufen(lambda: print("laeuft", flush=True))
print("beendet", flush=True)
"""


class Baum:
    def __init__(self, *kinder: tuple[str, str]) -> None:
        self.dauern = [dauer for _, dauer in kinder]
        argumente = [teil for kind in kinder for teil in kind]
        self.prozess = subprocess.Popen(
            [sys.executable, "-c", BAUM.format(kind=KIND), *argumente],
            cwd=WURZEL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.prozess.stdout is not None
        assert self.prozess.stdout.readline() == "laeuft\n"

    def zeile(self) -> str:
        assert self.prozess.stdout is not None
        return self.prozess.stdout.readline()

    def schlaefer(self) -> list[int]:
        """The sleepers of this tree; their odd durations tell them from everybody else's."""
        gefunden = []
        for ordner in Path("/proc").iterdir():
            if not ordner.name.isdigit():
                continue
            try:
                teile = (ordner / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if teile[0] == b"sleep" and teile[1].decode() in self.dauern:
                gefunden.append(int(ordner.name))
        return gefunden

    def warten_bis(self, anzahl: int) -> None:
        ende = time.monotonic() + 10
        while len(self.schlaefer()) != anzahl:
            assert time.monotonic() < ende, f"{len(self.schlaefer())} sleepers, expected {anzahl}"
            time.sleep(0.05)


@pytest.fixture
def dauern() -> tuple[str, str]:
    return f"{300 + os.getpid() / 1e7:.7f}", f"{400 + os.getpid() / 1e7:.7f}"


@pytest.fixture
def baum(dauern: tuple[str, str]) -> Iterator[Baum]:
    baum = Baum(("Webserver", dauern[0]), ("Auftragsdienst", dauern[1]))
    baum.warten_bis(4)
    yield baum
    if baum.prozess.poll() is None:
        baum.prozess.send_signal(signal.SIGTERM)
        baum.prozess.wait(15)


@pytest.mark.parametrize("zeichen", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ein_signal_beendet_den_ganzen_baum(baum: Baum, zeichen: signal.Signals) -> None:
    baum.prozess.send_signal(zeichen)
    assert baum.prozess.wait(15) == 0
    assert baum.zeile() == "beendet\n"
    assert baum.schlaefer() == []


def test_stirbt_der_vater_hart_sterben_die_kinder_mit(baum: Baum) -> None:
    kinder = Path(f"/proc/{baum.prozess.pid}/task/{baum.prozess.pid}/children").read_text().split()
    assert len(kinder) == 2
    baum.prozess.kill()
    baum.prozess.wait(15)
    ende = time.monotonic() + 10
    while any(Path(f"/proc/{kind}/exe").exists() for kind in kinder):
        assert time.monotonic() < ende, "a child outlived its parent"
        time.sleep(0.05)
    # The grandchildren of this test know no such agreement; gunicorn's and celery's do.
    for nummer in baum.schlaefer():
        os.kill(nummer, signal.SIGKILL)


def test_ein_gestorbenes_kind_wird_genannt_und_neu_gestartet(baum: Baum) -> None:
    vorher = set(baum.schlaefer())
    kind = Path(f"/proc/{baum.prozess.pid}/task/{baum.prozess.pid}/children").read_text().split()[1]
    os.kill(int(kind), signal.SIGKILL)
    assert baum.zeile() == "Auftragsdienst wurde beendet (Status -9) und startet in 1 s neu.\n"
    baum.warten_bis(4)
    assert len(vorher & set(baum.schlaefer())) == 2, "the dead child's own children must be gone"
