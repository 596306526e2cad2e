"""Wiring of the room: the key ring outside the database, and what proves that it is the right one."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchluesselConfig(AppConfig):
    name = "kim.schluessel"
    verbose_name = _("Schlüssel")
