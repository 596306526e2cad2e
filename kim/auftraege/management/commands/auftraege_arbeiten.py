"""The worker of the embedded mode: fetches due rows and works them off, one after the other."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from kim.auftraege.domain import auftrag_ausfuehren, faellige_auftraege


class Command(BaseCommand):
    help = "Arbeitet Aufträge aus ihren Zeilen ab, bis SIGTERM oder SIGINT kommt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--einmal", action="store_true", help="nur abarbeiten, was jetzt fällig ist")
        parser.add_argument("--pause", type=float, default=1.0, help="Sekunden zwischen zwei Blicken")

    def handle(self, *args: Any, **options: Any) -> None:
        ende = threading.Event()
        if not options["einmal"]:
            # The job at hand is finished first; a second signal is left to the operating system.
            for zeichen in (signal.SIGTERM, signal.SIGINT):
                signal.signal(zeichen, lambda *_: ende.set())
        while not ende.is_set():
            getan = self._runde(ende)
            if options["einmal"]:
                return
            if not getan:
                ende.wait(options["pause"])

    def _runde(self, ende: threading.Event) -> int:
        getan = 0
        close_old_connections()
        try:
            for auftrag_id in faellige_auftraege(jetzt=timezone.now()):
                if ende.is_set():
                    break
                auftrag_ausfuehren(auftrag_id=auftrag_id)
                getan += 1
        except OperationalError as fehler:
            # A database that is away for a moment must not end the worker; the rows wait.
            self.stderr.write(f"Datenbank nicht erreichbar ({type(fehler).__name__}), neuer Versuch folgt.")
            return 0
        return getan
