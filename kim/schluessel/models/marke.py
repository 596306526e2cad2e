"""Which keys this database was written with: a fingerprint per key, never the key."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Schluesselmarke(models.Model):
    kennung = models.CharField(_("Kennung"), max_length=20, unique=True)
    fingerabdruck = models.CharField(_("Fingerabdruck"), max_length=64)
    gesehen_am = models.DateTimeField(_("zuerst gesehen am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Schlüsselmarke")
        verbose_name_plural = _("Schlüsselmarken")

    def __str__(self) -> str:
        return self.kennung
