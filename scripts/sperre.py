"""Locks the packages anew, with hashes and without the name of any registry.   make sperre"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from scripts.rechner import UMGEBUNG, WURZEL


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="kim-sperre-") as ordner:
        # The tool itself is no part of the project's environment.
        venv.create(ordner, with_pip=True)
        subprocess.run([f"{ordner}/bin/pip", "install", "-q", "uv"], check=True)
        uv = [f"{ordner}/bin/uv", "pip", "compile", "-q", "--generate-hashes", "--universal"]
        uv += ["--python-version", "3.11", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate"]
        uv += ["--custom-compile-command", "make sperre", *sys.argv[1:]]
        subprocess.run([*uv, "requirements.in", "-o", "requirements.txt"], cwd=WURZEL, check=True)
        # The tests must run on the very versions that are delivered.
        entwicklung = ["requirements-dev.in", "-c", "requirements.txt", "-o", "requirements-dev.txt"]
        subprocess.run([*uv, *entwicklung], cwd=WURZEL, check=True)
    npm = [str(UMGEBUNG / "bin" / "npm"), "install", "--package-lock-only", "--loglevel=error"]
    pfad = f"{UMGEBUNG / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(npm, cwd=WURZEL, env={**os.environ, "PATH": pfad}, check=True)
    for name in ("requirements.txt", "requirements-dev.txt", "package-lock.json"):
        if "://" in (WURZEL / Path(name)).read_text(encoding="utf-8"):
            print(f"{name} names an address; it must not.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
