"""What goes out to a session: invitation, papers that follow, changed agenda. Prepared, then sent once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von
from lenkung.models.auswahl import SENDUNGSARTEN, SENDUNGSSTAENDE
from lenkung.regeln.versand import Sendungsart, Sendungsstand


class Sendung(models.Model):
    sitzung = models.ForeignKey(
        "lenkung.Sitzung", on_delete=models.PROTECT, related_name="sendungen", editable=False
    )
    art = models.CharField(_("Art"), max_length=20, choices=SENDUNGSARTEN, editable=False)
    stand = models.CharField(
        _("Stand"),
        max_length=20,
        choices=SENDUNGSSTAENDE,
        default=Sendungsstand.VORBEREITET.value,
        editable=False,
    )
    fassung = models.ForeignKey(
        "lenkung.Tagesordnungsfassung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sendungen",
        editable=False,
    )
    dringlich = models.BooleanField(_("dringlich, mit verkürzter Frist"), default=False)
    begruendung = models.TextField(
        _("Begründung der Dringlichkeit"),
        max_length=2000,
        blank=True,
        help_text=_("Steht in der Einladung und in der Akte der Sitzung."),
    )
    anschreiben = models.TextField(
        _("Persönliche Worte"),
        max_length=3000,
        blank=True,
        help_text=_("Stehen in der E-Mail und im Anschreiben vor der Tagesordnung. Darf leer bleiben."),
    )
    # The notice of GO RSK § 6 Abs. 5: set by itself when a put-off item is on the agenda.
    hinweis_zweite_einberufung = models.BooleanField(default=False, editable=False)
    # Agenda and notices as they went out: whoever is invited later reads the same.
    versandte_tagesordnung = models.TextField(blank=True, editable=False)
    versandte_hinweise = models.TextField(blank=True, editable=False)
    # The PDF as it was read before it was sent, and what it was made from.
    pdf = models.ForeignKey(
        "dokumente.Dokument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    pdf_auftrag_id = models.BigIntegerField(null=True, blank=True, editable=False)
    pdf_inhalt = models.CharField(max_length=64, blank=True, editable=False)
    versandt_am = models.DateTimeField(_("abgeschickt am"), null=True, blank=True, editable=False)
    versandt_von_name = models.CharField(_("abgeschickt durch"), max_length=200, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Sendung")
        verbose_name_plural = _("Sendungen")
        ordering = ["sitzung_id", "pk"]
        constraints = [
            einer_von(SENDUNGSARTEN, feld="art", name="sendung_art"),
            einer_von(SENDUNGSSTAENDE, feld="stand", name="sendung_stand"),
            models.CheckConstraint(
                condition=Q(dringlich=False) | ~Q(begruendung="") | ~Q(stand=Sendungsstand.VERSANDT.value),
                name="sendung_dringlich_begruendet",
                violation_error_message=_(
                    "Für die verkürzte Frist gehört eine Begründung dazu. Bitte angeben."
                ),
                violation_error_code="begruendung",
            ),
            models.CheckConstraint(
                condition=Q(stand=Sendungsstand.VERSANDT.value, versandt_am__isnull=False)
                | (~Q(stand=Sendungsstand.VERSANDT.value) & Q(versandt_am__isnull=True)),
                name="sendung_versandt_mit_zeitpunkt",
            ),
            models.UniqueConstraint(
                fields=["sitzung"],
                condition=Q(art=Sendungsart.EINLADUNG.value) & ~Q(stand=Sendungsstand.VERWORFEN.value),
                name="sendung_eine_einladung",
                violation_error_message=_("Zu dieser Sitzung gibt es schon eine Einladung."),
                violation_error_code="doppelt",
            ),
            models.UniqueConstraint(
                fields=["sitzung"],
                condition=Q(stand=Sendungsstand.VORBEREITET.value),
                name="sendung_eine_in_arbeit",
                violation_error_message=_(
                    "Zu dieser Sitzung wird schon eine Sendung vorbereitet. Bitte dort weiterarbeiten."
                ),
                violation_error_code="in_arbeit",
            ),
        ]

    def __str__(self) -> str:
        return self.get_art_display()

    @property
    def kreis_id(self) -> int:
        return self.sitzung.gremium.kreis_id

    @property
    def sendungsart(self) -> Sendungsart:
        return Sendungsart(self.art)

    @property
    def lage(self) -> Sendungsstand:
        return Sendungsstand(self.stand)


class Sendungsunterlage(models.Model):
    """A paper of a Sendung, for whom it is and how it goes: in the mail or as a personal link."""

    sendung = models.ForeignKey(Sendung, on_delete=models.PROTECT, related_name="unterlagen")
    dokument = models.ForeignKey("dokumente.Dokument", on_delete=models.PROTECT, related_name="+")
    punkt = models.ForeignKey(
        "lenkung.Tagesordnungspunkt",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Tagesordnungspunkt"),
    )
    titel = models.CharField(_("Bezeichnung"), max_length=200)
    reihenfolge = models.PositiveSmallIntegerField()
    als_link = models.BooleanField(_("als Link"), default=False)

    class Meta:
        verbose_name = _("Unterlage")
        verbose_name_plural = _("Unterlagen")
        ordering = ["reihenfolge", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sendung", "dokument", "punkt"], name="sendungsunterlage_je_dokument_und_punkt"
            )
        ]

    def __str__(self) -> str:
        return self.titel


class Unterlagenzugang(models.Model):
    """What a personal link to papers opens: those of one Sendung, for one invited person.

    A copy that goes to a Vorzimmer opens what the member's mail opens.
    """

    sendung = models.ForeignKey(Sendung, on_delete=models.PROTECT, related_name="zugaenge")
    teilnahme = models.ForeignKey(
        "lenkung.Teilnahme", on_delete=models.PROTECT, related_name="unterlagenzugaenge"
    )
    # A deputy who is asked later gets with one mail all that had gone out until then.
    bisher = models.BooleanField(default=False)
    # For a guest: the items of that mail. Empty: all.
    punkte = models.JSONField(null=True, blank=True)
    erstellt_am = models.DateTimeField(_("erstellt am"))

    class Meta:
        verbose_name = _("Zugang zu Unterlagen")
        verbose_name_plural = _("Zugänge zu Unterlagen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.sendung}: {self.teilnahme}"


class Sendungsnachricht(models.Model):
    """Which mails a Sendung became. Proof per recipient stands at the Zustellungen of the Nachricht."""

    sendung = models.ForeignKey(Sendung, on_delete=models.PROTECT, related_name="nachrichten")
    nachricht = models.ForeignKey("versand.Nachricht", on_delete=models.PROTECT, related_name="+")
    # "mitglieder", "stellvertretungen", "vorzimmer", "gast:12", "nachgeladen:34"
    an = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("Nachricht einer Sendung")
        verbose_name_plural = _("Nachrichten einer Sendung")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sendung", "an"], name="sendungsnachricht_je_kreis"),
            models.UniqueConstraint(fields=["nachricht"], name="sendungsnachricht_einmal"),
        ]

    def __str__(self) -> str:
        return f"{self.sendung}: {self.an}"
