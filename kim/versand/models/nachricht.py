"""Outbox: what is told, to one person or to many. Written once, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Nachricht(models.Model):
    """All that a mail is made of stands in the row, so that a second sending is the same mail byte by
    byte."""

    # Empty only for mail to a technical account that belongs to no Kreis.
    kreis = models.ForeignKey(
        "stammdaten.Kreis", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    schluessel = models.CharField(_("Schlüssel"), max_length=200, unique=True)
    art = models.CharField(_("Art"), max_length=80)
    betreff = models.CharField(_("Betreff"), max_length=250)
    text = models.TextField(_("Text"))
    html = models.TextField(_("gestalteter Text"))
    absender_name = models.CharField(_("Absender"), max_length=200)
    absender_adresse = models.CharField(_("Absenderadresse"), max_length=254)
    antwort_an = models.CharField(_("Antwort an"), max_length=254, blank=True)
    automatisch = models.BooleanField(_("automatisch verfasst"), default=False)
    # Between the house and one person, such as a link to sign in: nobody reads it in the Postausgang.
    vertraulich = models.BooleanField(_("vertraulich"), default=False)
    # Key of the Sendevorbehalt that is asked before each sending.
    vorbehalt = models.CharField(max_length=80, blank=True)
    kalender_methode = models.CharField(max_length=10, blank=True)
    akteur_id = models.BigIntegerField(null=True, blank=True, editable=False)
    akteur_name = models.CharField(_("verfasst durch"), max_length=200)
    erstellt_am = models.DateTimeField(_("verfasst am"))

    class Meta:
        verbose_name = _("Nachricht")
        verbose_name_plural = _("Nachrichten")
        constraints = [
            models.CheckConstraint(
                condition=~Q(art="") & ~Q(schluessel="") & ~Q(akteur_name="") & ~Q(absender_adresse=""),
                name="nachricht_vollstaendig",
            ),
            models.CheckConstraint(
                condition=~Q(betreff="") & ~Q(text="") & ~Q(html=""),
                name="nachricht_mit_inhalt",
                violation_error_message=_("Betreff und Text dürfen nicht leer sein."),
                violation_error_code="leer",
            ),
            # A line break here would let a foreign header in.
            models.CheckConstraint(
                condition=~Q(betreff__contains="\n")
                & ~Q(betreff__contains="\r")
                & ~Q(absender_name__contains="\n")
                & ~Q(absender_name__contains="\r"),
                name="nachricht_kopf_einzeilig",
            ),
            models.CheckConstraint(
                condition=Q(kalender_methode__in=["", "REQUEST", "CANCEL"]), name="nachricht_kalender_methode"
            ),
        ]
        indexes = [models.Index(fields=["kreis", "-erstellt_am"], name="nachricht_liste")]

    def __str__(self) -> str:
        return self.betreff


class Anhang(models.Model):
    """A stored file that goes with the mail. Hash and size as they were: what was promised is what is
    sent."""

    nachricht = models.ForeignKey(Nachricht, on_delete=models.PROTECT, related_name="anhaenge")
    reihenfolge = models.PositiveSmallIntegerField()
    dokument = models.ForeignKey("dokumente.Dokument", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Dateiname"), max_length=200)
    mime = models.CharField(_("Dateityp"), max_length=100)
    groesse = models.PositiveBigIntegerField(_("Größe"))
    sha256 = models.CharField(_("Prüfsumme"), max_length=64)

    class Meta:
        verbose_name = _("Anhang")
        verbose_name_plural = _("Anhänge")
        ordering = ["reihenfolge"]
        constraints = [
            models.UniqueConstraint(fields=["nachricht", "reihenfolge"], name="anhang_reihenfolge"),
            models.UniqueConstraint(fields=["nachricht", "dokument"], name="anhang_je_dokument"),
        ]

    def __str__(self) -> str:
        return self.name
