"""A Nachricht to one person, with its proof; and each single try."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.versand.models.nachricht import Nachricht
from kim.versand.regeln.stand import Ausgang, Stand

STAENDE = [
    (Stand.WARTET.value, _("wartet")),
    (Stand.IN_VERSAND.value, _("wird gesendet")),
    (Stand.GESENDET.value, _("gesendet")),
    (Stand.GESCHEITERT.value, _("gescheitert")),
    (Stand.ZURUECKGEHALTEN.value, _("zurückgehalten")),
    (Stand.ERLEDIGT.value, _("anders erledigt")),
]
AUSGAENGE = [
    (Ausgang.ANGENOMMEN.value, _("angenommen")),
    (Ausgang.VERSCHOBEN.value, _("vorerst nicht angenommen")),
    (Ausgang.ABGELEHNT.value, _("abgelehnt")),
    (Ausgang.NICHT_ERREICHBAR.value, _("Mailserver nicht erreichbar")),
    (Ausgang.ABGEBROCHEN.value, _("abgebrochen")),
]


class Zustellung(models.Model):
    """`lauf` rises with each start: a worker whose place another has taken can no longer write its result."""

    nachricht = models.ForeignKey(Nachricht, on_delete=models.PROTECT, related_name="zustellungen")
    empfaenger_name = models.CharField(_("Name"), max_length=200)
    adresse = models.CharField(_("E-Mail-Adresse"), max_length=254)
    konto_id = models.BigIntegerField(null=True, blank=True, editable=False)
    bezug = models.CharField(max_length=80, blank=True, editable=False)
    werte = models.JSONField(default=dict, blank=True, editable=False)
    # Personal links. Emptied once the mail is out: then the mailbox is the only place that has them.
    geheim = models.JSONField(default=dict, blank=True, editable=False)
    kalender = models.TextField(blank=True, editable=False)
    message_id = models.CharField(_("Message-ID"), max_length=250, unique=True)
    stand = models.CharField(_("Stand"), max_length=16, choices=STAENDE, default=Stand.WARTET.value)
    versuche = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    lauf = models.PositiveIntegerField(default=0, editable=False)
    faellig_ab = models.DateTimeField(_("nächster Versuch"))
    frist_bis = models.DateTimeField(null=True, blank=True, editable=False)
    angenommen_am = models.DateTimeField(_("vom Mailserver angenommen am"), null=True, blank=True)
    server_antwort = models.CharField(_("Antwort des Mailservers"), max_length=250, blank=True)
    grund = models.CharField(_("Grund"), max_length=500, blank=True)
    entschieden_am = models.DateTimeField(null=True, blank=True)
    entschieden_von_name = models.CharField(_("entschieden durch"), max_length=200, blank=True)
    entscheidung = models.CharField(_("Begründung"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("Zustellung")
        verbose_name_plural = _("Zustellungen")
        constraints = [
            models.UniqueConstraint(
                fields=["nachricht", "adresse"],
                name="zustellung_je_adresse",
                violation_error_message=_("An diese Adresse geht die Nachricht schon."),
                violation_error_code="doppelt",
            ),
            models.CheckConstraint(condition=Q(stand__in=[s.value for s in Stand]), name="zustellung_stand"),
            models.CheckConstraint(
                condition=Q(stand=Stand.GESENDET.value, angenommen_am__isnull=False)
                | (~Q(stand=Stand.GESENDET.value) & Q(angenommen_am__isnull=True)),
                name="zustellung_gesendet_mit_zeitpunkt",
            ),
            models.CheckConstraint(
                condition=Q(stand=Stand.IN_VERSAND.value, frist_bis__isnull=False)
                | (~Q(stand=Stand.IN_VERSAND.value) & Q(frist_bis__isnull=True)),
                name="zustellung_in_versand_mit_frist",
            ),
            models.CheckConstraint(
                condition=~Q(stand__in=[Stand.GESCHEITERT.value, Stand.ZURUECKGEHALTEN.value]) | ~Q(grund=""),
                name="zustellung_mit_grund",
            ),
            models.CheckConstraint(
                condition=~Q(stand=Stand.ERLEDIGT.value)
                | (Q(entschieden_am__isnull=False) & ~Q(entschieden_von_name="") & ~Q(entscheidung="")),
                name="zustellung_erledigt_mit_begruendung",
            ),
            models.CheckConstraint(
                condition=~Q(adresse="")
                & ~Q(message_id="")
                & ~Q(adresse__contains="\n")
                & ~Q(adresse__contains="\r")
                & ~Q(empfaenger_name__contains="\n")
                & ~Q(empfaenger_name__contains="\r"),
                name="zustellung_kopf_einzeilig",
            ),
        ]
        indexes = [
            models.Index(
                fields=["faellig_ab"], condition=Q(stand=Stand.WARTET.value), name="zustellung_faellig"
            ),
            models.Index(
                fields=["frist_bis"], condition=Q(stand=Stand.IN_VERSAND.value), name="zustellung_frist"
            ),
            models.Index(fields=["nachricht", "stand"], name="zustellung_stand_je"),
        ]

    def __str__(self) -> str:
        return f"{self.nachricht_id}/{self.pk} ({self.get_stand_display()})"


class Zustellversuch(models.Model):
    """Rows are added and finished once; they stay when the try is repeated."""

    zustellung = models.ForeignKey(Zustellung, on_delete=models.PROTECT, related_name="alle_versuche")
    lauf = models.PositiveIntegerField()
    begonnen_am = models.DateTimeField(_("begonnen am"))
    beendet_am = models.DateTimeField(_("beendet am"), null=True, blank=True)
    ausgang = models.CharField(_("Ausgang"), max_length=20, choices=AUSGAENGE, blank=True)
    antwort = models.CharField(_("Antwort des Mailservers"), max_length=250, blank=True)
    grund = models.CharField(_("Grund"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("Zustellversuch")
        verbose_name_plural = _("Zustellversuche")
        ordering = ["lauf"]
        constraints = [
            models.UniqueConstraint(fields=["zustellung", "lauf"], name="zustellversuch_je_lauf"),
            models.CheckConstraint(
                condition=Q(ausgang="", beendet_am__isnull=True)
                | (Q(ausgang__in=[a.value for a in Ausgang]) & Q(beendet_am__isnull=False)),
                name="zustellversuch_ausgang",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zustellung_id}/{self.lauf}"
