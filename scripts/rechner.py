"""What this machine has. Standard library only: it is asked before anything is installed."""

from __future__ import annotations

import ctypes
import glob
import importlib.util
import os
import re
import shutil
import socket
from pathlib import Path

WURZEL = Path(__file__).resolve().parents[1]
UMGEBUNG = WURZEL / ".venv"
PYTHON = UMGEBUNG / "bin" / "python"

# Debian's JAXB; veraPDF, which checks our PDF files, was written for a Java that still contained it.
JAXB = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "txw2",
    "istack-commons-runtime",
    "stax-ex",
    "FastInfoset",
    "javax.activation",
)


def hat_venv() -> bool:
    return importlib.util.find_spec("ensurepip") is not None


def hat_bibliothek(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def hat_druckbibliotheken() -> bool:
    return all(map(hat_bibliothek, ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")))


def _version(pfad: str) -> int:
    treffer = re.search(r"/postgresql/(\d+)", pfad)
    return int(treffer[1]) if treffer else 0


def postgres_ordner() -> Path | None:
    """Debian keeps the server's programs out of PATH, one folder for each version."""
    funde = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=_version)
    fund = funde[-1] if funde else shutil.which("initdb")
    return Path(fund).parent if fund else None


def redis_programm() -> Path | None:
    # Debian's redis-tools carries the same program under the name of its checker, and starts no service.
    fund = shutil.which("redis-server") or shutil.which("redis-check-rdb")
    return Path(fund) if fund else None


def chromium() -> Path | None:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if fund := shutil.which(name):
            return Path(fund)
    return None


def java() -> Path | None:
    # The validator's start file is compiled as it is run, which needs the JDK and not only the JRE.
    if not shutil.which("javac"):
        return None
    fund = shutil.which("java")
    return Path(fund) if fund else None


def jaxb_pfade() -> list[Path]:
    return [Path("/usr/share/java") / f"{name}.jar" for name in JAXB]


def hat_pdf_pruefer() -> bool:
    return java() is not None and all(pfad.exists() for pfad in jaxb_pfade())


def freier_port() -> int:
    with socket.socket() as fuehler:
        fuehler.bind(("127.0.0.1", 0))
        return int(fuehler.getsockname()[1])


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")
