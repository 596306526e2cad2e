"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProtokollConfig(AppConfig):
    name = "kim.protokoll"
    verbose_name = _("Protokoll")
