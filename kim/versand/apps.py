"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VersandConfig(AppConfig):
    name = "kim.versand"
    verbose_name = _("Versand")
