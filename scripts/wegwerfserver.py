"""PostgreSQL and Redis for one run: own folder, free loopback port, gone afterwards.

As a command it keeps both up until Ctrl-C and prints what the tests want to know. No other server is touched.
    .venv/bin/python -m scripts.wegwerfserver
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scripts import rechner
from scripts.prozessbaum import stirb_mit_eltern

VORSILBE = "kim-wegwerf-"
NUTZER = "kim"


class ServerFehlt(Exception):
    pass


def _fremdes_konto() -> tuple[int, int] | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            konto = pwd.getpwnam(name)
            return konto.pw_uid, konto.pw_gid
    raise ServerFehlt("no unprivileged account (postgres, nobody) to run PostgreSQL under")


def _rechte() -> dict[str, object]:
    konto = _fremdes_konto()
    return {} if konto is None else {"user": konto[0], "group": konto[1], "extra_groups": []}


def liegengebliebenes_entfernen() -> None:
    """A run that was killed leaves its folder behind; its name says who made it."""
    for ordner in Path(tempfile.gettempdir()).glob(f"{VORSILBE}*"):
        nummer = ordner.name.removeprefix(VORSILBE).split("-")[0]
        if nummer.isdigit() and not Path(f"/proc/{nummer}").exists():
            shutil.rmtree(ordner, ignore_errors=True)


@contextlib.contextmanager
def _ordner() -> Iterator[Path]:
    liegengebliebenes_entfernen()
    ordner = Path(tempfile.mkdtemp(prefix=f"{VORSILBE}{os.getpid()}-"))
    konto = _fremdes_konto()
    if konto:
        os.chown(ordner, *konto)
    try:
        yield ordner
    finally:
        shutil.rmtree(ordner, ignore_errors=True)


def _warten(prozess: subprocess.Popen[bytes], port: int, protokoll: Path) -> bool:
    """False when the port was taken by somebody else in the meantime."""
    ende = time.monotonic() + 60
    while time.monotonic() < ende:
        if prozess.poll() is not None:
            text = protokoll.read_text(errors="replace")
            if "ddress already in use" in text:
                return False
            raise ServerFehlt(f"{prozess.args!r} ended at once:\n{text[-2000:]}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        time.sleep(0.05)
    raise ServerFehlt(f"{prozess.args!r} does not answer on port {port}")


@contextlib.contextmanager
def _server(ordner: Path, befehl: list[str], programm: Path, halt: signal.Signals) -> Iterator[int]:
    """`{port}` in the command becomes a free port."""
    for _versuch in range(5):
        port = rechner.freier_port()
        protokoll = ordner / "server.log"
        with protokoll.open("wb") as ausgabe:
            prozess = subprocess.Popen(
                [teil.replace("{port}", str(port)) for teil in befehl],
                executable=programm,
                cwd=ordner,
                stdin=subprocess.DEVNULL,
                stdout=ausgabe,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=stirb_mit_eltern(halt),
                **_rechte(),  # type: ignore[call-overload]
            )
        try:
            if not _warten(prozess, port, protokoll):
                continue
            yield port
            return
        finally:
            if prozess.poll() is None:
                prozess.send_signal(halt)
                try:
                    prozess.wait(20)
                except subprocess.TimeoutExpired:
                    prozess.kill()
                    prozess.wait()
    raise ServerFehlt("found no free port")


@contextlib.contextmanager
def postgres(*einstellungen: str) -> Iterator[str]:
    """Yields postgres://kim@127.0.0.1:PORT/postgres, a superuser's address. Settings as "name=value"."""
    programme = rechner.postgres_ordner()
    if programme is None:
        raise ServerFehlt("PostgreSQL is not installed (make test installs it)")
    with _ordner() as ordner:
        daten = ordner / "daten"
        anlegen = subprocess.run(
            [
                str(programme / "initdb"),
                f"--pgdata={daten}",
                f"--username={NUTZER}",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            cwd=ordner,
            capture_output=True,
            text=True,
            **_rechte(),  # type: ignore[call-overload]
        )
        if anlegen.returncode:
            raise ServerFehlt(f"initdb failed:\n{anlegen.stderr[-2000:]}")
        # Nothing here survives the run, so nothing has to reach the disk.
        werte = {
            "listen_addresses": "127.0.0.1",
            "port": "{port}",
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": "120",
        }
        befehl = [str(programme / "postgres"), "-D", str(daten)]
        for name, wert in werte.items():
            befehl += ["-c", f"{name}={wert}"]
        for einstellung in einstellungen:
            befehl += ["-c", einstellung]
        with _server(ordner, befehl, programme / "postgres", signal.SIGINT) as port:
            yield f"postgres://{NUTZER}@127.0.0.1:{port}/postgres"


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """Yields redis://127.0.0.1:PORT/0"""
    programm = rechner.redis_programm()
    if programm is None:
        raise ServerFehlt("Redis is not installed (make test installs it)")
    with _ordner() as ordner:
        # The program looks at its own name to tell the server from the checker.
        befehl = [
            "redis-server",
            "--port",
            "{port}",
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        with _server(ordner, [*befehl, "--dir", str(ordner)], programm, signal.SIGTERM) as port:
            yield f"redis://127.0.0.1:{port}/0"


def main() -> int:
    with postgres() as datenbank, redis() as broker:
        print(f"export KIM_TEST_DB={datenbank} KIM_TEST_REDIS={broker}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main())
