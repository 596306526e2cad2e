"""`manage.py stammdaten_laden rhein-sieg-kreis`: Kommunen, bodies and places of a Kreis of the sources."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kim.basis.akteur import SystemAkteur
from kim.stammdaten.domain.laden import stammdaten_laden
from kim.stammdaten.domain.mitgeliefert import mitgelieferte_datei, mitgelieferte_kreise
from kim.stammdaten.regeln.datendatei import DatendateiFehler, lesen


class Command(BaseCommand):
    help = "Lädt die mitgelieferten Stammdaten eines Kreises. Mehrmals aufgerufen, ändert sich nichts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "kreis", help=f"Kürzel ({', '.join(mitgelieferte_kreise())}) oder Pfad einer eigenen TOML-Datei"
        )

    def handle(self, *args: Any, kreis: str, **options: Any) -> None:
        eigene = Path(kreis)
        pfad = eigene if eigene.suffix == ".toml" else mitgelieferte_datei(kreis)
        if not pfad.is_file():
            raise CommandError(f"Die Datei {pfad} gibt es nicht. Bitte Kürzel oder Pfad prüfen.")
        try:
            datei = lesen(pfad.read_text(encoding="utf-8"))
        except (DatendateiFehler, UnicodeDecodeError) as fehler:
            raise CommandError(f"{pfad.name}: {fehler}") from fehler
        ergebnis = stammdaten_laden(datei=datei, akteur=SystemAkteur("Stammdaten laden"))
        self.stdout.write(
            f"{ergebnis.kreis}: {ergebnis.angelegt} Einträge angelegt, {ergebnis.vorhanden} waren schon da."
        )
