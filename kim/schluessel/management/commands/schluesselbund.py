"""`manage.py schluesselbund`: make and check the key ring; with --neu add a key. Part of every start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kim.schluessel.domain.bund import SchluesselbundFehler, schluessel_hinzufuegen
from kim.schluessel.domain.pruefung import schluesselbund_pruefen


class Command(BaseCommand):
    help = "Legt den Schlüsselbund an, wenn es noch keinen gibt, und prüft, ob er zur Datenbank passt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--neu", action="store_true", help="einen neuen Schlüssel hinzufügen, der ab jetzt gilt"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pfad = Path(settings.KIM_SCHLUESSELBUND)
        try:
            bund = schluesselbund_pruefen(pfad=pfad)
            if options["neu"]:
                schluessel_hinzufuegen(pfad)
                bund = schluesselbund_pruefen(pfad=pfad)
        except SchluesselbundFehler as fehler:
            raise CommandError(str(fehler)) from fehler
        self.stdout.write(
            f"Schlüsselbund in Ordnung: {len(bund.schluessel)} Schlüssel, es gilt Nr. {bund.aktuell}."
        )
