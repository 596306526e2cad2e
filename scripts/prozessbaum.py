"""Several programs as one tree: started together, watched, ended together. Standard library only."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1

PAUSEN = (1.0, 2.0, 5.0, 10.0, 30.0)
# Who ran this long was well; the next pause is short again.
BEWAEHRT_NACH = 60.0
GEDULD = 10.0


def stirb_mit_eltern(zeichen: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """Run in the child before its program starts: even a parent that is killed hard takes it along."""
    eltern = os.getpid()

    def vereinbaren() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(zeichen))
        if os.getppid() != eltern:
            os._exit(1)

    return vereinbaren


@dataclass
class Kind:
    name: str
    befehl: Sequence[str]
    umgebung: Mapping[str, str]
    weitergeben: Sequence[int] = ()
    prozess: subprocess.Popen[bytes] | None = None
    gestartet: float = 0.0
    fehlschlaege: int = 0
    wieder_ab: float = field(default=0.0)

    def starten(self) -> None:
        self.gestartet = time.monotonic()
        self.prozess = subprocess.Popen(
            self.befehl,
            env=dict(self.umgebung),
            stdin=subprocess.DEVNULL,
            pass_fds=tuple(self.weitergeben),
            # An own group: Ctrl-C reaches the parent alone, which then ends the children in order.
            start_new_session=True,
            preexec_fn=stirb_mit_eltern(),
        )

    def senden(self, zeichen: signal.Signals) -> None:
        if self.prozess is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.prozess.pid, zeichen)


class Prozessbaum:
    def __init__(self, melden: Callable[[str], None]) -> None:
        self.kinder: list[Kind] = []
        self.melden = melden
        self.halt = False

    def aufnehmen(
        self, name: str, befehl: Sequence[str], umgebung: Mapping[str, str], weitergeben: Sequence[int] = ()
    ) -> None:
        self.kinder.append(Kind(name, befehl, umgebung, weitergeben))

    def _halten(self, _zeichen: int, _rahmen: FrameType | None) -> None:
        self.halt = True

    def _nachsehen(self, kind: Kind) -> None:
        jetzt = time.monotonic()
        if kind.prozess is None:
            if jetzt >= kind.wieder_ab:
                kind.starten()
            return
        ende = kind.prozess.poll()
        if ende is None:
            return
        # What the dead one started must not go on beside its successor.
        kind.senden(signal.SIGKILL)
        if jetzt - kind.gestartet > BEWAEHRT_NACH:
            kind.fehlschlaege = 0
        pause = PAUSEN[min(kind.fehlschlaege, len(PAUSEN) - 1)]
        kind.fehlschlaege += 1
        kind.prozess, kind.wieder_ab = None, jetzt + pause
        self.melden(f"{kind.name} wurde beendet (Status {ende}) und startet in {pause:.0f} s neu.")

    def laufen(self, sobald_gestartet: Callable[[], None] | None = None) -> None:
        """Returns after SIGINT, SIGTERM or SIGHUP, when nothing of the tree is left."""
        for zeichen in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(zeichen, self._halten)
        try:
            for kind in self.kinder:
                kind.starten()
            if sobald_gestartet is not None and not self.halt:
                sobald_gestartet()
            while not self.halt:
                for kind in self.kinder:
                    self._nachsehen(kind)
                time.sleep(0.2)
        finally:
            self.beenden()

    def beenden(self) -> None:
        laufende = [kind for kind in self.kinder if kind.prozess is not None]
        for kind in laufende:
            kind.senden(signal.SIGTERM)
        ende = time.monotonic() + GEDULD
        for kind in laufende:
            assert kind.prozess is not None
            with contextlib.suppress(subprocess.TimeoutExpired):
                kind.prozess.wait(max(0.1, ende - time.monotonic()))
            kind.senden(signal.SIGKILL)
            kind.prozess.wait()
