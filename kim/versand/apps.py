"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE


class VersandConfig(AppConfig):
    name = "kim.versand"
    verbose_name = _("Versand")

    def ready(self) -> None:
        from kim.versand import tasks

        AUFTRAGSARTEN.eintragen(tasks.NACHRICHT_SENDEN)
        AUFTRAGSARTEN.eintragen(tasks.LIEGENGEBLIEBENES_SENDEN)
        ZEITPLAENE.eintragen(tasks.KEHRPLAN)
