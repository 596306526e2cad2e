"""A link in a mail that acts only after a button is pressed. Only the hash of its token is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kim.versand.regeln.aktionslink import Linkstand, linkstand


class Aktionslink(models.Model):
    zweck = models.CharField(_("Zweck"), max_length=80)
    ziel_id = models.BigIntegerField()
    token_hash = models.CharField(max_length=64, unique=True)
    ausgestellt_am = models.DateTimeField(_("ausgestellt am"))
    ausgestellt_von_name = models.CharField(_("ausgestellt durch"), max_length=200)
    gueltig_bis = models.DateTimeField(_("gültig bis"))
    eingeloest_am = models.DateTimeField(_("eingelöst am"), null=True, blank=True)
    widerrufen_am = models.DateTimeField(_("widerrufen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Aktionslink")
        verbose_name_plural = _("Aktionslinks")
        constraints = [
            models.CheckConstraint(
                condition=Q(gueltig_bis__gt=F("ausgestellt_am")), name="aktionslink_laufzeit"
            ),
            models.CheckConstraint(
                condition=~Q(zweck="") & ~Q(token_hash="") & ~Q(ausgestellt_von_name=""),
                name="aktionslink_vollstaendig",
            ),
        ]
        indexes = [models.Index(fields=["zweck", "ziel_id"], name="aktionslink_ziel")]

    def __str__(self) -> str:
        return f"{self.zweck} {self.ziel_id}"

    def stand_am(self, jetzt: datetime) -> Linkstand:
        return linkstand(
            gueltig_bis=self.gueltig_bis,
            eingeloest=self.eingeloest_am is not None,
            widerrufen=self.widerrufen_am is not None,
            jetzt=jetzt,
        )
