"""What all records of the Fallarbeit share: the Kreis in each row, and with it in each history row."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Kreissatz(models.Model):
    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True


class MitTagen(models.Model):
    """From a first to a last day; both belong to it, and no last day is an open end."""

    von = models.DateField(_("erster Tag"))
    bis = models.DateField(
        _("letzter Tag"), null=True, blank=True, help_text=_("Leer lassen, solange kein Ende feststeht.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(bis__isnull=True) | Q(bis__gte=F("von")),
                name="%(app_label)s_%(class)s_tage",
                violation_error_message=_("Das Ende liegt vor dem Beginn. Bitte die beiden Tage prüfen."),
                violation_error_code="bis",
            ),
        ]

    def gilt_am(self, tag: date) -> bool:
        return self.von <= tag and (self.bis is None or tag <= self.bis)


def am(tag: date, vor: str = "") -> Q:
    """The condition of what holds on this day; `vor` leads to the record."""
    return Q(**{f"{vor}von__lte": tag}) & (Q(**{f"{vor}bis__isnull": True}) | Q(**{f"{vor}bis__gte": tag}))
