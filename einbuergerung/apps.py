"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EinbuergerungConfig(AppConfig):
    name = "einbuergerung"
    verbose_name = _("Modul 3")
