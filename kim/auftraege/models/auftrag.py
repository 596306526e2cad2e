"""A background job as a row. The row is the truth; Celery or the embedded worker only come to fetch it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Auftrag(models.Model):
    class Stand(models.TextChoices):
        WARTET = "wartet", _("wartet")
        LAEUFT = "laeuft", _("läuft")
        ERLEDIGT = "erledigt", _("erledigt")
        GESCHEITERT = "gescheitert", _("gescheitert")
        VERWORFEN = "verworfen", _("verworfen")

    art = models.CharField(_("Art"), max_length=80)
    schluessel = models.CharField(_("Schlüssel"), max_length=200, unique=True)
    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    angaben = models.JSONField(_("Angaben"), default=dict)
    ergebnis = models.JSONField(_("Ergebnis"), default=dict)
    stand = models.CharField(_("Stand"), max_length=12, choices=Stand.choices, default=Stand.WARTET)
    erstellt_am = models.DateTimeField(_("erstellt am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Auftrag")
        verbose_name_plural = _("Aufträge")

    def __str__(self) -> str:
        return f"{self.art} ({self.stand})"
