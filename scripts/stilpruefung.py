"""Every linter, all of them even when one complains.   .venv/bin/python -m scripts.stilpruefung"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from scripts.rechner import UMGEBUNG, WURZEL

# Enough to let production settings load; none of it reaches a server.
BETRIEB = {
    "DJANGO_SETTINGS_MODULE": "kim.settings.production",
    "KIM_GEHEIMNIS": "only-for-the-deployment-check-" + "x7Qp2mV9" * 6,
    "KIM_HOSTS": "kim.example",
    "KIM_BASIS_URL": "https://kim.example",
    "KIM_DATENBANK_URL": "postgresql://kim:kim@127.0.0.1:1/kim",
    "KIM_REDIS_URL": "redis://127.0.0.1:1/0",
    "KIM_MAILSERVER_URL": "smtp://127.0.0.1:1",
    "KIM_ABSENDER": "kim@kim.example",
}
TEST = {"DJANGO_SETTINGS_MODULE": "kim.settings.test"}
VERWALTEN = ("python", "manage.py")
SCHRITTE: tuple[tuple[str, tuple[str, ...], dict[str, str]], ...] = (
    ("ruff check", ("ruff", "check", "."), {}),
    ("ruff format", ("ruff", "format", "--check", "."), {}),
    ("layers", ("lint-imports",), {}),
    ("types", ("mypy",), {}),
    ("templates", ("djlint", "templates", "--lint", "--quiet"), {}),
    ("migrations", (*VERWALTEN, "makemigrations", "--check", "--dry-run"), TEST),
    ("deployment", (*VERWALTEN, "check", "--deploy", "--fail-level", "WARNING"), BETRIEB),
)


def main() -> int:
    schlecht = []
    with tempfile.TemporaryDirectory(prefix="kim-stil-") as daten:
        for name, befehl, umgebung in SCHRITTE:
            print(f"--- {name}", flush=True)
            programm = str(UMGEBUNG / "bin" / befehl[0])
            ergebnis = subprocess.run(
                [programm, *befehl[1:]],
                cwd=WURZEL,
                env={**os.environ, "KIM_DATEN": daten, "TMPDIR": daten, **umgebung},
                stdin=subprocess.DEVNULL,
            )
            if ergebnis.returncode:
                schlecht.append(name)
    print(f"\nNot good: {', '.join(schlecht)}" if schlecht else "\nAll good.")
    return 1 if schlecht else 0


if __name__ == "__main__":
    sys.exit(main())
