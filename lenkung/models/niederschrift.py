"""The Niederschrift of a session while it is a draft, and the sentences it is built from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von, nicht_leer
from lenkung.models.auswahl import ABSCHNITTSARTEN, SATZARTEN
from lenkung.regeln.niederschriftsinhalt import Abschnittsart
from lenkung.regeln.textbausteine import HOECHSTENS


class Niederschrift(models.Model):
    sitzung = models.OneToOneField(
        "lenkung.Sitzung", on_delete=models.PROTECT, related_name="niederschrift", editable=False
    )
    angelegt_am = models.DateTimeField(_("angelegt am"), auto_now_add=True)
    angelegt_von_name = models.CharField(_("angelegt durch"), max_length=200, editable=False)
    # GO RSK § 7 Abs. 1 demands the personal statements; that there was none, somebody has to say.
    keine_erklaerungen = models.BooleanField(
        _("Es wurde keine Erklärung zu Protokoll gegeben"), default=False
    )

    # Since when the signers have the draft before them, to remark on it.
    abgestimmt_seit = models.DateTimeField(
        _("zur Abstimmung vorgelegt am"), null=True, blank=True, editable=False
    )
    # Signed once, it is opened again for a reason only: a new version says what changed it.
    aenderungsanlass = models.CharField(_("Anlass der Änderung"), max_length=300, blank=True, editable=False)
    aenderungsbeschluss = models.ForeignKey(
        "lenkung.Beschluss",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    history = historie()

    class Meta:
        verbose_name = _("Niederschrift")
        verbose_name_plural = _("Niederschriften")
        constraints = [
            models.CheckConstraint(
                condition=Q(aenderungsbeschluss__isnull=True) | ~Q(aenderungsanlass=""),
                name="niederschrift_aenderung_mit_anlass",
            )
        ]

    def __str__(self) -> str:
        return str(_("Niederschrift: %(sitzung)s") % {"sitzung": self.sitzung})

    @property
    def kreis_id(self) -> int:
        return self.sitzung.gremium.kreis_id


class Niederschriftsabschnitt(models.Model):
    """One part of it. What was edited by hand stays as it is, whatever the session says later.

    `gebaut` is what the session says, as last taken over; `grundlage` is what it said when somebody edited
    the part by hand. They differ when the session was corrected in between.
    """

    niederschrift = models.ForeignKey(
        Niederschrift, on_delete=models.PROTECT, related_name="abschnitte", editable=False
    )
    art = models.CharField(_("Art"), max_length=20, choices=ABSCHNITTSARTEN, editable=False)
    punkt = models.ForeignKey(
        "lenkung.Tagesordnungspunkt",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    position = models.PositiveSmallIntegerField(editable=False)
    gebaut = models.TextField(_("aus der Sitzung"), blank=True, editable=False)
    # The Beschlüsse as the chair has established them; nobody words them anew.
    festgestellt = models.TextField(_("festgestellt"), blank=True, editable=False)
    von_hand = models.BooleanField(_("von Hand geändert"), default=False, editable=False)
    text = models.TextField(_("Text"), max_length=50000, blank=True)
    grundlage = models.TextField(_("Stand der Sitzung bei der Änderung"), blank=True, editable=False)
    erklaerung = models.TextField(_("Erklärung zu Protokoll"), max_length=20000, blank=True)
    # Who wrote on an older state is told so, and nothing is overwritten.
    zaehler = models.PositiveIntegerField(default=0, editable=False)
    geaendert_am = models.DateTimeField(_("geändert am"), null=True, blank=True, editable=False)
    geaendert_von_name = models.CharField(_("geändert durch"), max_length=200, blank=True, editable=False)

    history = historie(excluded_fields=["zaehler", "geaendert_am", "geaendert_von_name"])

    class Meta:
        verbose_name = _("Abschnitt einer Niederschrift")
        verbose_name_plural = _("Abschnitte von Niederschriften")
        ordering = ["niederschrift_id", "position", "pk"]
        constraints = [
            einer_von(ABSCHNITTSARTEN, feld="art", name="abschnitt_art"),
            models.CheckConstraint(
                condition=Q(art=Abschnittsart.PUNKT.value, punkt__isnull=False)
                | (~Q(art=Abschnittsart.PUNKT.value) & Q(punkt__isnull=True, erklaerung="")),
                name="abschnitt_zu_punkt",
            ),
            models.CheckConstraint(
                condition=Q(von_hand=True) | Q(text="", grundlage=""), name="abschnitt_text_nur_von_hand"
            ),
            models.CheckConstraint(
                condition=Q(zaehler=0, geaendert_am__isnull=True, geaendert_von_name="")
                | (Q(zaehler__gt=0, geaendert_am__isnull=False) & ~Q(geaendert_von_name="")),
                name="abschnitt_geaendert_durch",
            ),
            models.UniqueConstraint(
                fields=["niederschrift", "punkt"],
                condition=Q(punkt__isnull=False),
                name="abschnitt_einmal_je_punkt",
            ),
            models.UniqueConstraint(
                fields=["niederschrift", "art"],
                condition=Q(punkt__isnull=True),
                name="abschnitt_einmal_je_art",
            ),
        ]

    def __str__(self) -> str:
        return str(self.punkt) if self.punkt_id else str(self.get_art_display())

    @property
    def kreis_id(self) -> int:
        return self.niederschrift.sitzung.gremium.kreis_id

    @property
    def abschnittsart(self) -> Abschnittsart:
        return Abschnittsart(self.art)

    @property
    def geltend(self) -> str:
        """What stands in the Niederschrift."""
        return self.text if self.von_hand else self.gebaut

    @property
    def weicht_ab(self) -> bool:
        """Edited by hand, and since then the session has been corrected."""
        return self.von_hand and self.grundlage != self.gebaut


class Textbaustein(models.Model):
    """How a Kreis words one sentence of its Niederschriften. Without a row the one of the house holds."""

    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="+", editable=False)
    art = models.CharField(_("Satz"), max_length=40, choices=SATZARTEN, editable=False)
    text = models.TextField(_("Satz"), max_length=HOECHSTENS)

    history = historie()

    class Meta:
        verbose_name = _("Textbaustein")
        verbose_name_plural = _("Textbausteine")
        ordering = ["kreis_id", "art"]
        constraints = [
            einer_von(SATZARTEN, feld="art", name="textbaustein_art"),
            nicht_leer("text", name="textbaustein_nicht_leer"),
            models.UniqueConstraint(fields=["kreis", "art"], name="textbaustein_je_kreis"),
        ]

    def __str__(self) -> str:
        return str(self.get_art_display())
