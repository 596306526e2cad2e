"""People of the bodies, with what they do there. Never clients."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie


class Person(models.Model):
    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="personen")
    anrede = models.CharField(_("Anrede"), max_length=20, blank=True)
    titel = models.CharField(_("Titel"), max_length=40, blank=True)
    vorname = models.CharField(_("Vorname"), max_length=80)
    nachname = models.CharField(_("Nachname"), max_length=80)
    email = models.EmailField(_("E-Mail"), blank=True)
    telefon = models.CharField(_("Telefon"), max_length=40, blank=True)

    history = historie()

    class Meta:
        verbose_name = _("Person")
        verbose_name_plural = _("Personen")
        ordering = ["nachname", "vorname"]

    def __str__(self) -> str:
        return " ".join(teil for teil in (self.titel, self.vorname, self.nachname) if teil)
