"""A request to the local Case Management, and what was agreed when a case goes over to another service."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.auswahl import FALLBEREICHE
from casemgmt.models.basis import Kreissatz
from casemgmt.models.fall import Fall
from casemgmt.models.fallauswahl import ABLEHNUNGSGRUENDE, ANFRAGESTAENDE, ZUGANGSWEGE
from casemgmt.regeln.anfrage import Anfragestand
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselteDaten, VerschluesselterText
from kim.web.felder import einer_von, einzeilig, verlange_denselben_kreis

_WARTET, _ABGELEHNT = Anfragestand.WARTET.value, Anfragestand.ABGELEHNT.value


class Anfrage(Kreissatz):
    """As little as possible: who asks may be unknown, and often is."""

    bereich = models.CharField(_("Bereich"), max_length=10, choices=FALLBEREICHE, editable=False)
    kommune = models.ForeignKey(
        "stammdaten.Kommune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Kommune"),
    )
    eingegangen_am = models.DateField(_("eingegangen am"))
    zugangsweg = models.CharField(_("Zugangsweg"), max_length=20, choices=ZUGANGSWEGE)
    einrichtung = models.ForeignKey(
        "stammdaten.Einrichtung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("geschickt von (Einrichtung)"),
    )
    absender = VerschluesselterText(
        _("geschickt von (frei)"), max_length=200, blank=True, validators=[einzeilig]
    )
    name = VerschluesselterText(_("Name"), max_length=120, blank=True, validators=[einzeilig])
    anliegen = VerschluesselterText(_("Anliegen in einem Satz"), max_length=3000, blank=True)
    sprachen = VerschluesselteDaten(_("Sprachen"), null=True, blank=True)
    stand = models.CharField(
        _("Stand"), max_length=15, choices=ANFRAGESTAENDE, default=_WARTET, editable=False
    )
    erfasst_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False
    )
    erledigt_am = models.DateField(_("erledigt am"), null=True, blank=True, editable=False)
    fall = models.ForeignKey(
        Fall, on_delete=models.PROTECT, null=True, blank=True, related_name="anfragen", editable=False
    )
    weiter_an = models.ForeignKey(
        "stammdaten.Einrichtung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("weitergegeben an (Einrichtung)"),
        editable=False,
    )
    weiter_an_frei = VerschluesselterText(_("weitergegeben an"), max_length=200, blank=True, editable=False)
    grund = models.CharField(_("Grund"), max_length=20, choices=ABLEHNUNGSGRUENDE, blank=True, editable=False)
    verweis_quelle = models.CharField(max_length=40, blank=True, editable=False)
    """Key of the source; what may be read of the person is asked there, each time."""
    verweis_kennung = models.UUIDField(null=True, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Anfrage")
        verbose_name_plural = _("Anfragen")
        ordering = ["eingegangen_am", "pk"]
        constraints = [
            einer_von(FALLBEREICHE, feld="bereich", name="anfrage_bereich"),
            einer_von(ZUGANGSWEGE, feld="zugangsweg", name="anfrage_zugangsweg"),
            einer_von(ANFRAGESTAENDE, feld="stand", name="anfrage_stand"),
            einer_von(ABLEHNUNGSGRUENDE, feld="grund", name="anfrage_grund", leer=True),
            models.CheckConstraint(
                condition=(Q(stand=_WARTET) & Q(erledigt_am__isnull=True))
                | (~Q(stand=_WARTET) & Q(erledigt_am__isnull=False)),
                name="anfrage_erledigt_mit_tag",
            ),
            models.CheckConstraint(
                condition=(Q(stand=_ABGELEHNT) & ~Q(grund="")) | (~Q(stand=_ABGELEHNT) & Q(grund="")),
                name="anfrage_ablehnung_begruendet",
                violation_error_message=_("Bitte den Grund der Ablehnung angeben."),
                violation_error_code="grund",
            ),
            models.CheckConstraint(
                condition=Q(fall__isnull=True) | Q(stand=Anfragestand.UEBERNOMMEN.value),
                name="anfrage_fall_nur_uebernommen",
            ),
            models.CheckConstraint(
                condition=Q(verweis_quelle="", verweis_kennung__isnull=True)
                | (~Q(verweis_quelle="") & Q(verweis_kennung__isnull=False)),
                name="anfrage_aus_verweis",
            ),
            models.UniqueConstraint(
                fields=["verweis_quelle", "verweis_kennung"],
                condition=Q(verweis_kennung__isnull=False),
                name="anfrage_eine_je_verweis",
                violation_error_message=_("Zu diesem Verweis gibt es schon eine Anfrage."),
                violation_error_code="verweis",
            ),
        ]
        indexes = [models.Index(fields=["kreis", "stand", "kommune"], name="anfrage_warteliste")]

    def __str__(self) -> str:
        return f"Anfrage {self.pk}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(
            self.kreis_id,
            kommune=self.kommune,
            einrichtung=self.einrichtung,
            fall=self.fall,
            weiter_an=self.weiter_an,
        )


class Falluebergabe(Kreissatz):
    """Agreed with another service: what it takes on. Data go along only by consent."""

    fall = models.ForeignKey(Fall, on_delete=models.PROTECT, related_name="uebergaben", editable=False)
    einrichtung = models.ForeignKey(
        "stammdaten.Einrichtung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Stelle aus den Stammdaten"),
    )
    stelle = VerschluesselterText(_("andere Stelle"), max_length=200, blank=True, validators=[einzeilig])
    wofuer = VerschluesselterText(_("wofür"), max_length=500)
    vereinbart_am = models.DateField(_("vereinbart am"))
    mit_daten = models.BooleanField(_("mit Angaben zur Person"), default=False)
    vereinbart_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False
    )

    history = historie()

    class Meta:
        verbose_name = _("Fallübergabe")
        verbose_name_plural = _("Fallübergaben")
        ordering = ["-vereinbart_am", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(einrichtung__isnull=False) & Q(stelle=""))
                | (Q(einrichtung__isnull=True) & ~Q(stelle="")),
                name="falluebergabe_eine_stelle",
                violation_error_message=_("Bitte eine Stelle wählen oder nennen, nicht beides."),
                violation_error_code="stelle",
            )
        ]

    def __str__(self) -> str:
        return f"Fallübergabe {self.pk}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, fall=self.fall, einrichtung=self.einrichtung)
