"""A town or municipality of the Kreis."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie


class Kommune(models.Model):
    class Art(models.TextChoices):
        STADT = "stadt", _("Stadt")
        GEMEINDE = "gemeinde", _("Gemeinde")

    class Rheinseite(models.TextChoices):
        LINKS = "linksrheinisch", _("linksrheinisch")
        RECHTS = "rechtsrheinisch", _("rechtsrheinisch")

    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="kommunen")
    name = models.CharField(_("Name"), max_length=120)
    art = models.CharField(_("Art"), max_length=20, choices=Art.choices)
    rheinseite = models.CharField(_("Rheinseite"), max_length=20, choices=Rheinseite.choices, blank=True)

    history = historie()

    class Meta:
        verbose_name = _("Kommune")
        verbose_name_plural = _("Kommunen")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["kreis", "name"], name="kommune_name_je_kreis"),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.name}"
