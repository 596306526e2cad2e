"""The scheduler of the embedded mode: files what recurs."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from kim.auftraege.domain import auftraege_planen


class Command(BaseCommand):
    help = "Legt an, was nach Zeitplan fällig ist: einmal oder, mit --dauerhaft, bis SIGTERM kommt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dauerhaft", action="store_true")
        parser.add_argument("--pause", type=float, default=20.0, help="Sekunden zwischen zwei Blicken")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dauerhaft"]:
            auftraege_planen(jetzt=timezone.now())
            return
        ende = threading.Event()
        for zeichen in (signal.SIGTERM, signal.SIGINT):
            signal.signal(zeichen, lambda *_: ende.set())
        while not ende.is_set():
            close_old_connections()
            try:
                auftraege_planen(jetzt=timezone.now())
            except OperationalError as fehler:
                self.stderr.write(
                    f"Datenbank nicht erreichbar ({type(fehler).__name__}), neuer Versuch folgt."
                )
            ende.wait(options["pause"])
