"""What programs read over OParl: each object that is public or once was, as it was last told.

The rows hold public data alone and are brought into line with the records by `lenkung.domain.oparl`. They
give an object its stable address, the moments of its making and last change, and the mark that it is gone.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.web.felder import einer_von, nicht_leer
from lenkung.regeln.oparl import Objektart

OBJEKTARTEN = [(art.value, art.value) for art in Objektart]


class OParlObjekt(models.Model):
    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="+")
    art = models.CharField(_("Art"), max_length=20, choices=OBJEKTARTEN)
    # Stands in addresses: random, so that nobody can count or guess what is not public.
    kennung = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Which record it speaks of; never told to anyone.
    bezug = models.CharField(max_length=120)
    # What belongs to one session is told only while its Sichtstand fits: see lenkung.domain.queries.oparl.
    sitzung_nummer = models.BigIntegerField(null=True, blank=True)
    sichtstand = models.CharField(max_length=64, blank=True)
    inhalt = models.JSONField(default=dict, blank=True)
    abdruck = models.CharField(max_length=64)
    erzeugt_am = models.DateTimeField(_("zuerst öffentlich"))
    geaendert_am = models.DateTimeField(_("geändert"))
    entfernt = models.BooleanField(_("nicht mehr öffentlich"), default=False)

    class Meta:
        verbose_name = _("Objekt der Schnittstelle OParl")
        verbose_name_plural = _("Objekte der Schnittstelle OParl")
        ordering = ["pk"]
        indexes = [models.Index(fields=["kreis", "art", "geaendert_am"], name="oparl_geaendert")]
        constraints = [
            einer_von(OBJEKTARTEN, feld="art", name="oparl_art"),
            nicht_leer("bezug", name="oparl_bezug"),
            models.UniqueConstraint(fields=["kreis", "art", "bezug"], name="oparl_einmal"),
            # What is gone tells nothing more than that it is gone.
            models.CheckConstraint(
                condition=Q(entfernt=False) | Q(inhalt={}), name="oparl_entfernt_ist_leer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.art} {self.kennung}"
