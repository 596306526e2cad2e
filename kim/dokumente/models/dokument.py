"""A stored file. Its bytes lie outside the web root under a random name; the row knows hash, size and type."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Dokument(models.Model):
    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Dateiname"), max_length=200)
    mime = models.CharField(_("Typ"), max_length=100)
    groesse = models.PositiveBigIntegerField(_("Größe"))
    sha256 = models.CharField(max_length=64)
    ablage = models.CharField(max_length=100, unique=True)
    gehoert_zu_art = models.CharField(max_length=80)
    gehoert_zu_id = models.BigIntegerField(null=True, blank=True)
    sensibel = models.BooleanField(default=False)
    erzeugt_am = models.DateTimeField(_("erzeugt am"), auto_now_add=True)
    # id and name instead of a foreign key: the accounts are a higher room, and the name outlives the account
    erzeugt_von_id = models.BigIntegerField(null=True, editable=False)
    erzeugt_von_name = models.CharField(_("erzeugt von"), max_length=200, default="", editable=False)

    class Meta:
        verbose_name = _("Dokument")
        verbose_name_plural = _("Dokumente")

    def __str__(self) -> str:
        return self.name
