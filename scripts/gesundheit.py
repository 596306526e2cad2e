"""Health checks of the containers.   python -m scripts.gesundheit web|worker|beat   (exit status 0: well)"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.rechner import PYTHON, WURZEL

# The page that everybody may see and that needs the whole application.
ANMELDESEITE = "/konto/anmelden/"
# The beat writes its schedule down every three minutes.
BEAT_SCHWEIGT_HOECHSTENS = 600


def web() -> bool:
    adresse = os.environ.get("KIM_WEB_ADRESSE", "0.0.0.0:8000")
    verbindung = http.client.HTTPConnection("127.0.0.1", int(adresse.rsplit(":", 1)[1]), timeout=5)
    kopf = {"Host": os.environ["KIM_HOSTS"].split(",")[0].strip(), "X-Forwarded-Proto": "https"}
    try:
        verbindung.request("GET", ANMELDESEITE, headers=kopf)
        return verbindung.getresponse().status == 200
    except OSError:
        return False
    finally:
        verbindung.close()


def worker() -> bool:
    befehl = [str(PYTHON), "-m", "celery", "--app", "kim.celery", "inspect", "ping", "--timeout", "5"]
    return subprocess.run(befehl, cwd=WURZEL, capture_output=True).returncode == 0


def beat() -> bool:
    plaene = Path(tempfile.gettempdir()).glob("kim-beat*")
    return any(time.time() - plan.stat().st_mtime < BEAT_SCHWEIGT_HOECHSTENS for plan in plaene)


PRUEFUNGEN = {"web": web, "worker": worker, "beat": beat}


if __name__ == "__main__":
    sys.exit(0 if PRUEFUNGEN[sys.argv[1]]() else 1)
