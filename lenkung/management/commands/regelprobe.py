"""One scenario in, one answer out:   manage.py regelprobe < szenario.json   or, line by line, --zeilen."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from lenkung.domain.queries.geschaeftsordnung import gespeicherte_ordnung
from lenkung.domain.regelprobe import beantworte
from lenkung.regeln.szenario import SzenarioFehler


def _keine_zahl(name: str) -> NoReturn:
    raise ValueError(name)


def lesen(eingabe: bytes) -> Any:
    """Whatever is no JSON is malformed as a whole, be it by its bytes, its depth or the size of a number."""
    try:
        return json.loads(eingabe.decode("utf-8"), parse_constant=_keine_zahl)
    except (ValueError, RecursionError):
        raise SzenarioFehler("", "ist kein gültiges JSON") from None


def schreiben(antwort: dict[str, Any]) -> bytes:
    try:
        return json.dumps(antwort, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        # Half a surrogate pair in a name: JSON can say it, UTF-8 cannot.
        return json.dumps(antwort).encode()


class Command(BaseCommand):
    help = "Answers scenarios by the rules of a Geschäftsordnung: JSON in, JSON out."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--zeilen", action="store_true", help="every line is a scenario, every answer a line"
        )

    def handle(self, *args: Any, zeilen: bool, **options: Any) -> None:
        if zeilen:
            for zeile in sys.stdin.buffer:
                self._ausgeben(self._zeile(zeile))
            return
        try:
            self._ausgeben(schreiben(beantworte(lesen(sys.stdin.buffer.read()), gespeicherte_ordnung)))
        except SzenarioFehler as fehler:
            self.stderr.write(str(fehler))
            sys.exit(2)

    def _zeile(self, zeile: bytes) -> bytes:
        try:
            return schreiben(beantworte(lesen(zeile), gespeicherte_ordnung))
        except SzenarioFehler as fehler:
            return schreiben({"fehler": str(fehler)})

    def _ausgeben(self, zeile: bytes) -> None:
        sys.stdout.buffer.write(zeile + b"\n")
        sys.stdout.buffer.flush()
