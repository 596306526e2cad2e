"""The tenant."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie


class Kreis(models.Model):
    name = models.CharField(_("Name"), max_length=120, unique=True)
    kuerzel = models.SlugField(_("Kürzel"), max_length=40, unique=True)
    absenderzeile = models.CharField(_("Absenderzeile"), max_length=200, blank=True)
    anschrift = models.TextField(_("Anschrift"), blank=True)
    telefon = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    website = models.URLField(_("Website"), blank=True)
    fusszeile = models.TextField(_("Fußzeile"), blank=True)
    # The file lies in a higher room (dokumente); the page frame needs only its name in the address.
    logo_kennung = models.CharField(max_length=64, blank=True, editable=False)
    akzentfarbe = models.CharField(_("Akzentfarbe"), max_length=7, blank=True)
    unterdrueckung_unter = models.PositiveSmallIntegerField(
        _("Kleine Zahlen unterdrücken unter"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(20)],
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

    def __str__(self) -> str:
        return self.name
