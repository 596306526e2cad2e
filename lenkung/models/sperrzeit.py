"""A time that the Kreis has marked: no sessions then, such as school holidays."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import datum
from kim.protokoll.models import historie
from kim.web.felder import einzeilig, nicht_leer
from lenkung.regeln.planung import Sperre


class Sperrzeit(models.Model):
    kreis = models.ForeignKey(
        "stammdaten.Kreis", on_delete=models.PROTECT, related_name="sperrzeiten", editable=False
    )
    bezeichnung = models.CharField(
        _("Bezeichnung"),
        max_length=120,
        validators=[einzeilig],
        help_text=_("Zum Beispiel „Sommerferien 2027“."),
    )
    von = models.DateField(_("erster Tag"))
    bis = models.DateField(_("letzter Tag"))

    history = historie()

    class Meta:
        verbose_name = _("Sperrzeit")
        verbose_name_plural = _("Sperrzeiten")
        ordering = ["von", "pk"]
        constraints = [
            nicht_leer("bezeichnung", name="sperrzeit_bezeichnung_nicht_leer"),
            models.CheckConstraint(
                condition=Q(bis__gte=F("von")),
                name="sperrzeit_ende_nach_beginn",
                violation_error_message=_("Das Ende liegt vor dem Beginn. Bitte die beiden Tage prüfen."),
                violation_error_code="bis",
            ),
            models.UniqueConstraint(
                fields=["kreis", "bezeichnung", "von"],
                name="sperrzeit_einmal",
                violation_error_message=_("Diese Sperrzeit gibt es schon. Bitte dort ändern."),
                violation_error_code="bezeichnung",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bezeichnung} ({datum(self.von)} bis {datum(self.bis)})"

    @property
    def sperre(self) -> Sperre:
        return Sperre(self.bezeichnung, self.von, self.bis)
