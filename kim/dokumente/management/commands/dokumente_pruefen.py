"""Checks every stored file against its checksum, and finds files that no entry knows."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kim.dokumente.domain import speicher
from kim.dokumente.domain.queries.bestand import bestand_pruefen


class Command(BaseCommand):
    help = "Prüft alle abgelegten Dateien gegen ihre Prüfsumme und findet Dateien ohne Eintrag."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--verwaiste-loeschen",
            action="store_true",
            help="löscht Dateien ohne Eintrag, die älter als ein Tag sind (Reste abgebrochener Vorgänge)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        befund = bestand_pruefen(jetzt=timezone.now())
        self.stdout.write(f"{befund.geprueft} Dokumente geprüft.")
        for nummer in befund.beschaedigt:
            self.stdout.write(f"Dokument {nummer}: Datei fehlt oder ist verändert.")
        for ablage in befund.verwaist:
            self.stdout.write(f"Datei ohne Eintrag: {ablage}")
            if options["verwaiste_loeschen"]:
                speicher.entferne(ablage)
        if befund.beschaedigt:
            raise CommandError(
                "Bitte die beschädigten Dateien aus der Datensicherung zurückholen (docs/betrieb.md)."
            )
        if befund.verwaist and not options["verwaiste_loeschen"]:
            raise CommandError("Dateien ohne Eintrag löscht der Schalter --verwaiste-loeschen.")
