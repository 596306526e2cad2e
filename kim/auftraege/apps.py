"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuftraegeConfig(AppConfig):
    name = "kim.auftraege"
    verbose_name = _("Aufträge")
