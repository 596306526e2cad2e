"""The demo: web, worker and scheduler as one process tree over an SQLite database in `daten/`.

    .venv/bin/python -m scripts.demo

KIM_DATEN moves the data folder, KIM_PORT asks for another port. Ctrl-C ends everything.
"""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from scripts.prozessbaum import Prozessbaum, stirb_mit_eltern
from scripts.rechner import PYTHON, WURZEL

STANDARDPORT = 8000
WARTEZEIT = 60.0


def steckdose(wunsch: int) -> socket.socket:
    """Bound here and handed on, so that nobody takes the port in between."""
    for port in (wunsch, 0):
        dose = socket.socket()
        dose.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            dose.bind(("127.0.0.1", port))
        except OSError:
            dose.close()
            if port == 0:
                raise
            print(f"Port {port} ist belegt, ein freier wird genommen.")
            continue
        dose.listen(64)
        return dose
    raise AssertionError("unreachable")


def sperren(datei: Path) -> IO[str] | None:
    """Two demos over one data folder would send each other's mail."""
    sperre = datei.open("a+", encoding="utf-8")
    try:
        fcntl.flock(sperre, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sperre.close()
        return None
    return sperre


def antwortet(port: int) -> bool:
    verbindung = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        verbindung.request("GET", "/")
        return verbindung.getresponse().status < 500
    except OSError:
        return False
    finally:
        verbindung.close()


def bereit_melden(port: int, konten: str, baum: Prozessbaum) -> None:
    ende = time.monotonic() + WARTEZEIT
    while not antwortet(port):
        if baum.halt:
            return
        if time.monotonic() > ende:
            print("Die Anwendung antwortet nicht. Was sie meldet, steht oben.", flush=True)
            return
        time.sleep(0.1)
    print(f"\nKIM läuft: http://127.0.0.1:{port}/\n\n{konten.strip()}\n\nBeenden mit Strg+C.", flush=True)


def main() -> int:
    daten = Path(os.environ.get("KIM_DATEN", WURZEL / "daten")).resolve()
    try:
        daten.mkdir(parents=True, exist_ok=True)
        sperre = sperren(daten / "demo.sperre")
    except OSError as fehler:
        print(f"Der Datenordner {daten} lässt sich nicht anlegen: {fehler.strerror}.", file=sys.stderr)
        return 1
    if sperre is None:
        adresse = (daten / "demo.sperre").read_text(encoding="utf-8").strip()
        print(f"Die Demo läuft schon{': ' + adresse if adresse else ''}.", file=sys.stderr)
        return 1
    dose = steckdose(int(os.environ.get("KIM_PORT", STANDARDPORT)))
    port = dose.getsockname()[1]
    sperre.truncate(0)
    sperre.write(f"http://127.0.0.1:{port}/\n")
    sperre.flush()
    umgebung = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kim.settings.embedded",
        "KIM_DATEN": str(daten),
        "KIM_BASIS_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    with contextlib.suppress(KeyboardInterrupt):
        vorbereitung = subprocess.run(
            [str(PYTHON), "-m", "scripts.demo_vorbereiten"],
            cwd=WURZEL,
            env=umgebung,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=stirb_mit_eltern(),
        )
        if vorbereitung.returncode:
            print("Die Demo startet nicht. Der Grund steht oben.", file=sys.stderr)
            return 1
        baum = Prozessbaum(lambda text: print(text, file=sys.stderr, flush=True))
        gunicorn = [str(PYTHON), "-m", "gunicorn", "kim.wsgi:application", "--bind", f"fd://{dose.fileno()}"]
        # Loaded once and then forked: the first page comes a second earlier.
        gunicorn += "--preload --worker-class gthread --workers 2 --threads 4 --log-level warning".split()
        verwalten = [str(PYTHON), "manage.py"]
        baum.aufnehmen("Webserver", gunicorn, umgebung, [dose.fileno()])
        baum.aufnehmen("Auftragsdienst", [*verwalten, "auftraege_arbeiten"], umgebung)
        baum.aufnehmen("Zeitplan", [*verwalten, "auftraege_planen", "--dauerhaft"], umgebung)
        os.chdir(WURZEL)
        baum.laufen(lambda: bereit_melden(port, vorbereitung.stdout, baum))
        print("\nKIM ist beendet.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
