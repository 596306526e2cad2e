"""What has a first and a last day, and what a database says when two of them collide."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lenkung.regeln.besetzung import Zeitraum


class MitZeitraum(models.Model):
    """Both days belong to it. An empty one is an open end."""

    von = models.DateField(
        _("erster Tag"), null=True, blank=True, help_text=_("Leer lassen, wenn der Beginn nicht bekannt ist.")
    )
    bis = models.DateField(
        _("letzter Tag"), null=True, blank=True, help_text=_("Leer lassen, solange kein Ende feststeht.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(von__isnull=True) | Q(bis__isnull=True) | Q(bis__gte=F("von")),
                name="%(class)s_ende_nach_beginn",
                violation_error_message=_("Das Ende liegt vor dem Beginn. Bitte die beiden Tage prüfen."),
                violation_error_code="bis",
            ),
        ]

    @property
    def zeitraum(self) -> Zeitraum:
        return Zeitraum(self.von, self.bis)

    def aktiv_am(self, tag: date) -> bool:
        return self.zeitraum.umfasst(tag)


def am(tag: date) -> Q:
    """The condition of what holds on this day."""
    return (Q(von__isnull=True) | Q(von__lte=tag)) & (Q(bis__isnull=True) | Q(bis__gte=tag))


def ueberschneidend(zeitraum: Zeitraum) -> Q:
    """The condition of what shares at least one day with it."""
    bedingung = Q()
    if zeitraum.bis is not None:
        bedingung &= Q(von__isnull=True) | Q(von__lte=zeitraum.bis)
    if zeitraum.von is not None:
        bedingung &= Q(bis__isnull=True) | Q(bis__gte=zeitraum.von)
    return bedingung
