"""Where people are met: a place in a Kommune, or of an Einrichtung that serves the whole Kreis."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.stammdaten.models.auswahl import BARRIEREFREIHEIT
from kim.web.felder import Laufzeit, einer_von, einzeilig, nicht_leer, verlange_denselben_kreis

_DOPPELT = _("Einen Standort mit diesem Namen gibt es hier schon. Bitte dort weiterarbeiten.")


class Standort(Laufzeit):
    kreis = models.ForeignKey(
        "stammdaten.Kreis", on_delete=models.PROTECT, related_name="standorte", editable=False
    )
    name = models.CharField(
        _("Name"),
        max_length=120,
        validators=[einzeilig],
        help_text=_("Zum Beispiel „Rathaus“ oder „Unterkunft“."),
    )
    kommune = models.ForeignKey(
        "stammdaten.Kommune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="standorte",
        verbose_name=_("Kommune"),
        help_text=_("Die Kommune, für deren Menschen hier beraten wird."),
    )
    einrichtung = models.ForeignKey(
        "stammdaten.Einrichtung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="standorte",
        verbose_name=_("Einrichtung"),
        help_text=_("Bei wem der Standort ist. Kommune oder Einrichtung muss angegeben sein."),
    )
    anschrift = models.TextField(_("Anschrift"), max_length=500, blank=True)
    barrierefrei = models.CharField(_("Barrierefrei"), max_length=10, choices=BARRIEREFREIHEIT, blank=True)
    zugang = models.TextField(
        _("Zugang"),
        max_length=1000,
        blank=True,
        help_text=_("Stufen, Aufzug, Toilette, Parkplatz: was man vor dem ersten Besuch wissen muss."),
    )
    hinweise = models.TextField(_("Hinweise"), max_length=2000, blank=True)

    history = historie()

    class Meta(Laufzeit.Meta):
        verbose_name = _("Standort")
        verbose_name_plural = _("Standorte")
        ordering = ["name", "pk"]
        constraints = [
            *Laufzeit.Meta.constraints,
            nicht_leer("name", name="standort_name_nicht_leer"),
            einer_von(BARRIEREFREIHEIT, feld="barrierefrei", name="standort_barrierefrei", leer=True),
            models.CheckConstraint(
                condition=Q(kommune__isnull=False) | Q(einrichtung__isnull=False),
                name="standort_hat_ort",
                violation_error_message=_("Bitte eine Kommune oder eine Einrichtung angeben."),
                violation_error_code="ort",
            ),
            models.UniqueConstraint(
                "kommune",
                Lower("name"),
                condition=Q(kommune__isnull=False),
                name="standort_name_je_kommune",
                violation_error_message=_DOPPELT,
                violation_error_code="name",
            ),
            models.UniqueConstraint(
                "einrichtung",
                Lower("name"),
                condition=Q(kommune__isnull=True),
                name="standort_name_je_einrichtung",
                violation_error_message=_DOPPELT,
                violation_error_code="name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.kommune or self.einrichtung}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, kommune=self.kommune, einrichtung=self.einrichtung)
