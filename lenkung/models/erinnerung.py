"""That a reminder has gone out. The unique key lets none go twice."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kim.web.felder import einer_von
from lenkung.models.auswahl import ERINNERUNGSARTEN


class Erinnerung(models.Model):
    gremium = models.ForeignKey("lenkung.Gremium", on_delete=models.PROTECT, related_name="erinnerungen")
    sitzung = models.ForeignKey(
        "lenkung.Sitzung", on_delete=models.PROTECT, null=True, blank=True, related_name="erinnerungen"
    )
    art = models.CharField(_("Erinnerung"), max_length=20, choices=ERINNERUNGSARTEN)
    # Kind, record, day of the session and step: a moved session is reminded of anew.
    schluessel = models.CharField(max_length=120, unique=True)
    faellig_am = models.DateField(_("fällig am"))
    erledigt_am = models.DateTimeField(_("erledigt am"))
    nachricht = models.ForeignKey("versand.Nachricht", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("Erinnerung")
        verbose_name_plural = _("Erinnerungen")
        ordering = ["-erledigt_am", "-pk"]
        constraints = [einer_von(ERINNERUNGSARTEN, feld="art", name="erinnerung_art")]

    def __str__(self) -> str:
        return f"{self.get_art_display()} ({self.faellig_am:%d.%m.%Y})"

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id
