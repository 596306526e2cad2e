"""A body that takes part: office, municipality, authority, welfare association, chamber …"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie


class Einrichtung(models.Model):
    class Art(models.TextChoices):
        KREISVERWALTUNG = "kreisverwaltung", _("Kreisverwaltung")
        KOMMUNE = "kommune", _("Kommune")
        BEHOERDE = "behoerde", _("Behörde")
        WOHLFAHRT = "wohlfahrt", _("Wohlfahrt")
        KAMMER = "kammer", _("Kammer")
        MSO = "mso", _("Migrantenselbstorganisation")
        EHRENAMT = "ehrenamt", _("Ehrenamt")
        SONSTIGE = "sonstige", _("Sonstige")

    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="einrichtungen")
    name = models.CharField(_("Name"), max_length=200)
    art = models.CharField(_("Art"), max_length=20, choices=Art.choices)
    rechtskreis = models.CharField(_("Rechtskreis"), max_length=40, blank=True)
    kommune = models.ForeignKey("stammdaten.Kommune", on_delete=models.PROTECT, null=True, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    telefon = models.CharField(_("Telefon"), max_length=40, blank=True)

    history = historie()

    class Meta:
        verbose_name = _("Einrichtung")
        verbose_name_plural = _("Einrichtungen")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
