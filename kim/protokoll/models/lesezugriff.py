"""Who READ what. Rows are only ever added: triggers in the database refuse UPDATE and DELETE."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Lesezugriff(models.Model):
    """Holds no personal data of the record: kind, id and a sign such as the Aktenzeichen.

    `vorige` and `pruefsumme` chain the rows of a Kreis: a row that was taken out or changed is noticed.
    """

    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="+")
    nummer = models.PositiveBigIntegerField(_("Nummer"))
    wann = models.DateTimeField(_("Wann"))
    konto_id = models.BigIntegerField(null=True, blank=True)
    akteur_name = models.CharField(_("Wer"), max_length=200)
    art = models.CharField(_("Art"), max_length=80)
    objekt_id = models.BigIntegerField(null=True, blank=True)
    kennzeichen = models.CharField(_("Kennzeichen"), max_length=80, blank=True)
    anlass = models.CharField(_("Anlass"), max_length=200)
    ansicht = models.CharField(_("Ansicht"), max_length=100, blank=True)
    vorige = models.CharField(max_length=64, blank=True)
    pruefsumme = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("Lesezugriff")
        verbose_name_plural = _("Lesezugriffe")
        constraints = [
            models.UniqueConstraint(fields=["kreis", "nummer"], name="lesezugriff_nummer_je_kreis"),
            models.CheckConstraint(condition=~Q(akteur_name=""), name="lesezugriff_mit_urheber"),
            models.CheckConstraint(condition=~Q(anlass=""), name="lesezugriff_mit_anlass"),
            # Only the very first row of a Kreis has no predecessor.
            models.CheckConstraint(
                condition=Q(nummer=1, vorige="") | (Q(nummer__gt=1) & ~Q(vorige="")),
                name="lesezugriff_kette",
            ),
        ]
        indexes = [
            models.Index(fields=["kreis", "-wann"], name="lesezugriff_zeit"),
            models.Index(fields=["art", "objekt_id"], name="lesezugriff_objekt"),
        ]

    def __str__(self) -> str:
        return f"{self.art} {self.objekt_id} ({self.nummer})"


class Kettenstand(models.Model):
    """The end of the chain of a Kreis: locked while a row is added, and proof against cutting off the end."""

    kreis = models.OneToOneField(
        "stammdaten.Kreis", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    nummer = models.PositiveBigIntegerField(default=0)
    pruefsumme = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("Kettenstand")
        verbose_name_plural = _("Kettenstände")

    def __str__(self) -> str:
        return f"{self.kreis_id}: {self.nummer}"
