"""A whole installation for one run: production settings, the containers' entry points, throw-away servers.

The smoke test and the measurements run against it. What docker-compose.yml starts is started here by the
same scripts.
"""

from __future__ import annotations

import contextlib
import email
import email.policy
import http.client
import os
import secrets
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from scripts import rechner, wegwerfserver
from scripts.gesundheit import ANMELDESEITE
from scripts.prozessbaum import Kind
from scripts.rechner import PYTHON, WURZEL

STARTZEIT = 60.0
ENDZEIT = 20.0
# What the TLS proxy adds; without it the application would send everyone to https first.
PROXYKOPF = {"X-Forwarded-Proto": "https"}


class BetriebGestoert(Exception):
    """With the end of what the failed program has said."""


class Postfach:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, umschlag: Envelope) -> str:
        inhalt = umschlag.content if isinstance(umschlag.content, bytes) else b""
        self.mails.append(email.message_from_bytes(inhalt, policy=email.policy.default))
        return "250 OK"

    def warten_auf(self, anzahl: int, sekunden: float) -> list[EmailMessage]:
        ende = time.monotonic() + sekunden
        while len(self.mails) < anzahl:
            if time.monotonic() > ende:
                raise BetriebGestoert(f"{len(self.mails)} mails after {sekunden:g} s, expected {anzahl}")
            time.sleep(0.1)
        return self.mails


@contextlib.contextmanager
def _mailserver(postfach: Postfach) -> Iterator[int]:
    server = Controller(postfach, hostname="127.0.0.1", port=rechner.freier_port())
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


@dataclass
class Probebetrieb:
    daten: Path
    datenbank: str
    umgebung: dict[str, str]
    port: int
    postfach: Postfach
    kinder: dict[str, Kind] = field(default_factory=dict)

    @property
    def adresse(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def protokoll(self, name: str) -> Path:
        return self.daten / f"{name}.log"

    def ausfuehren(self, *befehl: str) -> str:
        ergebnis = subprocess.run(
            befehl, cwd=WURZEL, env=self.umgebung, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if ergebnis.returncode:
            raise BetriebGestoert(f"{' '.join(befehl)}:\n{ergebnis.stderr[-3000:]}")
        return ergebnis.stdout

    def verwalten(self, *befehl: str) -> str:
        return self.ausfuehren(str(PYTHON), "manage.py", *befehl)

    def starten(self, *dienste: str) -> None:
        """`web`, `worker`, `beat`: by their entry points."""
        for dienst in dienste:
            ausgabe = f"exec >>{self.protokoll(dienst)} 2>&1; exec {WURZEL}/scripts/start_{dienst}.sh"
            kind = Kind(dienst, ["/bin/sh", "-c", ausgabe], self.umgebung)
            kind.starten()
            self.kinder[dienst] = kind

    def toeten(self, dienst: str) -> None:
        """As hard as a power cut."""
        kind = self.kinder.pop(dienst)
        kind.senden(signal.SIGKILL)
        if kind.prozess is not None:
            kind.prozess.wait()

    def warten_auf_web(self) -> None:
        ende = time.monotonic() + STARTZEIT
        while time.monotonic() < ende:
            self.sind_gesund()
            verbindung = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            with contextlib.suppress(OSError):
                verbindung.request("GET", ANMELDESEITE, headers=PROXYKOPF)
                status = verbindung.getresponse().status
                if status == 200:
                    return
                raise BetriebGestoert(f"the login page answers {status}:\n{self._ende('web')}")
            time.sleep(0.1)
        raise BetriebGestoert("the web server does not answer:\n" + self._ende("web"))

    def sind_gesund(self) -> None:
        for name, kind in self.kinder.items():
            if kind.prozess is not None and (status := kind.prozess.poll()) is not None:
                raise BetriebGestoert(f"{name} ended with status {status}:\n{self._ende(name)}")

    def _ende(self, dienst: str) -> str:
        return self.protokoll(dienst).read_text(errors="replace")[-3000:]

    def beenden(self) -> None:
        for kind in self.kinder.values():
            kind.senden(signal.SIGTERM)
        ende = time.monotonic() + ENDZEIT
        for kind in self.kinder.values():
            if kind.prozess is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    kind.prozess.wait(max(0.1, ende - time.monotonic()))
                kind.senden(signal.SIGKILL)
                kind.prozess.wait()
        self.kinder.clear()


@contextlib.contextmanager
def probebetrieb(*pg_einstellungen: str) -> Iterator[Probebetrieb]:
    """Servers, folders, tables and static files are there; no service runs yet."""
    postfach = Postfach()
    with (
        _mailserver(postfach) as mailport,
        wegwerfserver.postgres(*pg_einstellungen) as server,
        wegwerfserver.redis() as broker,
        tempfile.TemporaryDirectory(prefix="kim-probebetrieb-") as ordner,
    ):
        with psycopg.connect(server, autocommit=True) as verbindung:
            verbindung.execute("create database kim")
        port = rechner.freier_port()
        datenbank = server.removesuffix("/postgres") + "/kim"
        rest = {n: w for n, w in os.environ.items() if not n.startswith(("KIM_", "DJANGO_"))}
        betrieb = Probebetrieb(
            daten=Path(ordner),
            datenbank=datenbank,
            umgebung={
                **rest,
                "DJANGO_SETTINGS_MODULE": "kim.settings.production",
                "KIM_GEHEIMNIS": secrets.token_urlsafe(64),
                "KIM_HOSTS": "127.0.0.1",
                "KIM_BASIS_URL": f"https://127.0.0.1:{port}",
                "KIM_DATENBANK_URL": datenbank,
                "KIM_REDIS_URL": broker,
                "KIM_MAILSERVER_URL": f"smtp://127.0.0.1:{mailport}",
                "KIM_ABSENDER": "kim@kim.example",
                "KIM_DATEN": ordner,
                "KIM_STATIC": f"{ordner}/static",
                "KIM_WEB_ADRESSE": f"127.0.0.1:{port}",
                "KIM_WEB_PROZESSE": "2",
                "TMPDIR": ordner,
            },
            port=port,
            postfach=postfach,
        )
        betrieb.ausfuehren(f"{WURZEL}/scripts/start_vorbereitung.sh")
        betrieb.verwalten("collectstatic", "--noinput", "--verbosity=0")
        try:
            yield betrieb
        finally:
            betrieb.beenden()
