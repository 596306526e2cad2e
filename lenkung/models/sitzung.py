"""A session of a Gremium: when, where, in which form, and how far it has come."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import datum
from kim.basis.zeit import BERLIN, berliner_tag
from kim.protokoll.models import historie
from kim.web.felder import einer_von, einzeilig, verlange_denselben_kreis
from lenkung.models.auswahl import SITZUNGSARTEN, SITZUNGSSTAENDE
from lenkung.regeln.sitzung import Sitzungsstand, braucht_link
from lenkung.regeln.werte import Sitzungsart

LAENGSTENS = 24 * 60


class Sitzung(models.Model):
    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="sitzungen", editable=False
    )
    art = models.CharField(_("Art"), max_length=10, choices=SITZUNGSARTEN, default=Sitzungsart.PRAESENZ.value)
    ort = models.CharField(
        _("Ort"),
        max_length=200,
        blank=True,
        validators=[einzeilig],
        help_text=_("Gebäude und Raum, zum Beispiel „Kreishaus, Raum A 1.16“."),
    )
    standort = models.ForeignKey(
        "stammdaten.Standort",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sitzungen",
        verbose_name=_("Standort"),
        help_text=_("Aus den Stammdaten, wenn dort Anschrift und Zugang stehen."),
    )
    link = models.URLField(
        _("Link zur Teilnahme"),
        max_length=500,
        blank=True,
        help_text=_("Für eine digitale oder hybride Sitzung; spätestens zur Einladung nötig."),
    )
    beginn = models.DateTimeField(_("Beginn"))
    dauer_minuten = models.PositiveSmallIntegerField(_("geplante Dauer in Minuten"), default=120)
    stand = models.CharField(
        _("Stand"),
        max_length=30,
        choices=SITZUNGSSTAENDE,
        default=Sitzungsstand.GEPLANT.value,
        editable=False,
    )
    absage_grund = models.CharField(
        _("Grund der Absage"), max_length=500, blank=True, editable=False, validators=[einzeilig]
    )
    # Bound when the invitation goes out; until then the version of the day counts.
    geschaeftsordnung = models.ForeignKey(
        "lenkung.Geschaeftsordnung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sitzungen",
        editable=False,
    )

    history = historie()

    class Meta:
        verbose_name = _("Sitzung")
        verbose_name_plural = _("Sitzungen")
        ordering = ["beginn", "pk"]
        indexes = [models.Index(fields=["gremium", "beginn"], name="sitzung_termin")]
        constraints = [
            einer_von(SITZUNGSARTEN, feld="art", name="sitzung_art"),
            einer_von(SITZUNGSSTAENDE, feld="stand", name="sitzung_stand"),
            models.CheckConstraint(
                condition=Q(dauer_minuten__gt=0, dauer_minuten__lte=LAENGSTENS),
                name="sitzung_dauer",
                violation_error_message=_(
                    "Die Dauer muss mindestens eine Minute und höchstens einen Tag sein. Bitte prüfen."
                ),
                violation_error_code="dauer_minuten",
            ),
            models.CheckConstraint(
                condition=Q(stand=Sitzungsstand.ABGESAGT.value) & ~Q(absage_grund="")
                | ~Q(stand=Sitzungsstand.ABGESAGT.value) & Q(absage_grund=""),
                name="sitzung_absage_mit_grund",
                violation_error_message=_("Eine Absage braucht einen Grund. Bitte angeben."),
                violation_error_code="grund",
            ),
            # GO RSK § 4 Abs. 3 and 5: the invitation to a digital session names the link.
            models.CheckConstraint(
                condition=Q(art=Sitzungsart.PRAESENZ.value)
                | ~Q(link="")
                | Q(
                    stand__in=[
                        Sitzungsstand.GEPLANT.value,
                        Sitzungsstand.TAGESORDNUNG_FESTGELEGT.value,
                        Sitzungsstand.ABGESAGT.value,
                    ]
                ),
                name="sitzung_link_zur_einladung",
                violation_error_message=_(
                    "Zur Einladung gehört der Link zur Teilnahme. Bitte den Link angeben."
                ),
                violation_error_code="link",
            ),
            models.UniqueConstraint(
                fields=["gremium", "beginn"],
                condition=~Q(stand=Sitzungsstand.ABGESAGT.value),
                name="sitzung_einmal_je_termin",
                violation_error_message=_(
                    "Zu diesem Zeitpunkt ist schon eine Sitzung dieses Gremiums geplant. "
                    "Bitte dort weiterarbeiten oder einen anderen Termin wählen."
                ),
                violation_error_code="tag",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Sitzung am %(tag)s") % {"tag": datum(self.tag)})

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, standort=self.standort)

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id

    @property
    def tag(self) -> date:
        return berliner_tag(self.beginn)

    @property
    def ende(self) -> datetime:
        return (self.beginn + timedelta(minutes=self.dauer_minuten)).astimezone(BERLIN)

    @property
    def lage(self) -> Sitzungsstand:
        return Sitzungsstand(self.stand)

    @property
    def form(self) -> Sitzungsart:
        return Sitzungsart(self.art)

    @property
    def fehlt(self) -> str:
        """What an invitation would lack: "ort", "link" or nothing (GO RSK § 4 Abs. 3 and 5)."""
        if braucht_link(self.form) and not self.link:
            return "link"
        return "ort" if self.form is not Sitzungsart.DIGITAL and not self.ort_text else ""

    @property
    def ort_text(self) -> str:
        """Where one goes, in one line; for a digital session that it is one."""
        teile = [self.ort, str(self.standort) if self.standort_id else ""]
        if self.form is Sitzungsart.DIGITAL:
            teile = [str(_("digital"))]
        return ", ".join(teil for teil in teile if teil)
