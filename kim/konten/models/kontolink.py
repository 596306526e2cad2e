"""Links that reach a person by mail: the invitation, and signing in without a password. Only the hash is
kept."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kim.konten.regeln.links import Linkzustand, Linkzweck, linkzustand

ZWECKE = [(Linkzweck.EINLADUNG.value, _("Einladung")), (Linkzweck.ANMELDUNG.value, _("Anmeldung"))]


class Kontolink(models.Model):
    konto = models.ForeignKey("konten.Konto", on_delete=models.CASCADE, related_name="links")
    zweck = models.CharField(_("Zweck"), max_length=20, choices=ZWECKE)
    token_hash = models.CharField(max_length=64, unique=True)
    ausgestellt_am = models.DateTimeField(_("ausgestellt am"))
    ausgestellt_von_name = models.CharField(_("ausgestellt durch"), max_length=200)
    gueltig_bis = models.DateTimeField(_("gültig bis"))
    eingeloest_am = models.DateTimeField(_("eingelöst am"), null=True, blank=True)
    widerrufen_am = models.DateTimeField(_("widerrufen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Link")
        verbose_name_plural = _("Links")
        ordering = ["-ausgestellt_am", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(zweck__in=[zweck.value for zweck in Linkzweck]), name="kontolink_zweck"
            ),
            models.CheckConstraint(
                condition=Q(gueltig_bis__gt=F("ausgestellt_am")), name="kontolink_laufzeit"
            ),
            models.CheckConstraint(
                condition=Q(eingeloest_am__isnull=True) | Q(widerrufen_am__isnull=True),
                name="kontolink_ein_ende",
            ),
            models.UniqueConstraint(
                fields=["konto", "zweck"],
                condition=Q(eingeloest_am__isnull=True, widerrufen_am__isnull=True),
                name="kontolink_einer_offen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_zweck_display()}: {self.konto}"

    def zustand_am(self, jetzt: datetime) -> Linkzustand:
        return linkzustand(
            gueltig_bis=self.gueltig_bis,
            eingeloest=self.eingeloest_am is not None,
            widerrufen=self.widerrufen_am is not None,
            jetzt=jetzt,
        )
