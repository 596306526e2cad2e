"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StammdatenConfig(AppConfig):
    name = "kim.stammdaten"
    verbose_name = _("Stammdaten")
