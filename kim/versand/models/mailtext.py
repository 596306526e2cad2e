"""How a Kreis words a mail text of the house. Without a row the standard text holds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie


class Mailtext(models.Model):
    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="+")
    art = models.CharField(_("Art"), max_length=80)
    betreff = models.CharField(_("Betreff"), max_length=200)
    text = models.TextField(_("Text"), max_length=10_000)

    history = historie()

    class Meta:
        verbose_name = _("Mailtext")
        verbose_name_plural = _("Mailtexte")
        constraints = [
            models.UniqueConstraint(
                fields=["kreis", "art"],
                name="mailtext_je_kreis",
                violation_error_message=_("Für diesen Kreis gibt es schon eine eigene Fassung."),
                violation_error_code="doppelt",
            ),
            models.CheckConstraint(
                condition=~Q(betreff="") & ~Q(text="") & ~Q(art=""), name="mailtext_vollstaendig"
            ),
        ]

    def __str__(self) -> str:
        return self.art
