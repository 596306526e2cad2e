"""`manage.py demo_laden`: the demo's Kreise, people and accounts; only where the demo is on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kim.demo.aufbau import demo_laden


class Command(BaseCommand):
    help = "Legt die Daten der Vorführung an. Was schon da ist, bleibt, wie es ist."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.KIM_DEMO:
            raise CommandError("Die Vorführung ist ausgeschaltet (KIM_DEMO). Es wurde nichts angelegt.")
        neu = demo_laden()
        if neu:
            self.stdout.write("Daten der Vorführung angelegt: " + ", ".join(neu))
