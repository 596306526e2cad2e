"""A vote, what was counted in it, and who was represented in its minute."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.web.felder import einer_von
from lenkung.models.auswahl import ABSTIMMUNGSSTAENDE, STIMMWERTE, WEISEN
from lenkung.regeln.verlauf import MIT_ZAHLEN, Abstimmungsstand, Weise

_OFFEN = [Abstimmungsstand.LAEUFT.value, Abstimmungsstand.GESCHLOSSEN.value]
_GEZAEHLT = [Abstimmungsstand.GESCHLOSSEN.value, Abstimmungsstand.FESTGESTELLT.value]


class Abstimmung(models.Model):
    sitzung = models.ForeignKey(
        "lenkung.Sitzung", on_delete=models.PROTECT, related_name="abstimmungen", editable=False
    )
    punkt = models.ForeignKey(
        "lenkung.Tagesordnungspunkt", on_delete=models.PROTECT, related_name="abstimmungen", editable=False
    )
    wortlaut = models.ForeignKey(
        "lenkung.Wortlaut", on_delete=models.PROTECT, related_name="abstimmungen", editable=False
    )
    weise = models.CharField(_("Art der Abstimmung"), max_length=20, choices=WEISEN)
    # On the members' own devices, with the code of the session.
    auf_geraeten = models.BooleanField(_("auf eigenen Geräten"), default=False, editable=False)
    stand = models.CharField(
        _("Stand"),
        max_length=20,
        choices=ABSTIMMUNGSSTAENDE,
        default=Abstimmungsstand.LAEUFT.value,
        editable=False,
    )
    begonnen_am = models.DateTimeField(_("begonnen um"))
    geschlossen_am = models.DateTimeField(_("geschlossen um"), null=True, blank=True)
    # Only for open and secret votes: nobody stores who voted how.
    ja = models.PositiveSmallIntegerField(_("Ja"), null=True, blank=True)
    nein = models.PositiveSmallIntegerField(_("Nein"), null=True, blank=True)
    enthaltung = models.PositiveSmallIntegerField(_("Enthaltung"), null=True, blank=True)
    stichentscheid = models.BooleanField(_("Bei Gleichstand stimmt der Vorsitz mit Ja"), default=False)
    # While a vote by name runs: which seats do not vote Ja; an empty word is no vote. Emptied with the count.
    ausnahmen = models.JSONField(default=dict, blank=True, editable=False)
    # The represented seats of its minute and the numbers that count with them; see regeln/augenblick.py.
    augenblick = models.JSONField(null=True, blank=True, editable=False)
    # The verdict as the chair saw it when the vote was closed.
    ergebnis = models.JSONField(null=True, blank=True, editable=False)
    festgestellt_am = models.DateTimeField(_("festgestellt um"), null=True, blank=True)
    festgestellt_von_name = models.CharField(_("festgestellt durch"), max_length=200, blank=True)
    verworfen_grund = models.CharField(_("Grund"), max_length=300, blank=True)
    # A correction of the presence touches this vote; the chair has to say what follows.
    zu_pruefen = models.CharField(_("zu prüfen"), max_length=500, blank=True)
    geprueft = models.CharField(_("geprüft"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("Abstimmung")
        verbose_name_plural = _("Abstimmungen")
        ordering = ["sitzung_id", "begonnen_am", "pk"]
        constraints = [
            einer_von(WEISEN, feld="weise", name="abstimmung_weise"),
            einer_von(ABSTIMMUNGSSTAENDE, feld="stand", name="abstimmung_stand"),
            # Two who begin a vote at once begin one.
            models.UniqueConstraint(
                fields=["sitzung"], condition=Q(stand__in=_OFFEN), name="abstimmung_eine_offene"
            ),
            models.CheckConstraint(
                condition=~Q(stand__in=_GEZAEHLT)
                | Q(
                    geschlossen_am__isnull=False,
                    augenblick__isnull=False,
                    ergebnis__isnull=False,
                ),
                name="abstimmung_gezaehlt",
            ),
            models.CheckConstraint(
                condition=Q(
                    stand=Abstimmungsstand.FESTGESTELLT.value,
                    festgestellt_am__isnull=False,
                )
                & ~Q(festgestellt_von_name="")
                | ~Q(stand=Abstimmungsstand.FESTGESTELLT.value)
                & Q(festgestellt_am__isnull=True, festgestellt_von_name=""),
                name="abstimmung_festgestellt",
            ),
            models.CheckConstraint(
                condition=~Q(weise__in=sorted(weise.value for weise in MIT_ZAHLEN))
                | ~Q(stand__in=_GEZAEHLT)
                | Q(ja__isnull=False, nein__isnull=False, enthaltung__isnull=False),
                name="abstimmung_mit_zahlen",
            ),
        ]

    def __str__(self) -> str:
        return str(
            _("Abstimmung zu TOP %(nummer)s: %(weise)s")
            % {"nummer": self.punkt.position, "weise": self.get_weise_display()}
        )

    @property
    def kreis_id(self) -> int:
        return self.sitzung.gremium.kreis_id

    @property
    def lage(self) -> Abstimmungsstand:
        return Abstimmungsstand(self.stand)

    @property
    def art(self) -> Weise:
        return Weise(self.weise)


class Stimme(models.Model):
    """How a seat voted by name, or that it objected. Never for a secret vote."""

    abstimmung = models.ForeignKey(
        Abstimmung, on_delete=models.PROTECT, related_name="stimmen", editable=False
    )
    sitz = models.ForeignKey("lenkung.Sitz", on_delete=models.PROTECT, related_name="+", editable=False)
    wert = models.CharField(_("Stimme"), max_length=12, choices=STIMMWERTE)
    # Who sat on the seat in that minute.
    durch_name = models.CharField(_("abgegeben durch"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Stimme")
        verbose_name_plural = _("Stimmen")
        ordering = ["abstimmung_id", "sitz_id"]
        constraints = [
            einer_von(STIMMWERTE, feld="wert", name="stimme_wert"),
            models.UniqueConstraint(fields=["abstimmung", "sitz"], name="stimme_einmal_je_sitz"),
        ]

    def __str__(self) -> str:
        return str(self.get_wert_display())

    @property
    def kreis_id(self) -> int:
        return self.abstimmung.sitzung.gremium.kreis_id
