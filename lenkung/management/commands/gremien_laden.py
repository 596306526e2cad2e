"""`manage.py gremien_laden rhein-sieg-kreis`: the Gremium of a Kreis of the sources, with its seats."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kim.basis.akteur import SystemAkteur
from lenkung.domain.laden import gremium_laden, mitgelieferte_datei, mitgelieferte_gremien
from lenkung.regeln.gremiendatei import GremiendateiFehler, lesen


class Command(BaseCommand):
    help = "Lädt ein Gremium mit seinen Sitzen. Mehrmals aufgerufen, ändert sich nichts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "gremium",
            help=f"Kürzel ({', '.join(mitgelieferte_gremien())}) oder Pfad einer eigenen TOML-Datei",
        )

    def handle(self, *args: Any, gremium: str, **options: Any) -> None:
        eigene = Path(gremium)
        pfad = eigene if eigene.suffix == ".toml" else mitgelieferte_datei(gremium)
        if not pfad.is_file():
            raise CommandError(f"Die Datei {pfad} gibt es nicht. Bitte Kürzel oder Pfad prüfen.")
        try:
            ergebnis = gremium_laden(
                datei=lesen(pfad.read_text(encoding="utf-8")), akteur=SystemAkteur("Gremien laden")
            )
        except (GremiendateiFehler, UnicodeDecodeError) as fehler:
            raise CommandError(f"{pfad.name}: {fehler}") from fehler
        self.stdout.write(
            f"{ergebnis.gremium}: {ergebnis.angelegt} Einträge angelegt, {ergebnis.vorhanden} waren schon da."
        )
