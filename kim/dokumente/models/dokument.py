"""A stored file. Its bytes lie outside the web root, randomly named; the row knows hash, size and type."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie


class Dokument(models.Model):
    class Pruefung(models.TextChoices):
        OHNE_BEFUND = "ohne_befund", _("auf Viren geprüft")
        NICHT_GEPRUEFT = "nicht_geprueft", _("nicht auf Viren geprüft")
        SELBST_ERZEUGT = "selbst_erzeugt", _("von KIM erzeugt")

    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="+")
    # Stands in addresses, so that nobody can count or guess documents.
    kennung = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("Dateiname"), max_length=200)
    mime = models.CharField(_("Dateityp"), max_length=100)
    groesse = models.PositiveBigIntegerField(_("Größe"))
    sha256 = models.CharField(_("Prüfsumme"), max_length=64)
    ablage = models.CharField(_("Ablage"), max_length=100, unique=True, editable=False)
    gehoert_zu_art = models.CharField(_("gehört zu"), max_length=80)
    gehoert_zu_id = models.BigIntegerField(null=True, blank=True)
    sensibel = models.BooleanField(_("schutzwürdig"), default=False)
    pruefung = models.CharField(_("Virenprüfung"), max_length=20, choices=Pruefung.choices)
    erzeugt_am = models.DateTimeField(_("abgelegt am"))
    # id and name instead of a foreign key: the accounts are a higher room, and the name outlives the account
    erzeugt_von_id = models.BigIntegerField(null=True, blank=True, editable=False)
    erzeugt_von_name = models.CharField(_("abgelegt von"), max_length=200, editable=False)
    # A job that runs twice must not leave two files.
    auftrag_schluessel = models.CharField(max_length=200, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Dokument")
        verbose_name_plural = _("Dokumente")
        constraints = [
            models.CheckConstraint(
                condition=Q(groesse__gt=0),
                name="dokument_nicht_leer",
                violation_error_message=_("Die Datei ist leer. Bitte eine andere wählen."),
                violation_error_code="leer",
            ),
            models.CheckConstraint(
                condition=Q(pruefung__in=["ohne_befund", "nicht_geprueft", "selbst_erzeugt"]),
                name="dokument_pruefung",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(mime="") & ~Q(gehoert_zu_art="") & ~Q(erzeugt_von_name=""),
                name="dokument_vollstaendig",
            ),
            models.UniqueConstraint(
                fields=["auftrag_schluessel"],
                condition=~Q(auftrag_schluessel=""),
                name="dokument_je_auftrag",
            ),
        ]
        indexes = [
            models.Index(fields=["kreis", "gehoert_zu_art", "gehoert_zu_id"], name="dokument_gehoert_zu")
        ]

    def __str__(self) -> str:
        return self.name
