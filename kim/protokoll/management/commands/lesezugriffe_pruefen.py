"""Checks the chain of the access log of every Kreis."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kim.protokoll.domain.queries.kette import kettenbrueche


class Command(BaseCommand):
    help = "Prüft, ob im Lesezugriffsprotokoll eine Zeile fehlt oder verändert ist."

    def handle(self, *args: Any, **options: Any) -> None:
        brueche = kettenbrueche()
        for kreis_id, nummer in sorted(brueche.items()):
            self.stdout.write(f"Kreis {kreis_id}: ab Zeile {nummer} unterbrochen.")
        if brueche:
            raise CommandError("Das Lesezugriffsprotokoll ist nicht unversehrt.")
        self.stdout.write("Das Lesezugriffsprotokoll ist unversehrt.")
