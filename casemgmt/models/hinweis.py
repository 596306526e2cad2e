"""Two records that may be one person, and what became of it. Only the Koordination ever sees these."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.auswahl import HINWEISSTAENDE
from casemgmt.models.basis import Kreissatz
from casemgmt.models.klient import Klient
from casemgmt.regeln.werte import Hinweisstand
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselterText
from kim.web.felder import einer_von, nicht_leer, verlange_denselben_kreis


def entschieden() -> models.CheckConstraint:
    """What is open has nobody who decided it; what is decided has a name and a moment."""
    return models.CheckConstraint(
        condition=Q(stand=Hinweisstand.OFFEN, entschieden_am__isnull=True, entschieden_von__isnull=True)
        | (~Q(stand=Hinweisstand.OFFEN) & Q(entschieden_am__isnull=False, entschieden_von__isnull=False)),
        name="%(class)s_entschieden",
    )


class MitEntscheidung(models.Model):
    stand = models.CharField(
        _("Stand"), max_length=20, choices=HINWEISSTAENDE, default=Hinweisstand.OFFEN, editable=False
    )
    entstanden_am = models.DateTimeField(_("entstanden am"), auto_now_add=True)
    entschieden_am = models.DateTimeField(null=True, blank=True, editable=False)
    entschieden_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True


class Doppelhinweis(Kreissatz, MitEntscheidung):
    """The pair once, the smaller id first."""

    eine = models.ForeignKey(Klient, on_delete=models.CASCADE, related_name="+", editable=False)
    andere = models.ForeignKey(Klient, on_delete=models.CASCADE, related_name="+", editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Hinweis auf doppelt Erfasste")
        verbose_name_plural = _("Hinweise auf doppelt Erfasste")
        ordering = ["-entstanden_am", "pk"]
        constraints = [
            einer_von(HINWEISSTAENDE, feld="stand", name="doppelhinweis_stand"),
            models.UniqueConstraint(fields=["eine", "andere"], name="doppelhinweis_einmal"),
            models.CheckConstraint(condition=Q(eine__lt=F("andere")), name="doppelhinweis_reihenfolge"),
            entschieden(),
        ]
        indexes = [models.Index(fields=["kreis", "stand"], name="doppelhinweis_offen")]

    def __str__(self) -> str:
        return f"{self.eine_id}/{self.andere_id}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, eine=self.eine, andere=self.andere)


class Zusammenfuehrung(Kreissatz):
    """The trace of a merge: what pointed to the one and points to the other now, so that it can be undone."""

    bleibt = models.ForeignKey(Klient, on_delete=models.PROTECT, related_name="+", editable=False)
    aufgegangen = models.ForeignKey(Klient, on_delete=models.PROTECT, related_name="+", editable=False)
    grund = VerschluesselterText(_("Woran Sie es erkannt haben"), max_length=500)
    am = models.DateTimeField(auto_now_add=True)
    von = models.ForeignKey("konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False)
    umgehaengt = models.JSONField(default=dict, blank=True, editable=False)
    """Kind of record -> ids."""
    zurueckgenommen_am = models.DateTimeField(null=True, blank=True, editable=False)
    zurueckgenommen_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    ruecknahmegrund = VerschluesselterText(_("Grund der Rücknahme"), max_length=500, blank=True)

    history = historie()

    class Meta:
        verbose_name = _("Zusammenführung")
        verbose_name_plural = _("Zusammenführungen")
        ordering = ["-am", "pk"]
        constraints = [
            nicht_leer("grund", name="zusammenfuehrung_grund"),
            models.CheckConstraint(
                condition=~Q(bleibt=F("aufgegangen")), name="zusammenfuehrung_zweier_personen"
            ),
            models.UniqueConstraint(
                fields=["aufgegangen"],
                condition=Q(zurueckgenommen_am__isnull=True),
                name="zusammenfuehrung_einmal",
            ),
            models.CheckConstraint(
                condition=Q(zurueckgenommen_am__isnull=True, zurueckgenommen_von__isnull=True)
                | Q(zurueckgenommen_am__isnull=False, zurueckgenommen_von__isnull=False),
                name="zusammenfuehrung_ruecknahme",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aufgegangen_id} in {self.bleibt_id}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, bleibt=self.bleibt, aufgegangen=self.aufgegangen)
