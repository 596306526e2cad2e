"""Outbox: one Nachricht, one Zustellung per person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Nachricht(models.Model):
    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="+")
    betreff = models.CharField(_("Betreff"), max_length=250)
    erstellt_am = models.DateTimeField(_("erstellt am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Nachricht")
        verbose_name_plural = _("Nachrichten")

    def __str__(self) -> str:
        return self.betreff
