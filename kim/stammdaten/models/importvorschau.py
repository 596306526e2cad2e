"""A checked file that waits for its confirmation. Deleted when it is taken over, dropped or an hour old."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Importvorschau(models.Model):
    class Art(models.TextChoices):
        KOMMUNEN = "kommunen", _("Kommunen")
        EINRICHTUNGEN = "einrichtungen", _("Einrichtungen")
        PERSONEN = "personen", _("Personen")
        STANDORTE = "standorte", _("Standorte")

    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="+")
    # id instead of a foreign key: the accounts are a higher room
    konto_id = models.BigIntegerField(_("angelegt von"))
    # Kinds of upper rooms come through a registry (kim.basis.einspielart), so no list here can name them all.
    art = models.CharField(_("Art"), max_length=20)
    bezug_id = models.BigIntegerField(_("gehört zu"), null=True, blank=True)
    kopf = models.JSONField(_("Kopfzeile"))
    zeilen = models.JSONField(_("Zeilen"))
    angelegt_am = models.DateTimeField(_("angelegt am"))

    class Meta:
        verbose_name = _("Importvorschau")
        verbose_name_plural = _("Importvorschauen")
        constraints = [
            # A new upload replaces the former one, so that no file of persons is left lying around.
            models.UniqueConstraint(fields=["konto_id", "art"], name="importvorschau_eine_je_konto"),
        ]

    def __str__(self) -> str:
        return f"{dict(self.Art.choices).get(self.art, self.art)} ({self.kreis})"
