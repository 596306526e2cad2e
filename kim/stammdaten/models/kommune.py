"""A town or municipality of the Kreis."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.stammdaten.models.auswahl import KOMMUNE_ARTEN, RHEINSEITEN
from kim.web.felder import Laufzeit, einer_von, einzeilig, nicht_leer


class Kommune(Laufzeit):
    kreis = models.ForeignKey(
        "stammdaten.Kreis", on_delete=models.PROTECT, related_name="kommunen", editable=False
    )
    name = models.CharField(
        _("Name"), max_length=120, validators=[einzeilig], help_text=_("Ohne „Stadt“ oder „Gemeinde“ davor.")
    )
    art = models.CharField(_("Art"), max_length=20, choices=KOMMUNE_ARTEN)
    gemeindeschluessel = models.CharField(
        _("Gemeindeschlüssel"),
        max_length=8,
        blank=True,
        validators=[
            RegexValidator(
                r"^[0-9]{8}\Z", _("Der amtliche Gemeindeschlüssel hat acht Ziffern."), code="schluessel"
            )
        ],
        help_text=_("Acht Ziffern aus dem amtlichen Gemeindeverzeichnis; für Abgleiche mit der Statistik."),
    )
    rheinseite = models.CharField(
        _("Rheinseite"),
        max_length=20,
        choices=RHEINSEITEN,
        blank=True,
        help_text=_("Nur, wenn der Rhein den Kreis teilt."),
    )

    history = historie()

    class Meta(Laufzeit.Meta):
        verbose_name = _("Kommune")
        verbose_name_plural = _("Kommunen")
        ordering = ["name"]
        constraints = [
            *Laufzeit.Meta.constraints,
            nicht_leer("name", name="kommune_name_nicht_leer"),
            einer_von(KOMMUNE_ARTEN, feld="art", name="kommune_art"),
            einer_von(RHEINSEITEN, feld="rheinseite", name="kommune_rheinseite", leer=True),
            models.UniqueConstraint(
                "kreis",
                Lower("name"),
                name="kommune_name_je_kreis",
                violation_error_message=_(
                    "Eine Kommune mit diesem Namen gibt es schon. Bitte dort weiterarbeiten."
                ),
                violation_error_code="name",
            ),
            models.UniqueConstraint(
                fields=["kreis", "gemeindeschluessel"],
                condition=~Q(gemeindeschluessel=""),
                name="kommune_schluessel_je_kreis",
                violation_error_message=_("Dieser Gemeindeschlüssel gehört schon zu einer anderen Kommune."),
                violation_error_code="gemeindeschluessel",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.name}"
