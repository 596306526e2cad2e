"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DokumenteConfig(AppConfig):
    name = "kim.dokumente"
    verbose_name = _("Dokumente")
