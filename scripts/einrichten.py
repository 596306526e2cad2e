"""Installs what a profile needs and this machine lacks.   python3 -m scripts.einrichten demo|test

Runs under a bare Debian Python. What is there already is not touched, so that a second run takes a moment.
System services are never started: PostgreSQL comes without a cluster, Redis without its service package.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts import rechner
from scripts.rechner import PYTHON, UMGEBUNG, WURZEL

CLUSTER_RICHTLINIE = Path("/etc/postgresql-common/createcluster.d/kim-ohne-cluster.conf")


@dataclass(frozen=True)
class Bedarf:
    wofuer: str
    pakete: tuple[str, ...]
    vorhanden: Callable[[], bool]
    # Without it the suite still runs, leaves something out and says so; in CI everything is necessary.
    verzichtbar: bool = False


DEMO = (
    Bedarf("the Python environment", ("python3-venv",), rechner.hat_venv),
    Bedarf(
        "PDF making",
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
        rechner.hat_druckbibliotheken,
    ),
)
TEST = (
    *DEMO,
    Bedarf("the tests on PostgreSQL", ("postgresql",), lambda: rechner.postgres_ordner() is not None, True),
    Bedarf("the tests with Redis", ("redis-tools",), lambda: rechner.redis_programm() is not None, True),
    Bedarf("the tests in a browser", ("chromium",), lambda: rechner.chromium() is not None, True),
    Bedarf("the PDF validator", ("default-jdk-headless", "libjaxb-java"), rechner.hat_pdf_pruefer, True),
)
PROFILE = {"demo": DEMO, "test": TEST}
SPERREN = {"demo": "requirements.txt", "test": "requirements-dev.txt"}


class NichtEinrichtbar(Exception):
    """What is missing, why, and the command that would help."""


def fehlende(bedarfe: Sequence[Bedarf]) -> list[Bedarf]:
    return [bedarf for bedarf in bedarfe if not bedarf.vorhanden()]


def befehl_fuer(bedarfe: Sequence[Bedarf]) -> str:
    pakete = [paket for bedarf in bedarfe for paket in bedarf.pakete]
    return "apt-get update && apt-get install -y --no-install-recommends " + " ".join(pakete)


def _als_root() -> list[str]:
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        raise NichtEinrichtbar("neither root nor sudo")
    return ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]


def _lauf(befehl: Sequence[str], was: str, **umgebung: str) -> None:
    """Only the end of the output is shown, and only when it failed."""
    ergebnis = subprocess.run(
        befehl,
        cwd=WURZEL,
        env={**os.environ, **umgebung},
        stdin=None if befehl[0] == "sudo" else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if ergebnis.returncode:
        ende = "\n".join(ergebnis.stdout.strip().splitlines()[-15:])
        raise NichtEinrichtbar(f"{was} failed:\n{ende}")


def debian_pakete(bedarfe: Sequence[Bedarf]) -> None:
    if not shutil.which("apt-get"):
        raise NichtEinrichtbar("this is not a Debian (no apt-get)")
    root = _als_root()
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    pakete = [paket for bedarf in bedarfe for paket in bedarf.pakete]
    _lauf([*apt, "update"], "apt-get update")
    ohne_cluster = "postgresql" in pakete and not CLUSTER_RICHTLINIE.exists()
    if ohne_cluster:
        _lauf([*root, "mkdir", "-p", str(CLUSTER_RICHTLINIE.parent)], "preparing PostgreSQL")
        anweisung = f"echo 'create_main_cluster = false' > {CLUSTER_RICHTLINIE}"
        _lauf([*root, "sh", "-c", anweisung], "preparing PostgreSQL")
    try:
        _lauf([*apt, "install", "-y", "--no-install-recommends", *pakete], "apt-get install")
    finally:
        if ohne_cluster:
            _lauf([*root, "rm", "-f", str(CLUSTER_RICHTLINIE)], "tidying up after PostgreSQL")


def pruefsumme(*dateien: Path) -> str:
    summe = hashlib.sha256()
    for datei in dateien:
        summe.update(datei.read_bytes())
    return summe.hexdigest()


def ist_auf_stand(marke: Path, stand: str, profil: str) -> bool:
    """The test profile contains the demo profile, not the other way round."""
    if not marke.is_file():
        return False
    zeilen = marke.read_text(encoding="utf-8").splitlines()
    return any(zeile in zeilen for zeile in {f"test {stand}", f"{profil} {stand}"})


def python_umgebung(profil: str) -> None:
    sperre = WURZEL / SPERREN[profil]
    # Both locks count: either may change without the other.
    stand = pruefsumme(WURZEL / "requirements.txt", WURZEL / "requirements-dev.txt")
    marke = UMGEBUNG / "kim.stand"
    if ist_auf_stand(marke, stand, profil):
        return
    print(f"Installing the Python packages of {sperre.name} into .venv (a minute or two) ...", flush=True)
    if not PYTHON.exists():
        _lauf([sys.executable, "-m", "venv", str(UMGEBUNG)], "making .venv")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-q"]
    # The lock is complete. Left to resolve it anew, pip would take a release that came out since for the
    # package behind an extra, and then refuse it for want of a hash.
    aus_sperre = ["install", "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(sperre)]
    _lauf([*pip, *aus_sperre], "pip install")
    _lauf([*pip, "check"], "the check that the lock is complete")
    marke.write_text(f"{profil} {stand}\n", encoding="utf-8")


def oberflaechen_pakete(profil: str) -> None:
    marke = WURZEL / "node_modules" / ".kim.stand"
    stand = pruefsumme(WURZEL / "package.json", WURZEL / "package-lock.json")
    if ist_auf_stand(marke, stand, profil):
        return
    print("Installing the front-end packages into node_modules ...", flush=True)
    # A bare Debian has no Node; the locked Python environment brings one.
    npm = [
        str(UMGEBUNG / "bin" / "npm"),
        "ci",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--loglevel=error",
    ]
    pfad = f"{UMGEBUNG / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    _lauf([*npm, *(["--omit=dev"] if profil == "demo" else [])], "npm ci", PATH=pfad)
    marke.write_text(f"{profil} {stand}\n", encoding="utf-8")


def system_einrichten(profil: str) -> list[Bedarf]:
    """Returns what could not be installed and may be done without."""
    luecken = fehlende(PROFILE[profil])
    if not luecken:
        return []
    grund = ""
    print("Installing Debian packages for " + ", ".join(b.wofuer for b in luecken) + " ...", flush=True)
    try:
        debian_pakete(luecken)
    except NichtEinrichtbar as fehler:
        grund = str(fehler)
    rest = fehlende(luecken)
    noetig = [bedarf for bedarf in rest if rechner.in_ci() or not bedarf.verzichtbar]
    if noetig:
        raise NichtEinrichtbar(
            f"Could not install what is needed for {', '.join(b.wofuer for b in noetig)}"
            f"{': ' + grund if grund else '.'}\nAs root, run:\n    {befehl_fuer(noetig)}"
        )
    return rest


def einrichten(profil: str) -> list[Bedarf]:
    # This file is all that an older Python ever gets to run.
    if sys.version_info < (3, 11):  # noqa: UP036
        raise NichtEinrichtbar(
            f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.\n"
            "As root, run:\n    apt-get update && apt-get install -y python3"
        )
    verzichtet = system_einrichten(profil)
    python_umgebung(profil)
    oberflaechen_pakete(profil)
    _lauf([str(PYTHON), str(WURZEL / "scripts" / "oberflaeche_bauen.py")], "building the front end")
    return verzichtet


def main(argumente: Sequence[str]) -> int:
    if len(argumente) != 1 or argumente[0] not in PROFILE:
        print("usage: python3 -m scripts.einrichten demo|test", file=sys.stderr)
        return 2
    try:
        for bedarf in einrichten(argumente[0]):
            print(f"Not installed, needed for {bedarf.wofuer}. As root: {befehl_fuer([bedarf])}")
    except NichtEinrichtbar as fehler:
        print(f"\n{fehler}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted; the next run goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
