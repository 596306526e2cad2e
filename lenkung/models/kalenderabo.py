"""A private address under which a calendar program fetches the sessions of one account's Gremien."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Kalenderabo(models.Model):
    """Only the fingerprint of the address is stored: whoever reads the table cannot subscribe."""

    konto = models.ForeignKey(
        "konten.Konto", on_delete=models.CASCADE, related_name="kalenderabos", editable=False
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    angelegt_am = models.DateTimeField(_("angelegt am"), editable=False)
    widerrufen_am = models.DateTimeField(_("widerrufen am"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("Kalenderabo")
        verbose_name_plural = _("Kalenderabos")
        ordering = ["-angelegt_am", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(token_hash=""), name="kalenderabo_fingerabdruck"),
            models.CheckConstraint(
                condition=Q(widerrufen_am__isnull=True) | Q(widerrufen_am__gte=F("angelegt_am")),
                name="kalenderabo_widerruf_danach",
            ),
            models.UniqueConstraint(
                fields=["konto"],
                condition=Q(widerrufen_am__isnull=True),
                name="kalenderabo_eines_je_konto",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Kalenderabo von %(konto)s") % {"konto": self.konto})
