"""A body of a Kreis that meets and decides: the Lenkungsgruppe, later its Arbeitsgruppen."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import Laufzeit, einer_von, einzeilig, nicht_leer
from lenkung.models.auswahl import GREMIUM_ARTEN
from lenkung.regeln.gremium import GremiumArt


class Gremium(Laufzeit):
    kreis = models.ForeignKey(
        "stammdaten.Kreis", on_delete=models.PROTECT, related_name="gremien", editable=False
    )
    name = models.CharField(
        _("Name"),
        max_length=200,
        validators=[einzeilig],
        help_text=_("Wie es in der Geschäftsordnung heißt."),
    )
    kurzname = models.CharField(
        _("Kurzname"),
        max_length=60,
        blank=True,
        validators=[einzeilig],
        help_text=_("Wie man im Alltag sagt, zum Beispiel „Lenkungsgruppe“."),
    )
    art = models.CharField(
        _("Art"), max_length=20, choices=GREMIUM_ARTEN, default=GremiumArt.LENKUNGSGRUPPE.value
    )

    history = historie()

    class Meta(Laufzeit.Meta):
        verbose_name = _("Gremium")
        verbose_name_plural = _("Gremien")
        ordering = ["name"]
        constraints = [
            *Laufzeit.Meta.constraints,
            nicht_leer("name", name="gremium_name_nicht_leer"),
            einer_von(GREMIUM_ARTEN, feld="art", name="gremium_art"),
            models.UniqueConstraint(
                "kreis",
                Lower("name"),
                name="gremium_name_je_kreis",
                violation_error_message=_(
                    "Ein Gremium mit diesem Namen gibt es schon. Bitte dort weiterarbeiten."
                ),
                violation_error_code="name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kurz(self) -> str:
        return self.kurzname or self.name
