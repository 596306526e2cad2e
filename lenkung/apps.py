"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LenkungConfig(AppConfig):
    name = "lenkung"
    verbose_name = _("Lenkung")
