"""A background job as a row. The row is the truth; Celery or the embedded worker only come to fetch it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kim.auftraege.regeln.stand import OFFENE, Stand
from kim.basis.auftragsart import AUFTRAGSARTEN

STANDWAHL = [
    (Stand.WARTET.value, _("wartet")),
    (Stand.LAEUFT.value, _("läuft")),
    (Stand.ERLEDIGT.value, _("erledigt")),
    (Stand.GESCHEITERT.value, _("gescheitert")),
    (Stand.VERWORFEN.value, _("verworfen")),
]


class AuftragQuerySet(models.QuerySet["Auftrag"]):
    def faellig(self, jetzt: datetime) -> QuerySet[Auftrag]:
        """Waiting and due, or started by a worker that has not been heard of since its lease ran out."""
        return self.filter(
            Q(stand=Stand.WARTET, fruehestens__lte=jetzt) | Q(stand=Stand.LAEUFT, frist_bis__lt=jetzt)
        )


class Auftrag(models.Model):
    art = models.CharField(_("Art"), max_length=80)
    schluessel = models.CharField(_("Schlüssel"), max_length=200, unique=True)
    kreis = models.ForeignKey(
        "stammdaten.Kreis", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Ids and plain values only, never personal data: rows of jobs are read by operators.
    angaben = models.JSONField(_("Angaben"), default=dict)
    ergebnis = models.JSONField(_("Ergebnis"), default=dict)
    stand = models.CharField(_("Stand"), max_length=12, choices=STANDWAHL, default=Stand.WARTET.value)

    erstellt_am = models.DateTimeField(_("erstellt am"))
    erstellt_von_id = models.BigIntegerField(null=True, editable=False)
    erstellt_von_name = models.CharField(_("erstellt von"), max_length=200, editable=False)
    fruehestens = models.DateTimeField(_("frühestens"))
    begonnen_am = models.DateTimeField(_("begonnen am"), null=True, blank=True)
    beendet_am = models.DateTimeField(_("beendet am"), null=True, blank=True)

    versuch = models.PositiveSmallIntegerField(_("Versuch"), default=0)
    versuche_frei = models.PositiveSmallIntegerField(_("erlaubte Versuche"), default=1)
    # The lease: who runs the job proves it by `marke`; after `frist_bis` another may take it up.
    marke = models.CharField(max_length=32, blank=True, editable=False)
    frist_bis = models.DateTimeField(null=True, blank=True, editable=False)
    # When the sweep last told the queue, so that a full queue is not filled further.
    geweckt_am = models.DateTimeField(null=True, blank=True, editable=False)

    erledigt = models.PositiveIntegerField(_("erledigt"), default=0)
    gesamt = models.PositiveIntegerField(_("gesamt"), default=0)
    fortschritt_text = models.CharField(_("Schritt"), max_length=200, blank=True)
    fehler = models.CharField(_("Fehler"), max_length=500, blank=True)
    entscheidung = models.CharField(_("Entscheidung"), max_length=500, blank=True)

    objects = AuftragQuerySet.as_manager()

    class Meta:
        verbose_name = _("Auftrag")
        verbose_name_plural = _("Aufträge")
        ordering = ["-erstellt_am", "-pk"]
        indexes = [
            models.Index(fields=["stand", "fruehestens"], name="auftrag_faellig"),
            models.Index(fields=["kreis", "-erstellt_am"], name="auftrag_liste"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stand__in=[s.value for s in Stand]),
                name="auftrag_stand",
                violation_error_message=_("Diesen Stand gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=~Q(stand=Stand.LAEUFT) | (Q(frist_bis__isnull=False) & ~Q(marke="")),
                name="auftrag_laeuft_mit_frist",
                violation_error_message=_("Ein laufender Auftrag braucht eine Frist."),
            ),
            models.CheckConstraint(
                condition=Q(stand__in=sorted(OFFENE), beendet_am__isnull=True)
                | (~Q(stand__in=sorted(OFFENE)) & Q(beendet_am__isnull=False)),
                name="auftrag_beendet_mit_zeitpunkt",
                violation_error_message=_(
                    "Ein beendeter Auftrag braucht einen Zeitpunkt, ein offener keinen."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(stand=Stand.GESCHEITERT) | ~Q(fehler=""),
                name="auftrag_gescheitert_mit_grund",
                violation_error_message=_("Ein gescheiterter Auftrag braucht einen Grund."),
            ),
            models.CheckConstraint(
                condition=~Q(stand=Stand.VERWORFEN) | ~Q(entscheidung=""),
                name="auftrag_verworfen_mit_grund",
                violation_error_message=_("Wer einen Auftrag verwirft, nennt den Grund."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titel} ({self.get_stand_display()})"

    @property
    def titel(self) -> str:
        # A job of a kind that a later version no longer knows must still be listed.
        return AUFTRAGSARTEN[self.art].titel if self.art in AUFTRAGSARTEN else self.art

    @property
    def prozent(self) -> int | None:
        return min(100, self.erledigt * 100 // self.gesamt) if self.gesamt else None

    @property
    def offen(self) -> bool:
        return self.stand in (Stand.WARTET, Stand.LAEUFT)
