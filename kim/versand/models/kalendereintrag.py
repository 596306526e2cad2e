"""What the calendars of recipients know of an appointment: its UID never changes, its SEQUENCE only rises."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kalendereintrag(models.Model):
    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="+")
    schluessel = models.CharField(_("Schlüssel"), max_length=200)
    uid = models.CharField(_("UID"), max_length=250, unique=True)
    sequenz = models.PositiveIntegerField(_("Nummer der Änderung"))
    abgesagt = models.BooleanField(_("abgesagt"), default=False)

    class Meta:
        verbose_name = _("Kalendereintrag")
        verbose_name_plural = _("Kalendereinträge")
        constraints = [
            models.UniqueConstraint(fields=["kreis", "schluessel"], name="kalendereintrag_schluessel"),
            models.CheckConstraint(
                condition=~Q(schluessel="") & ~Q(uid=""), name="kalendereintrag_vollstaendig"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schluessel} ({self.sequenz})"
