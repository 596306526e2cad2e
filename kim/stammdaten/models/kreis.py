"""The tenant."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.stammdaten.regeln.akzentfarbe import akzentfarbe_pruefen
from kim.web.felder import einzeilig, nicht_leer, telefonnummer

SCHWELLE_VON, SCHWELLE_BIS = 2, 20


def akzentfarbe_lesbar(farbe: str) -> None:
    """The colour must be readable in the light and in the dark look."""
    try:
        befund = akzentfarbe_pruefen(farbe)
    except ValueError:
        raise ValidationError(
            _("Bitte # und sechs Zeichen von 0 bis 9 und a bis f angeben, zum Beispiel #1b4f8f."),
            code="farbe",
        ) from None
    for verstoss in befund.verstoesse:
        raise ValidationError(verstoss.text, code=verstoss.code)


class Kreis(models.Model):
    name = models.CharField(_("Name"), max_length=120, unique=True, validators=[einzeilig])
    kuerzel = models.SlugField(_("Kürzel"), max_length=40, unique=True)
    absenderzeile = models.CharField(
        _("Absenderzeile"),
        max_length=200,
        blank=True,
        validators=[einzeilig],
        help_text=_("Steht klein über dem Anschriftenfeld der Briefe."),
    )
    anschrift = models.TextField(
        _("Anschrift"),
        max_length=500,
        blank=True,
        help_text=_("Mehrzeilig, so wie sie im Briefkopf stehen soll."),
    )
    telefon = models.CharField(_("Telefon"), max_length=40, blank=True, validators=[telefonnummer])
    email = models.EmailField(_("E-Mail"), blank=True)
    website = models.URLField(_("Website"), blank=True, help_text=_("Vollständig, mit https:// am Anfang."))
    fusszeile = models.TextField(
        _("Fußzeile"),
        max_length=500,
        blank=True,
        help_text=_("Steht am Fuß jeder Seite der Briefe und Niederschriften."),
    )
    # The file lies in a higher room (dokumente); the page frame needs only its name in the address.
    logo_kennung = models.CharField(max_length=64, blank=True, editable=False)
    akzentfarbe = models.CharField(
        _("Akzentfarbe"),
        max_length=7,
        blank=True,
        validators=[akzentfarbe_lesbar],
        help_text=_("Für Schaltflächen und Verweise. Leer: das Blau des Designsystems."),
    )
    unterdrueckung_unter = models.PositiveSmallIntegerField(
        _("Kleine Zahlen unterdrücken unter"),
        default=5,
        validators=[MinValueValidator(SCHWELLE_VON), MaxValueValidator(SCHWELLE_BIS)],
        help_text=_(
            "Kleinere Personenzahlen verlassen das Haus nicht, damit niemand erkennbar wird. Üblich ist 5."
        ),
    )
    modul_lenkung = models.BooleanField(_("Lenkung"), default=False)
    modul_casemgmt = models.BooleanField(_("Case Management"), default=False)
    modul_einbuergerung = models.BooleanField(_("Modul 3"), default=False)
    modul_reporting = models.BooleanField(_("Auswertung"), default=False)

    history = historie()

    class Meta:
        verbose_name = _("Kreis")
        verbose_name_plural = _("Kreise")
        ordering = ["name"]
        constraints = [
            nicht_leer("name", name="kreis_name_nicht_leer"),
            models.CheckConstraint(
                condition=Q(unterdrueckung_unter__gte=SCHWELLE_VON, unterdrueckung_unter__lte=SCHWELLE_BIS),
                name="kreis_schwelle",
                violation_error_message=_("Die Schwelle muss zwischen 2 und 20 liegen."),
                violation_error_code="schwelle",
            ),
        ]

    def __str__(self) -> str:
        return self.name
