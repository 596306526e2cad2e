"""The gate: what decides (`regeln/`, `permissions`, `domain/`) is covered to the last branch.

Adds up what the runs on SQLite and on PostgreSQL have left.   .venv/bin/python -m scripts.abdeckung
"""

from __future__ import annotations

import subprocess
import sys

from scripts.rechner import PYTHON, WURZEL

ORDNER = WURZEL / "build" / "pruefung"
GEPRUEFT = ("*/regeln/*", "*/permissions.py", "*/permissions/*", "*/domain/*")


def main() -> int:
    teile = sorted(str(datei) for datei in ORDNER.glob("abdeckung.*") if not datei.name.endswith(".gesamt"))
    if not teile:
        print("No coverage data yet; make test gathers it.", file=sys.stderr)
        return 1
    gesamt = f"--data-file={ORDNER / 'abdeckung.gesamt'}"
    coverage = [str(PYTHON), "-m", "coverage"]
    if (
        code := subprocess.run([*coverage, "combine", "-q", "--keep", gesamt, *teile], cwd=WURZEL).returncode
    ) != 0:
        return code
    bericht = [*coverage, "report", gesamt, "--fail-under=100", f"--include={','.join(GEPRUEFT)}"]
    return subprocess.run(bericht, cwd=WURZEL).returncode


if __name__ == "__main__":
    sys.exit(main())
