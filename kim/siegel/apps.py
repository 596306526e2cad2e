"""Wiring of the room: signing PDF files, and saying whether a signed one is genuine."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiegelConfig(AppConfig):
    name = "kim.siegel"
    verbose_name = _("Unterschriften")
