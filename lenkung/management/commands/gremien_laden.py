"""`manage.py gremien_laden rhein-sieg-kreis`: the Gremium of a Kreis of the sources: seats and rules."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kim.basis.akteur import SystemAkteur
from lenkung.domain.go_laden import geschaeftsordnungen_laden
from lenkung.domain.laden import gremium_laden, mitgelieferte_datei, mitgelieferte_gremien
from lenkung.regeln.gremiendatei import GremiendateiFehler, lesen


class Command(BaseCommand):
    help = "Lädt ein Gremium mit Sitzen und Geschäftsordnung. Mehrmals aufgerufen, ändert sich nichts."

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
        akteur = SystemAkteur("Gremien laden")
        try:
            ergebnis = gremium_laden(datei=lesen(pfad.read_text(encoding="utf-8")), akteur=akteur)
        except (GremiendateiFehler, UnicodeDecodeError) as fehler:
            raise CommandError(f"{pfad.name}: {fehler}") from fehler
        fassungen = geschaeftsordnungen_laden(gremium_id=ergebnis.gremium.pk, akteur=akteur)
        self.stdout.write(
            f"{ergebnis.gremium}: {ergebnis.angelegt} Einträge angelegt, {ergebnis.vorhanden} waren schon da."
        )
        for fassung in fassungen:
            self.stdout.write(f"Geladen: {fassung}")
