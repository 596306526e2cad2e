"""A private address under which a calendar program fetches the Termine of one account."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.basis import Kreissatz


class Terminabo(Kreissatz):
    """Only the fingerprint of the address is stored: whoever reads the table cannot subscribe."""

    konto = models.ForeignKey(
        "konten.Konto", on_delete=models.CASCADE, related_name="terminabos", editable=False
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    angelegt_am = models.DateTimeField(_("angelegt am"), editable=False)
    widerrufen_am = models.DateTimeField(_("widerrufen am"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("Kalenderabo der Termine")
        verbose_name_plural = _("Kalenderabos der Termine")
        ordering = ["-angelegt_am", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(token_hash=""), name="terminabo_fingerabdruck"),
            models.CheckConstraint(
                condition=Q(widerrufen_am__isnull=True) | Q(widerrufen_am__gte=F("angelegt_am")),
                name="terminabo_widerruf_danach",
            ),
            models.UniqueConstraint(
                fields=["konto"], condition=Q(widerrufen_am__isnull=True), name="terminabo_eines_je_konto"
            ),
        ]

    def __str__(self) -> str:
        return f"Kalenderabo {self.pk}"
