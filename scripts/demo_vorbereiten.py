"""Brings the data folder of the demo up to date: tables, static files, demo data. Prints the demo accounts.

Everything here may be repeated: a second start finds nothing to do and says nothing.
"""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command, get_commands


def melden(text: str) -> None:
    """Progress goes to stderr; stdout carries the accounts."""
    print(text, file=sys.stderr, flush=True)


def stand_der_oberflaeche() -> str:
    """Packages bring static files of their own, so the lock counts as well."""
    summe = hashlib.sha256((settings.WURZEL / "requirements.txt").read_bytes())
    for ordner in map(Path, settings.STATICFILES_DIRS):
        for datei in sorted(ordner.rglob("*")):
            if datei.is_file():
                angaben = datei.stat()
                summe.update(f"{datei}:{angaben.st_size}:{angaben.st_mtime_ns}\n".encode())
    return summe.hexdigest()


def statisches_sammeln() -> None:
    marke = settings.KIM_DATEN / "static.stand"
    stand = stand_der_oberflaeche()
    if marke.is_file() and marke.read_text() == stand:
        return
    melden("Oberfläche wird zusammengestellt ...")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    marke.write_text(stand)


def main() -> int:
    django.setup()
    fehlend = {"demo_laden", "demo_konten", "auftraege_arbeiten", "auftraege_planen"} - set(get_commands())
    if fehlend:
        melden("Diese Befehle fehlen in der Anwendung: " + ", ".join(sorted(fehlend)))
        return 1
    if not (settings.KIM_DATEN / "kim.sqlite3").exists():
        melden("Datenbank wird angelegt ...")
    call_command("migrate", interactive=False, verbosity=0)
    # Only what is wrong with the key ring is worth a line here, and that raises.
    call_command("schluesselbund", stdout=io.StringIO())
    statisches_sammeln()
    # What it tells belongs to the progress, not to the accounts.
    call_command("demo_laden", stdout=sys.stderr)
    konten = io.StringIO()
    call_command("demo_konten", stdout=konten)
    print(konten.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main())
