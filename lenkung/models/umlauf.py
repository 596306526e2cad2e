"""A circular decision: what is put to the vote without a session, who is asked, how each seat answered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von, einzeilig, nicht_leer
from lenkung.models.auswahl import ABBRUCHARTEN, ANTWORTWEGE, TEILNAHMEROLLEN, UMLAUFSTAENDE, UMLAUFWERTE
from lenkung.regeln.umlauf import Umlaufstand, Umlaufwert

_BEGONNEN = [Umlaufstand.LAEUFT.value, Umlaufstand.FESTGESTELLT.value]
_FESTGESTELLT, _ABGEBROCHEN = Umlaufstand.FESTGESTELLT.value, Umlaufstand.ABGEBROCHEN.value


class Umlaufverfahren(models.Model):
    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="umlaeufe", editable=False
    )
    # The version that was in force when it began; by it the result is judged.
    geschaeftsordnung = models.ForeignKey(
        "lenkung.Geschaeftsordnung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="umlaeufe",
        editable=False,
    )
    titel = models.CharField(_("Titel"), max_length=200, validators=[einzeilig])
    text = models.TextField(
        _("Wortlaut"),
        max_length=20000,
        help_text=_("Der Satz, über den abgestimmt wird. Er wird der Wortlaut des Beschlusses."),
    )
    fassung = models.ForeignKey(
        "lenkung.Vorlagenfassung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="umlaeufe",
        verbose_name=_("Vorlage"),
    )
    frist = models.DateTimeField(_("Antworten bis"))
    oeffentlich = models.BooleanField(_("Der Beschluss darf veröffentlicht werden"), default=True)
    stand = models.CharField(
        _("Stand"),
        max_length=20,
        choices=UMLAUFSTAENDE,
        default=Umlaufstand.ENTWURF.value,
        editable=False,
    )
    angelegt_am = models.DateTimeField(_("angelegt am"), editable=False)
    angelegt_von_name = models.CharField(_("angelegt durch"), max_length=200, editable=False)
    begonnen_am = models.DateTimeField(_("begonnen am"), null=True, blank=True, editable=False)
    begonnen_von_name = models.CharField(_("begonnen durch"), max_length=200, blank=True, editable=False)
    # Who counted as represented, and the verdict as the chair saw it; nothing is computed anew later.
    augenblick = models.JSONField(null=True, blank=True, editable=False)
    ergebnis = models.JSONField(null=True, blank=True, editable=False)
    stichentscheid = models.BooleanField(default=False, editable=False)
    festgestellt_am = models.DateTimeField(_("festgestellt am"), null=True, blank=True, editable=False)
    festgestellt_von_name = models.CharField(
        _("festgestellt durch"), max_length=200, blank=True, editable=False
    )
    abgebrochen_am = models.DateTimeField(_("beendet am"), null=True, blank=True, editable=False)
    abbruch_art = models.CharField(
        _("wie beendet"), max_length=20, choices=ABBRUCHARTEN, blank=True, editable=False
    )
    abbruch_grund = models.CharField(_("Grund"), max_length=1000, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Umlaufbeschluss")
        verbose_name_plural = _("Umlaufbeschlüsse")
        ordering = ["-angelegt_am", "-pk"]
        constraints = [
            einer_von(UMLAUFSTAENDE, feld="stand", name="umlauf_stand"),
            einer_von(ABBRUCHARTEN, feld="abbruch_art", name="umlauf_abbruch_art", leer=True),
            nicht_leer("titel", name="umlauf_titel_nicht_leer"),
            nicht_leer("text", name="umlauf_text_nicht_leer"),
            models.CheckConstraint(
                condition=~Q(stand__in=_BEGONNEN)
                | (Q(begonnen_am__isnull=False, geschaeftsordnung__isnull=False) & ~Q(begonnen_von_name="")),
                name="umlauf_begonnen",
            ),
            models.CheckConstraint(
                condition=Q(begonnen_am__isnull=True) | Q(frist__gt=F("begonnen_am")),
                name="umlauf_frist_nach_beginn",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        stand=_FESTGESTELLT,
                        festgestellt_am__isnull=False,
                        augenblick__isnull=False,
                        ergebnis__isnull=False,
                    )
                    & ~Q(festgestellt_von_name="")
                )
                | (~Q(stand=_FESTGESTELLT) & Q(festgestellt_am__isnull=True, festgestellt_von_name="")),
                name="umlauf_festgestellt",
            ),
            models.CheckConstraint(
                condition=(
                    Q(stand=_ABGEBROCHEN, abgebrochen_am__isnull=False)
                    & ~Q(abbruch_art="")
                    & ~Q(abbruch_grund="")
                )
                | (~Q(stand=_ABGEBROCHEN) & Q(abgebrochen_am__isnull=True, abbruch_art="", abbruch_grund="")),
                name="umlauf_abgebrochen",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id

    @property
    def lage(self) -> Umlaufstand:
        return Umlaufstand(self.stand)


class Umlaufstimme(models.Model):
    """One seat with a vote, as it was when the circular began, and its answer. The last one counts."""

    umlauf = models.ForeignKey(
        Umlaufverfahren, on_delete=models.PROTECT, related_name="stimmen", editable=False
    )
    sitz = models.ForeignKey("lenkung.Sitz", on_delete=models.PROTECT, related_name="+", editable=False)
    wert = models.CharField(_("Stimme"), max_length=20, choices=UMLAUFWERTE, blank=True)
    rolle = models.CharField(_("als"), max_length=20, choices=TEILNAHMEROLLEN, blank=True)
    durch_name = models.CharField(_("geantwortet hat"), max_length=200, blank=True)
    weg = models.CharField(_("wie"), max_length=20, choices=ANTWORTWEGE, blank=True)
    # When it came in, also if somebody of the Geschäftsstelle entered it later.
    beantwortet_am = models.DateTimeField(_("eingegangen am"), null=True, blank=True)
    vermerk = models.CharField(
        _("Fundstelle oder Vermerk"), max_length=300, blank=True, validators=[einzeilig]
    )

    history = historie()

    class Meta:
        verbose_name = _("Stimme im Umlauf")
        verbose_name_plural = _("Stimmen im Umlauf")
        ordering = ["umlauf_id", "pk"]
        constraints = [
            einer_von(UMLAUFWERTE, feld="wert", name="umlaufstimme_wert", leer=True),
            einer_von(TEILNAHMEROLLEN, feld="rolle", name="umlaufstimme_rolle", leer=True),
            einer_von(ANTWORTWEGE, feld="weg", name="umlaufstimme_weg", leer=True),
            models.UniqueConstraint(fields=["umlauf", "sitz"], name="umlaufstimme_einmal_je_sitz"),
            models.CheckConstraint(
                condition=Q(wert="", rolle="", durch_name="", weg="", beantwortet_am__isnull=True)
                | (
                    ~Q(wert="")
                    & ~Q(rolle="")
                    & ~Q(durch_name="")
                    & ~Q(weg="")
                    & Q(beantwortet_am__isnull=False)
                ),
                name="umlaufstimme_ganz_oder_gar_nicht",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_wert_display() or _("noch keine Antwort"))

    @property
    def kreis_id(self) -> int:
        return self.umlauf.gremium.kreis_id

    @property
    def gesagt(self) -> Umlaufwert | None:
        return Umlaufwert(self.wert) if self.wert else None


class Umlaufteilnahme(models.Model):
    """One person who is asked, for the seat that she holds or stands in for. Name and address of that day."""

    stimme = models.ForeignKey(
        Umlaufstimme, on_delete=models.PROTECT, related_name="teilnahmen", editable=False
    )
    rolle = models.CharField(_("als"), max_length=20, choices=TEILNAHMEROLLEN)
    person = models.ForeignKey(
        "stammdaten.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("Name"), max_length=200)
    email = models.CharField(_("E-Mail"), max_length=254, blank=True)

    class Meta:
        verbose_name = _("Befragte Person im Umlauf")
        verbose_name_plural = _("Befragte Personen im Umlauf")
        ordering = ["stimme_id", "rolle"]
        constraints = [
            einer_von(TEILNAHMEROLLEN, feld="rolle", name="umlaufteilnahme_rolle"),
            models.UniqueConstraint(fields=["stimme", "rolle"], name="umlaufteilnahme_einmal"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kreis_id(self) -> int:
        return self.stimme.umlauf.gremium.kreis_id
