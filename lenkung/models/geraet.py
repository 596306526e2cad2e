"""A member's own device that votes in one session, and the fact that a seat has voted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Stimmgeraet(models.Model):
    """For one person on one seat in one session. Only the fingerprint of the code is stored."""

    sitzung = models.ForeignKey(
        "lenkung.Sitzung", on_delete=models.PROTECT, related_name="stimmgeraete", editable=False
    )
    sitz = models.ForeignKey("lenkung.Sitz", on_delete=models.PROTECT, related_name="+", editable=False)
    person = models.ForeignKey(
        "stammdaten.Person", on_delete=models.PROTECT, related_name="+", editable=False
    )
    name = models.CharField(_("Name"), max_length=200)
    abdruck = models.CharField(max_length=64, unique=True, editable=False)
    ausgegeben_am = models.DateTimeField(_("ausgegeben um"))
    ausgegeben_von_name = models.CharField(_("ausgegeben durch"), max_length=200)
    # A new code of the same person ends the one before.
    gesperrt_am = models.DateTimeField(_("gesperrt um"), null=True, blank=True)

    class Meta:
        verbose_name = _("Stimmgerät")
        verbose_name_plural = _("Stimmgeräte")
        ordering = ["sitzung_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitzung", "person"],
                condition=Q(gesperrt_am__isnull=True),
                name="stimmgeraet_eines_je_person",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kreis_id(self) -> int:
        return self.sitzung.gremium.kreis_id


class Stimmabgabe(models.Model):
    """That a seat has voted, never how: a secret vote keeps counts only."""

    abstimmung = models.ForeignKey(
        "lenkung.Abstimmung", on_delete=models.PROTECT, related_name="abgaben", editable=False
    )
    sitz = models.ForeignKey("lenkung.Sitz", on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("Stimmabgabe")
        verbose_name_plural = _("Stimmabgaben")
        # By seat, not in the order in which they came.
        ordering = ["abstimmung_id", "sitz_id"]
        constraints = [
            models.UniqueConstraint(fields=["abstimmung", "sitz"], name="stimmabgabe_einmal_je_sitz"),
        ]

    def __str__(self) -> str:
        return str(_("abgestimmt"))

    @property
    def kreis_id(self) -> int:
        return self.abstimmung.sitzung.gremium.kreis_id
