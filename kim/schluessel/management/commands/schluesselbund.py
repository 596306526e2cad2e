"""`manage.py schluesselbund`: make and check the key ring; --neu adds a key, --umschluesseln writes anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kim.schluessel.domain.bund import SchluesselbundFehler, schluessel_hinzufuegen
from kim.schluessel.domain.pruefung import schluesselbund, schluesselbund_pruefen
from kim.schluessel.domain.umschluesseln import umschluesseln


class Command(BaseCommand):
    help = "Legt den Schlüsselbund an, wenn es noch keinen gibt, und prüft, ob er zur Datenbank passt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--neu", action="store_true", help="einen neuen Schlüssel hinzufügen, der ab jetzt gilt"
        )

        parser.add_argument(
            "--umschluesseln",
            action="store_true",
            help="alles, was mit einem älteren Schlüssel geschrieben ist, mit dem geltenden neu schreiben",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pfad = Path(settings.KIM_SCHLUESSELBUND)
        try:
            bund = schluesselbund_pruefen(pfad=pfad)
            if options["neu"]:
                schluessel_hinzufuegen(pfad)
                bund = schluesselbund_pruefen(pfad=pfad)
                # This process has read the ring before; from here on the new key writes.
                schluesselbund.cache_clear()
        except SchluesselbundFehler as fehler:
            raise CommandError(str(fehler)) from fehler
        if options["umschluesseln"]:
            self._umschluesseln()
        self.stdout.write(
            f"Schlüsselbund in Ordnung: {len(bund.schluessel)} Schlüssel, es gilt Nr. {bund.aktuell}."
        )

    def _umschluesseln(self) -> None:
        unlesbar = 0
        for stand in umschluesseln():
            self.stdout.write(f"{stand.tabelle}: {stand.geschrieben} neu geschrieben")
            for kennung in stand.unlesbar:
                self.stderr.write(f"{stand.tabelle}, Satz {kennung}: nicht zu entschlüsseln")
            unlesbar += len(stand.unlesbar)
        if unlesbar:
            raise CommandError(f"{unlesbar} Sätze gehen mit keinem Schlüssel auf; sie sind unverändert.")
