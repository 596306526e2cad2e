"""The installation's own certificate authority. The newest one signs; older ones stay for checking."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Zertifizierungsstelle(models.Model):
    # Counts up from 1: of two processes that make the same number, the database lets one through.
    nummer = models.PositiveSmallIntegerField(
        _("Nummer"), unique=True, error_messages={"unique": _("Diese Zertifizierungsstelle gibt es schon.")}
    )
    zertifikat = models.TextField(_("Zertifikat"))
    schluessel = models.TextField(_("versiegelter Schlüssel"), editable=False)
    gilt_ab = models.DateTimeField(_("gilt ab"))
    gilt_bis = models.DateTimeField(_("gilt bis"))
    erzeugt_am = models.DateTimeField(_("erzeugt am"))

    class Meta:
        verbose_name = _("Zertifizierungsstelle")
        verbose_name_plural = _("Zertifizierungsstellen")
        ordering = ["nummer"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nummer__gte=1),
                name="siegel_stelle_nummer_ab_eins",
                violation_error_message=_("Zertifizierungsstellen zählen ab 1."),
            ),
            models.CheckConstraint(
                condition=Q(gilt_bis__gt=models.F("gilt_ab")),
                name="siegel_stelle_ende_nach_beginn",
                violation_error_message=_("Eine Zertifizierungsstelle endet nach ihrem Beginn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.nummer}"
