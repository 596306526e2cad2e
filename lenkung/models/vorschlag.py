"""What a member proposes for an agenda, and everything that happened to it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.basis.zeit import berliner_tag
from kim.protokoll.models import historie
from kim.web.felder import einer_von, einzeilig, nicht_leer
from lenkung.models.auswahl import VORSCHLAGSARTEN, VORSCHLAGSSCHRITTE, VORSCHLAGSSTAENDE
from lenkung.regeln.vorschlag import Vorschlagsstand

MINUTEN_HOECHSTENS = 240


class Vorschlag(models.Model):
    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="vorschlaege", editable=False
    )
    # Empty: for the next one that has room. A proposal without a session waits in the backlog.
    sitzung = models.ForeignKey(
        "lenkung.Sitzung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vorschlaege",
        verbose_name=_("Sitzung"),
    )
    titel = models.CharField(
        _("Thema"),
        max_length=200,
        validators=[einzeilig],
        help_text=_("So, wie es in der Tagesordnung stehen könnte."),
    )
    art = models.CharField(_("Art"), max_length=20, choices=VORSCHLAGSARTEN)
    erlaeuterung = models.TextField(
        _("Erläuterung"),
        max_length=5000,
        help_text=_("Worum geht es, und was soll die Runde damit tun? Ein paar Sätze genügen."),
    )
    minuten = models.PositiveSmallIntegerField(_("Zeitbedarf in Minuten"), default=15)
    stand = models.CharField(
        _("Stand"),
        max_length=20,
        choices=VORSCHLAGSSTAENDE,
        default=Vorschlagsstand.EINGEGANGEN.value,
        editable=False,
    )
    # Who proposed it: name and seat as they were, so that the Person can be erased.
    person = models.ForeignKey(
        "stammdaten.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    konto_id = models.BigIntegerField(null=True, blank=True, editable=False)
    einreicher_name = models.CharField(_("vorgeschlagen von"), max_length=200, validators=[einzeilig])
    einreicher_sitz = models.CharField(_("für"), max_length=200, blank=True, validators=[einzeilig])
    eingereicht_am = models.DateTimeField(_("eingegangen am"), editable=False)
    # Of the page from which it was sent: a second click finds the first one's proposal.
    schluessel = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Vorschlag")
        verbose_name_plural = _("Vorschläge")
        ordering = ["eingereicht_am", "pk"]
        indexes = [models.Index(fields=["gremium", "stand"], name="vorschlag_stand_je")]
        constraints = [
            einer_von(VORSCHLAGSARTEN, feld="art", name="vorschlag_art"),
            einer_von(VORSCHLAGSSTAENDE, feld="stand", name="vorschlag_stand"),
            nicht_leer("titel", name="vorschlag_titel_nicht_leer"),
            nicht_leer("erlaeuterung", name="vorschlag_erlaeuterung_nicht_leer"),
            nicht_leer("einreicher_name", name="vorschlag_mit_einreicher"),
            models.CheckConstraint(
                condition=Q(minuten__gte=1, minuten__lte=MINUTEN_HOECHSTENS),
                name="vorschlag_minuten",
                violation_error_message=_("Bitte zwischen 1 und 240 Minuten angeben."),
                violation_error_code="minuten",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def clean(self) -> None:
        super().clean()
        if self.sitzung is not None and self.sitzung.gremium_id != self.gremium_id:
            meldung = _("Diese Sitzung gehört zu einem anderen Gremium.")
            raise ValidationError({"sitzung": ValidationError(meldung, code="fremdes_gremium")})

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id

    @property
    def lage(self) -> Vorschlagsstand:
        return Vorschlagsstand(self.stand)

    @property
    def eingang(self) -> date:
        return berliner_tag(self.eingereicht_am)


class Vorschlagsschritt(models.Model):
    """Rows are only added: question and answer, postponed, taken, declined, each with its reason."""

    vorschlag = models.ForeignKey(Vorschlag, on_delete=models.PROTECT, related_name="schritte")
    art = models.CharField(_("was"), max_length=20, choices=VORSCHLAGSSCHRITTE)
    text = models.TextField(_("Text"), max_length=2000, blank=True)
    sitzung = models.ForeignKey(
        "lenkung.Sitzung", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    am = models.DateTimeField(_("am"))
    von_name = models.CharField(_("durch"), max_length=200)

    class Meta:
        verbose_name = _("Schritt eines Vorschlags")
        verbose_name_plural = _("Schritte eines Vorschlags")
        ordering = ["am", "pk"]
        constraints = [
            einer_von(VORSCHLAGSSCHRITTE, feld="art", name="vorschlagsschritt_art"),
            models.CheckConstraint(
                condition=~Q(art__in=["gefragt", "geantwortet", "verschoben", "abgelehnt"]) | ~Q(text=""),
                name="vorschlagsschritt_mit_grund",
                violation_error_message=_("Bitte begründen: wer vorgeschlagen hat, soll es lesen können."),
                violation_error_code="text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()}: {self.vorschlag}"
