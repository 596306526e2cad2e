"""A case: for one or many persons, always with somebody who answers for it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.auswahl import AUSGAENGE, ENDGRUENDE, FALLBEREICHE, PHASEN
from casemgmt.models.basis import Kreissatz, MitTagen
from casemgmt.models.klient import Klient
from casemgmt.regeln.werte import ENDEN, Ausgang, Phase
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselterText
from kim.web.felder import einer_von, verlange_denselben_kreis

_ENDEN = sorted(ende.value for ende in ENDEN)
_VORZEITIG = Q(phase=Phase.NICHT_FORTGESETZT) | Q(ausgang=Ausgang.ABGEBROCHEN)


class Fall(Kreissatz):
    """The Aktenzeichen is `jahr` and `nummer` of the Kreis, given under a lock (`domain/aktenzeichen.py`)."""

    jahr = models.PositiveSmallIntegerField(_("Jahr"), editable=False)
    nummer = models.PositiveIntegerField(_("Nummer"), editable=False)
    bereich = models.CharField(_("Bereich"), max_length=10, choices=FALLBEREICHE, editable=False)
    kommune = models.ForeignKey(
        "stammdaten.Kommune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Kommune"),
    )
    eroeffnet_am = models.DateField(_("eröffnet am"))
    phase = models.CharField(
        _("Phase"), max_length=20, choices=PHASEN, default=Phase.KLAERUNG, editable=False
    )
    phase_seit = models.DateField(_("in dieser Phase seit"), editable=False)
    zugestimmt_am = models.DateField(
        _("Zustimmung zur langfristigen Begleitung am"), null=True, blank=True, editable=False
    )
    verantwortlich = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", verbose_name=_("verantwortlich")
    )
    verantwortlich_seit = models.DateField(editable=False)
    ausgang = models.CharField(_("Ausgang"), max_length=12, choices=AUSGAENGE, blank=True, editable=False)
    endgrund = models.CharField(_("Grund"), max_length=20, choices=ENDGRUENDE, blank=True, editable=False)
    beendet_am = models.DateField(_("beendet am"), null=True, blank=True, editable=False)
    abschlussnotiz = VerschluesselterText(_("Notiz zum Abschluss"), max_length=2000, blank=True)
    stand = models.PositiveIntegerField(default=1, editable=False)
    """Raised by each change of phase, outcome and responsibility: who acts on an older one is told so."""

    history = historie()

    class Meta:
        verbose_name = _("Fall")
        verbose_name_plural = _("Fälle")
        ordering = ["-jahr", "-nummer"]
        constraints = [
            einer_von(FALLBEREICHE, feld="bereich", name="fall_bereich"),
            einer_von(PHASEN, feld="phase", name="fall_phase"),
            einer_von(AUSGAENGE, feld="ausgang", name="fall_ausgang", leer=True),
            einer_von(ENDGRUENDE, feld="endgrund", name="fall_endgrund", leer=True),
            models.UniqueConstraint(
                fields=["kreis", "jahr", "nummer"],
                name="fall_aktenzeichen",
                violation_error_message=_("Dieses Aktenzeichen ist schon vergeben."),
                violation_error_code="aktenzeichen",
            ),
            models.CheckConstraint(
                condition=(Q(phase__in=_ENDEN) & Q(beendet_am__isnull=False))
                | (~Q(phase__in=_ENDEN) & Q(beendet_am__isnull=True)),
                name="fall_ende_mit_tag",
                violation_error_message=_("Ein beendeter Fall hat einen Tag, an dem er endete."),
                violation_error_code="beendet_am",
            ),
            models.CheckConstraint(
                condition=Q(beendet_am__isnull=True) | Q(beendet_am__gte=F("eroeffnet_am")),
                name="fall_endet_nach_beginn",
                violation_error_message=_("Der Fall kann nicht vor seiner Eröffnung enden."),
                violation_error_code="beendet_am",
            ),
            models.CheckConstraint(
                condition=(Q(phase=Phase.ABGESCHLOSSEN) & ~Q(ausgang=""))
                | (~Q(phase=Phase.ABGESCHLOSSEN) & Q(ausgang="")),
                name="fall_ausgang_zum_abschluss",
                violation_error_message=_("Zum Abschluss gehört, wie der Fall ausgegangen ist."),
                violation_error_code="ausgang",
            ),
            models.CheckConstraint(
                condition=(_VORZEITIG & ~Q(endgrund="")) | (~_VORZEITIG & Q(endgrund="")),
                name="fall_endgrund_genannt",
                violation_error_message=_("Bitte den Grund angeben, aus dem der Fall vorzeitig endet."),
                violation_error_code="endgrund",
            ),
        ]
        indexes = [
            models.Index(fields=["kreis", "bereich", "kommune", "-eroeffnet_am"], name="fall_gebiet"),
            models.Index(fields=["verantwortlich"], name="fall_verantwortlich"),
            # The list opens with the running ones: most are over after some years.
            models.Index(
                fields=["kreis", "-jahr", "-nummer"],
                name="fall_laufend",
                condition=~Q(phase__in=_ENDEN),
            ),
        ]

    def __str__(self) -> str:
        return self.aktenzeichen

    @property
    def aktenzeichen(self) -> str:
        return f"KIM-{self.jahr}-{self.nummer:04d}"

    @property
    def beendet(self) -> bool:
        return self.phase in ENDEN

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, kommune=self.kommune)
        # A Konto is of one Kreis; the name of its field is the same.
        if self.verantwortlich_id is not None and self.verantwortlich.kreis_id != self.kreis_id:
            raise ValidationError(
                {
                    "verantwortlich": ValidationError(
                        _("Dieses Konto gehört nicht zum Kreis."), code="fremder_kreis"
                    )
                }
            )


class Fallzaehler(Kreissatz):
    """The last number given in a Kreis and year; locked while the next one is given."""

    jahr = models.PositiveSmallIntegerField()
    letzte = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("Zähler der Aktenzeichen")
        verbose_name_plural = _("Zähler der Aktenzeichen")
        constraints = [models.UniqueConstraint(fields=["kreis", "jahr"], name="fallzaehler_je_jahr")]

    def __str__(self) -> str:
        return f"{self.kreis_id}/{self.jahr}: {self.letzte}"


class Fallperson(Kreissatz, MitTagen):
    fall = models.ForeignKey(Fall, on_delete=models.PROTECT, related_name="personen", editable=False)
    klient = models.ForeignKey(Klient, on_delete=models.PROTECT, related_name="fallpersonen", editable=False)
    hauptperson = models.BooleanField(_("Hauptperson"), default=False)

    history = historie()

    class Meta:
        verbose_name = _("Person in einem Fall")
        verbose_name_plural = _("Personen in Fällen")
        ordering = ["-hauptperson", "von", "pk"]
        constraints = [
            *MitTagen.Meta.constraints,
            models.UniqueConstraint(
                fields=["fall", "klient"],
                name="fallperson_einmal",
                violation_error_message=_("Die Person gehört schon zu diesem Fall."),
                violation_error_code="klient",
            ),
            models.UniqueConstraint(
                fields=["fall"], condition=Q(hauptperson=True), name="fallperson_eine_hauptperson"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fall_id}/{self.klient_id}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, fall=self.fall, klient=self.klient)
