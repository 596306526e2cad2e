"""`manage.py demo_konten`: who can be tried, for the console."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from kim.demo.menschen import PASSWORT, demokreise
from kim.konten.regeln.rollen import ROLLEN, Rolle


class Command(BaseCommand):
    help = "Nennt die Konten der Vorführung und ihr Passwort."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Konten der Vorführung (Passwort für alle: {PASSWORT})")
        self.stdout.write("Wo ein zweiter Faktor verlangt wird, zeigt die Seite den Code.\n")
        for kreis in demokreise():
            self.stdout.write(f"\n  {kreis.name}")
            for mensch in kreis.menschen:
                titel = ROLLEN[Rolle(mensch.rolle)].titel
                self.stdout.write(f"    {kreis.adresse(mensch.kennung):36} {titel}")
