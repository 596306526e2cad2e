"""A body that takes part: office, municipality, authority, welfare association, chamber …"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.stammdaten.models.auswahl import EINRICHTUNG_ARTEN, RECHTSKREISE
from kim.web.felder import (
    Laufzeit,
    einer_von,
    einzeilig,
    nicht_leer,
    telefonnummer,
    verlange_denselben_kreis,
)


class Einrichtung(Laufzeit):
    kreis = models.ForeignKey(
        "stammdaten.Kreis", on_delete=models.PROTECT, related_name="einrichtungen", editable=False
    )
    name = models.CharField(_("Name"), max_length=200, validators=[einzeilig])
    kurzname = models.CharField(
        _("Kurzname"),
        max_length=60,
        blank=True,
        validators=[einzeilig],
        help_text=_("Wie man im Alltag sagt, zum Beispiel „KI“ oder „ABH Siegburg“."),
    )
    art = models.CharField(_("Art"), max_length=20, choices=EINRICHTUNG_ARTEN)
    rechtskreis = models.CharField(
        _("Rechtskreis"),
        max_length=20,
        choices=RECHTSKREISE,
        blank=True,
        help_text=_("Das Recht, nach dem sie vor allem handelt."),
    )
    kommune = models.ForeignKey(
        "stammdaten.Kommune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="einrichtungen",
        verbose_name=_("Kommune"),
        help_text=_("Leer lassen, wenn sie für den ganzen Kreis da ist."),
    )
    email = models.EmailField(_("E-Mail"), blank=True)
    telefon = models.CharField(_("Telefon"), max_length=40, blank=True, validators=[telefonnummer])
    website = models.URLField(_("Website"), blank=True, help_text=_("Vollständig, mit https:// am Anfang."))
    anschrift = models.TextField(_("Anschrift"), max_length=500, blank=True)
    bemerkung = models.TextField(
        _("Bemerkung"),
        max_length=2000,
        blank=True,
        help_text=_("Für alle sichtbar, die Stammdaten sehen. Keine Angaben über Klientinnen und Klienten."),
    )

    history = historie()

    class Meta(Laufzeit.Meta):
        verbose_name = _("Einrichtung")
        verbose_name_plural = _("Einrichtungen")
        ordering = ["name"]
        constraints = [
            *Laufzeit.Meta.constraints,
            nicht_leer("name", name="einrichtung_name_nicht_leer"),
            einer_von(EINRICHTUNG_ARTEN, feld="art", name="einrichtung_art"),
            einer_von(RECHTSKREISE, feld="rechtskreis", name="einrichtung_rechtskreis", leer=True),
            models.UniqueConstraint(
                "kreis",
                Lower("name"),
                name="einrichtung_name_je_kreis",
                violation_error_message=_(
                    "Eine Einrichtung mit diesem Namen gibt es schon. "
                    "Bitte dort weiterarbeiten oder einen Zusatz anfügen."
                ),
                violation_error_code="name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, kommune=self.kommune)

    @property
    def ohne_kontakt(self) -> bool:
        return not self.email and not self.telefon
