"""Taking over a former database: the file that waits, what came of it, and which columns are which."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.basis import Kreissatz
from casemgmt.regeln.uebernahme import Uebernahmeart, Uebernahmestand
from kim.schluessel.domain.felder import VerschluesselteDaten
from kim.web.felder import einer_von

UEBERNAHMEARTEN = [
    (Uebernahmeart.PERSONEN.value, _("Personen")),
    (Uebernahmeart.FAELLE.value, _("Fälle")),
    (Uebernahmeart.TERMINE.value, _("Termine")),
]
UEBERNAHMESTAENDE = [
    (Uebernahmestand.GEPRUEFT.value, _("wartet")),
    (Uebernahmestand.UEBERNOMMEN.value, _("übernommen")),
    (Uebernahmestand.ZURUECKGENOMMEN.value, _("zurückgenommen")),
]


class Einspielung(Kreissatz):
    """One file. Its rows are kept encrypted until they are taken over or dropped, an hour at the longest."""

    art = models.CharField(_("Art"), max_length=10, choices=UEBERNAHMEARTEN, editable=False)
    stand = models.CharField(
        _("Stand"),
        max_length=20,
        choices=UEBERNAHMESTAENDE,
        default=Uebernahmestand.GEPRUEFT,
        editable=False,
    )
    konto = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", verbose_name=_("durch")
    )
    kopf = VerschluesselteDaten(null=True, blank=True)
    zeilen = VerschluesselteDaten(null=True, blank=True)
    anzahl = models.PositiveIntegerField(_("Einträge"), default=0, editable=False)
    angelegt_am = models.DateTimeField(_("hochgeladen"), auto_now_add=True)
    uebernommen_am = models.DateTimeField(_("übernommen"), null=True, blank=True, editable=False)
    zurueckgenommen_am = models.DateTimeField(_("zurückgenommen"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("Übernahme")
        verbose_name_plural = _("Übernahmen")
        ordering = ["-angelegt_am", "-pk"]
        constraints = [
            einer_von(UEBERNAHMEARTEN, feld="art", name="einspielung_art"),
            einer_von(UEBERNAHMESTAENDE, feld="stand", name="einspielung_stand"),
            models.CheckConstraint(
                condition=Q(stand=Uebernahmestand.GEPRUEFT) | Q(zeilen__isnull=True, kopf__isnull=True),
                name="einspielung_ohne_zeilen",
            ),
            models.UniqueConstraint(
                fields=["konto", "art"],
                condition=Q(stand=Uebernahmestand.GEPRUEFT),
                name="einspielung_eine_wartet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} ({self.pk})"

    @property
    def wartet(self) -> bool:
        return self.stand == Uebernahmestand.GEPRUEFT

    @property
    def uebernommen(self) -> bool:
        return self.stand == Uebernahmestand.UEBERNOMMEN


class Einspielzeile(Kreissatz):
    """What became of one row: its key as a number that only the key ring can make, and the record."""

    einspielung = models.ForeignKey(Einspielung, on_delete=models.CASCADE, related_name="saetze")
    art = models.CharField(max_length=10, choices=UEBERNAHMEARTEN)
    marke = models.BigIntegerField()
    satz_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("Zeile einer Übernahme")
        verbose_name_plural = _("Zeilen von Übernahmen")
        constraints = [
            models.UniqueConstraint(fields=["kreis", "art", "marke"], name="einspielzeile_einmal"),
        ]

    def __str__(self) -> str:
        return f"{self.art} {self.satz_id}"


class Einspielzuordnung(Kreissatz):
    """Which column of the file is which, as it was the last time in this Kreis."""

    art = models.CharField(max_length=10, choices=UEBERNAHMEARTEN)
    spalten = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("Zuordnung der Spalten")
        verbose_name_plural = _("Zuordnungen der Spalten")
        constraints = [
            models.UniqueConstraint(fields=["kreis", "art"], name="einspielzuordnung_je_art"),
        ]

    def __str__(self) -> str:
        return f"{self.art} ({self.kreis_id})"
