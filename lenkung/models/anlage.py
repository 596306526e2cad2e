"""A paper that belongs to a proposal, a Vorlage or an item of an agenda."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.web.felder import einzeilig, nicht_leer


class Anlage(models.Model):
    """The file itself lies in `dokumente`; it stays as long as something here points to it."""

    dokument = models.ForeignKey("dokumente.Dokument", on_delete=models.PROTECT, related_name="+")
    titel = models.CharField(_("Bezeichnung"), max_length=200, validators=[einzeilig])
    reihenfolge = models.PositiveSmallIntegerField(default=1, editable=False)
    vorschlag = models.ForeignKey(
        "lenkung.Vorschlag", on_delete=models.PROTECT, null=True, blank=True, related_name="anlagen"
    )
    fassung = models.ForeignKey(
        "lenkung.Vorlagenfassung", on_delete=models.PROTECT, null=True, blank=True, related_name="anlagen"
    )
    punkt = models.ForeignKey(
        "lenkung.Tagesordnungspunkt", on_delete=models.PROTECT, null=True, blank=True, related_name="anlagen"
    )
    abgelegt_am = models.DateTimeField(_("abgelegt am"))
    abgelegt_von_name = models.CharField(_("abgelegt durch"), max_length=200)
    # Taken off again: it stays for what was already sent.
    entfernt_am = models.DateTimeField(_("entfernt am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Anlage")
        verbose_name_plural = _("Anlagen")
        ordering = ["reihenfolge", "pk"]
        constraints = [
            nicht_leer("titel", name="anlage_titel_nicht_leer"),
            models.CheckConstraint(
                condition=Q(vorschlag__isnull=False, fassung__isnull=True, punkt__isnull=True)
                | Q(vorschlag__isnull=True, fassung__isnull=False, punkt__isnull=True)
                | Q(vorschlag__isnull=True, fassung__isnull=True, punkt__isnull=False),
                name="anlage_gehoert_zu_einem",
            ),
        ]

    def __str__(self) -> str:
        return self.titel
