"""A case on one's desk again on a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.basis import Kreissatz
from casemgmt.models.fall import Fall
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselterText
from kim.web.felder import einzeilig, nicht_leer, verlange_denselben_kreis


class Wiedervorlage(Kreissatz):
    fall = models.ForeignKey(Fall, on_delete=models.PROTECT, related_name="wiedervorlagen", editable=False)
    konto = models.ForeignKey("konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False)
    """Who wrote it. It is due for whoever answers for the case on that day."""
    faellig_am = models.DateField(_("fällig am"))
    text = VerschluesselterText(_("Was zu tun ist"), max_length=300, validators=[einzeilig])
    ergebnis = models.ForeignKey(
        "casemgmt.Konferenzergebnis",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="wiedervorlagen",
        editable=False,
    )
    """The result of a conference that it was made from."""
    erledigt_am = models.DateTimeField(_("erledigt am"), null=True, blank=True, editable=False)
    erledigt_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    history = historie()

    class Meta:
        verbose_name = _("Wiedervorlage")
        verbose_name_plural = _("Wiedervorlagen")
        ordering = ["faellig_am", "pk"]
        constraints = [
            nicht_leer("text", name="wiedervorlage_text"),
            models.CheckConstraint(
                condition=Q(erledigt_am__isnull=True, erledigt_von__isnull=True)
                | Q(erledigt_am__isnull=False, erledigt_von__isnull=False),
                name="wiedervorlage_erledigt_durch",
            ),
            models.UniqueConstraint(
                fields=["ergebnis"],
                condition=Q(ergebnis__isnull=False),
                name="wiedervorlage_eine_je_ergebnis",
                violation_error_message=_("Zu diesem Ergebnis gibt es schon eine Wiedervorlage."),
                violation_error_code="ergebnis",
            ),
        ]
        indexes = [
            models.Index(
                fields=["fall", "faellig_am"],
                name="wiedervorlage_offen",
                condition=Q(erledigt_am__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"Wiedervorlage {self.pk}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, fall=self.fall)
