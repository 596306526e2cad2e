"""The whole suite: on SQLite, on PostgreSQL with Redis, in Chromium; then the coverage gate.

    .venv/bin/python -m scripts.pruefen [sqlite|postgres|e2e|abdeckung ...]

The last lines say what was left out. In CI nothing may be.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from scripts import abdeckung, rechner, wegwerfserver
from scripts.abdeckung import ORDNER
from scripts.rechner import PYTHON, WURZEL

# pytest's way to say that no test was chosen.
KEINE_TESTS = 5
PROZESSE = str(max(2, min(8, os.cpu_count() or 2)))


@dataclass
class Lauf:
    name: str
    auswahl: str
    umgebung: dict[str, str] = field(default_factory=dict)
    mit_abdeckung: bool = True
    code: int = 0
    dauer: float = 0.0
    bestanden: set[str] = field(default_factory=set)
    ausgelassen: dict[str, str] = field(default_factory=dict)

    def ausfuehren(self, tmp: Path) -> None:
        print(f"\n=== {self.name} ===", flush=True)
        bericht = ORDNER / f"{self.name}.xml"
        befehl = [
            str(PYTHON),
            "-m",
            "pytest",
            "-q",
            "-n",
            PROZESSE,
            "--dist",
            "worksteal",
            "-m",
            self.auswahl,
        ]
        befehl += [f"--junitxml={bericht}", "-p", "no:cacheprovider"]
        # Three runs and every process that they start read the same files: compiled once is enough.
        umgebung = {**os.environ, **self.umgebung, "TMPDIR": str(tmp), "PYTHONDONTWRITEBYTECODE": ""}
        if self.mit_abdeckung:
            befehl += ["--cov", "--cov-report="]
            umgebung["COVERAGE_FILE"] = str(ORDNER / f"abdeckung.{self.name}")
        beginn = time.monotonic()
        self.code = subprocess.run(befehl, cwd=WURZEL, env=umgebung, stdin=subprocess.DEVNULL).returncode
        self.dauer = time.monotonic() - beginn
        self._lesen(bericht)

    def _lesen(self, bericht: Path) -> None:
        if not bericht.is_file():
            return
        for fall in ElementTree.parse(bericht).iter("testcase"):
            name = f"{fall.get('classname')}::{fall.get('name')}"
            if (grund := fall.find("skipped")) is not None:
                self.ausgelassen[name] = grund.get("message") or "no reason given"
            else:
                self.bestanden.add(name)

    @property
    def gut(self) -> bool:
        return self.code in (0, KEINE_TESTS)


@contextlib.contextmanager
def arbeitsordner() -> Iterator[Path]:
    """Where the tests keep their passing files; gone afterwards."""
    ordner = Path(tempfile.mkdtemp(prefix="kim-pruefung-"))
    # Tests start PostgreSQL below it under an account of its own, which has to get through.
    ordner.chmod(0o711)
    try:
        yield ordner
    finally:
        shutil.rmtree(ordner, ignore_errors=True)


def ohne_pdf(auswahl: str, luecken: list[str]) -> str:
    if rechner.hat_pdf_pruefer():
        return auswahl
    luecken.append("PDF validation: no JDK or no libjaxb-java")
    return f"{auswahl} and not pdfpruefung"


def laufen(schritte: Sequence[str], tmp: Path) -> tuple[list[Lauf], list[str]]:
    laeufe: list[Lauf] = []
    luecken: list[str] = []
    ohne_server = "not e2e and not postgres and not redis"
    if "sqlite" in schritte:
        laeufe.append(
            Lauf("sqlite", ohne_pdf(ohne_server, luecken), {"KIM_TEST_DB": "", "KIM_TEST_REDIS": ""})
        )
        laeufe[-1].ausfuehren(tmp)
    with contextlib.ExitStack() as server:
        umgebung = {"KIM_TEST_DB": "", "KIM_TEST_REDIS": ""}
        hat_postgres, hat_redis = rechner.postgres_ordner() is not None, rechner.redis_programm() is not None
        if {"postgres", "e2e"} & set(schritte) and hat_postgres:
            umgebung["KIM_TEST_DB"] = server.enter_context(wegwerfserver.postgres())
            umgebung["KIM_TEST_BEHALTEN"] = "1"
        if "postgres" in schritte and hat_redis:
            umgebung["KIM_TEST_REDIS"] = server.enter_context(wegwerfserver.redis())
        if "postgres" in schritte:
            if not hat_postgres:
                luecken.append("the suite on PostgreSQL: no PostgreSQL server programs")
            if not hat_redis:
                luecken.append("the tests with Redis: no Redis server program")
            if hat_postgres:
                # What asks no database, or proves what no database changes, has run already.
                auswahl = "not e2e and not ohne_datenbank and not eine_datenbank"
                auswahl += "" if hat_redis else " and not redis"
                laeufe.append(Lauf("postgres", ohne_pdf(auswahl, []), umgebung))
                laeufe[-1].ausfuehren(tmp)
        if "e2e" in schritte:
            if rechner.chromium() is None:
                luecken.append("the tests in a browser: no Chromium")
            else:
                laeufe.append(Lauf("e2e", "e2e", umgebung, mit_abdeckung=False))
                laeufe[-1].ausfuehren(tmp)
    return laeufe, luecken


def nirgends_gelaufen(laeufe: Sequence[Lauf]) -> dict[str, str]:
    """A test may be skipped on one database when it ran on the other."""
    bestanden = set().union(*(lauf.bestanden for lauf in laeufe))
    return {n: g for lauf in laeufe for n, g in lauf.ausgelassen.items() if n not in bestanden}


def main(argumente: Sequence[str]) -> int:
    alle = ("sqlite", "postgres", "e2e", "abdeckung")
    schritte = tuple(argumente) or alle
    if unbekannt := set(schritte) - set(alle):
        print(f"unknown: {', '.join(sorted(unbekannt))}; there are {', '.join(alle)}", file=sys.stderr)
        return 2
    ORDNER.mkdir(parents=True, exist_ok=True)
    for alt in ORDNER.glob("abdeckung.*"):
        if set(schritte) & {"sqlite", "postgres"}:
            alt.unlink()
    try:
        with arbeitsordner() as tmp:
            laeufe, luecken = laufen(schritte, tmp)
    except wegwerfserver.ServerFehlt as fehler:
        print(f"A server for the tests does not start: {fehler}", file=sys.stderr)
        return 1
    gut = all(lauf.gut for lauf in laeufe)
    if "abdeckung" in schritte:
        print("\n=== abdeckung ===", flush=True)
        if any(not lauf.gut for lauf in laeufe):
            luecken.append("the coverage gate: it means nothing while tests fail")
        elif abdeckung.main() != 0:
            gut = False
    luecken += [f"{lauf.name}: no test was chosen" for lauf in laeufe if lauf.code == KEINE_TESTS]
    for name, grund in sorted(nirgends_gelaufen(laeufe).items()):
        luecken.append(f"{name}: {grund}")
    print("\n=== Ergebnis ===")
    for lauf in laeufe:
        print(f"{lauf.name:10} {'bestanden' if lauf.gut else 'NICHT BESTANDEN':16} {lauf.dauer:6.1f} s")
    for luecke in luecken:
        print(f"left out: {luecke}")
    if not luecken:
        print("left out: nothing")
    if luecken and rechner.in_ci():
        print("In CI nothing may be left out.")
        gut = False
    print("All good." if gut else "Not good.")
    return 0 if gut else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
