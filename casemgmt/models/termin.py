"""Consultations, and all other work: what is held counts, and what was corrected is kept."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.auswahl import FALLBEREICHE
from casemgmt.models.basis import Kreissatz
from casemgmt.models.fall import Fall
from casemgmt.models.klient import Klient
from casemgmt.models.terminauswahl import (
    ARBEITSARTEN,
    KANAELE,
    KOPFZAHLARTEN,
    SPRACHMITTLUNGEN,
    TERMINARTEN,
    TERMINSTAENDE,
)
from casemgmt.regeln.termin import Kanal, Sprachmittlung, Terminart, Terminstand
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselterText
from kim.web.felder import einer_von, einzeilig, nicht_leer

LAENGSTENS = 12 * 60
_MINUTEN = [MinValueValidator(1), MaxValueValidator(LAENGSTENS)]


class Erfasst(models.Model):
    """Who logged it, where and when. `kennung` is made on the device: sent twice, it makes one row."""

    kennung = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    konto = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", verbose_name=_("durchgeführt von")
    )
    bereich = models.CharField(_("Bereich"), max_length=10, choices=FALLBEREICHE, editable=False)
    kommune = models.ForeignKey(
        "stammdaten.Kommune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Kommune"),
    )
    standort = models.ForeignKey(
        "stammdaten.Standort",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Standort"),
    )
    erfasst_am = models.DateTimeField(auto_now_add=True)
    geraet_erfasst_am = models.DateTimeField(null=True, blank=True, editable=False)
    """What the clock of the device said, when there was no network."""

    class Meta:
        abstract = True


class MitEnde:
    """Anything with a beginning and a length."""

    beginn: Any
    dauer_minuten: Any

    @property
    def ende(self) -> datetime:
        ende: datetime = self.beginn + timedelta(minutes=self.dauer_minuten)
        return ende


class Termin(MitEnde, Kreissatz, Erfasst):
    """A consultation with the target group. Without case and persons it is anonymous and stays so.

    A correction after the day after is a row of its own that counts instead: `ersetzt_am` marks the old one.
    """

    art = models.CharField(_("Art"), max_length=20, choices=TERMINARTEN)
    stand = models.CharField(_("Stand"), max_length=20, choices=TERMINSTAENDE, default=Terminstand.GEHALTEN)
    fall = models.ForeignKey(
        Fall, on_delete=models.PROTECT, null=True, blank=True, related_name="termine", verbose_name=_("Fall")
    )
    beginn = models.DateTimeField(_("Beginn"))
    dauer_minuten = models.PositiveSmallIntegerField(_("Dauer in Minuten"), validators=_MINUTEN)
    personen = models.PositiveSmallIntegerField(
        _("Anwesende"), default=1, validators=[MinValueValidator(0), MaxValueValidator(200)]
    )
    kanal = models.CharField(_("Kanal"), max_length=20, choices=KANAELE, default=Kanal.VOR_ORT)
    sprache = models.CharField(_("Sprache"), max_length=10, default="de")
    sprachmittlung = models.CharField(
        _("Sprachmittlung"), max_length=10, choices=SPRACHMITTLUNGEN, default=Sprachmittlung.KEINE
    )
    naechster_schritt = VerschluesselterText(
        _("nächster Schritt"), max_length=300, blank=True, validators=[einzeilig]
    )
    notiz = VerschluesselterText(_("Notiz"), max_length=4000, blank=True)
    vorbereitung_minuten = models.PositiveSmallIntegerField(_("Vorbereitung in Minuten"), default=0)
    nachbereitung_minuten = models.PositiveSmallIntegerField(_("Nachbereitung in Minuten"), default=0)
    berichtigt = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="berichtigung", editable=False
    )
    berichtigungsgrund = VerschluesselterText(_("Grund der Berichtigung"), max_length=500, blank=True)
    ersetzt_am = models.DateTimeField(null=True, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Termin")
        verbose_name_plural = _("Termine")
        ordering = ["-beginn", "-pk"]
        constraints = [
            einer_von(TERMINARTEN, feld="art", name="termin_art"),
            einer_von(TERMINSTAENDE, feld="stand", name="termin_stand"),
            einer_von(KANAELE, feld="kanal", name="termin_kanal"),
            einer_von(SPRACHMITTLUNGEN, feld="sprachmittlung", name="termin_sprachmittlung"),
            einer_von(FALLBEREICHE, feld="bereich", name="termin_bereich"),
            models.CheckConstraint(
                condition=Q(dauer_minuten__gte=1, dauer_minuten__lte=LAENGSTENS),
                name="termin_dauer",
                violation_error_message=_("Die Dauer liegt zwischen einer Minute und zwölf Stunden."),
                violation_error_code="dauer_minuten",
            ),
            models.CheckConstraint(
                condition=~Q(art=Terminart.CASE_MANAGEMENT) | Q(fall__isnull=False),
                name="termin_cm_im_fall",
                violation_error_message=_("Ein Termin des Case Managements gehört zu einem Fall."),
                violation_error_code="fall",
            ),
            models.CheckConstraint(
                condition=Q(berichtigt__isnull=True, berichtigungsgrund="")
                | (Q(berichtigt__isnull=False) & ~Q(berichtigungsgrund="")),
                name="termin_berichtigung_begruendet",
                violation_error_message=_("Bitte sagen, warum berichtigt wird."),
                violation_error_code="berichtigungsgrund",
            ),
        ]
        indexes = [
            models.Index(fields=["kreis", "kommune", "-beginn"], name="termin_gebiet"),
            models.Index(fields=["konto", "-beginn"], name="termin_kalender"),
            models.Index(fields=["fall", "-beginn"], name="termin_fall"),
            models.Index(
                fields=["kreis", "beginn"], name="termin_geplant", condition=Q(stand=Terminstand.GEPLANT)
            ),
        ]

    def __str__(self) -> str:
        return f"Termin {self.pk}"

    @property
    def anonym(self) -> bool:
        return self.fall_id is None and not self.anwesende.exists()


class Terminperson(Kreissatz):
    """Who of the case was there. A note belongs to those who were present, to nobody else of the Haushalt."""

    termin = models.ForeignKey(Termin, on_delete=models.CASCADE, related_name="anwesende")
    klient = models.ForeignKey(Klient, on_delete=models.PROTECT, related_name="termine")

    class Meta:
        verbose_name = _("Person bei einem Termin")
        verbose_name_plural = _("Personen bei Terminen")
        constraints = [models.UniqueConstraint(fields=["termin", "klient"], name="terminperson_einmal")]

    def __str__(self) -> str:
        return f"{self.termin_id}/{self.klient_id}"


class Terminthema(Kreissatz):
    """`thema` is the key of a topic of the Kreis (`regeln/themen.py` has those that come along)."""

    termin = models.ForeignKey(Termin, on_delete=models.CASCADE, related_name="themen")
    thema = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("Thema eines Termins")
        verbose_name_plural = _("Themen von Terminen")
        constraints = [
            models.UniqueConstraint(fields=["termin", "thema"], name="terminthema_einmal"),
            nicht_leer("thema", name="terminthema_nicht_leer"),
        ]

    def __str__(self) -> str:
        return self.thema


class Arbeitstermin(MitEnde, Kreissatz, Erfasst):
    """Work that is no consultation. `serie` ties together what was entered as one series."""

    art = models.CharField(_("Art"), max_length=30, choices=ARBEITSARTEN)
    stand = models.CharField(_("Stand"), max_length=20, choices=TERMINSTAENDE, default=Terminstand.GEHALTEN)
    titel = VerschluesselterText(
        _("Worum es ging"), max_length=200, blank=True, validators=[einzeilig], help_text=_("Ohne Namen.")
    )
    beginn = models.DateTimeField(_("Beginn"))
    dauer_minuten = models.PositiveSmallIntegerField(_("Dauer in Minuten"), validators=_MINUTEN)
    teilnehmende = models.PositiveSmallIntegerField(_("Teilnehmende"), null=True, blank=True)
    notiz = VerschluesselterText(_("Notiz"), max_length=4000, blank=True)
    serie = models.UUIDField(null=True, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Arbeitstermin")
        verbose_name_plural = _("Arbeitstermine")
        ordering = ["-beginn", "-pk"]
        constraints = [
            einer_von(ARBEITSARTEN, feld="art", name="arbeitstermin_art"),
            einer_von(TERMINSTAENDE, feld="stand", name="arbeitstermin_stand"),
            models.CheckConstraint(
                condition=Q(dauer_minuten__gte=1, dauer_minuten__lte=LAENGSTENS),
                name="arbeitstermin_dauer",
                violation_error_message=_("Die Dauer liegt zwischen einer Minute und zwölf Stunden."),
                violation_error_code="dauer_minuten",
            ),
        ]
        indexes = [
            models.Index(fields=["kreis", "-beginn"], name="arbeitstermin_zeit"),
            models.Index(fields=["konto", "-beginn"], name="arbeitstermin_kalender"),
        ]

    def __str__(self) -> str:
        return self.titel or self.get_art_display()


class Kopfzahl(Kreissatz, Erfasst):
    """So many people on one day, without a single name: mass arrivals, registrations.

    Corrected like a Termin: by a row that counts instead, which may be 0.
    """

    art = models.CharField(_("Art"), max_length=30, choices=KOPFZAHLARTEN)
    tag = models.DateField(_("Tag"))
    anzahl = models.PositiveIntegerField(_("Anzahl"))
    berichtigt = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="berichtigung", editable=False
    )
    berichtigungsgrund = VerschluesselterText(_("Grund der Berichtigung"), max_length=500, blank=True)
    ersetzt_am = models.DateTimeField(null=True, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Kopfzahl")
        verbose_name_plural = _("Kopfzahlen")
        ordering = ["-tag", "-pk"]
        constraints = [
            einer_von(KOPFZAHLARTEN, feld="art", name="kopfzahl_art"),
            models.CheckConstraint(
                condition=Q(anzahl__gte=1) | Q(anzahl=0, berichtigt__isnull=False),
                name="kopfzahl_anzahl",
                violation_error_message=_("Null ist es nur, wenn eine Zählung berichtigt wird."),
                violation_error_code="anzahl",
            ),
            models.CheckConstraint(
                condition=Q(berichtigt__isnull=True, berichtigungsgrund="")
                | (Q(berichtigt__isnull=False) & ~Q(berichtigungsgrund="")),
                name="kopfzahl_berichtigung_begruendet",
                violation_error_message=_("Bitte sagen, warum berichtigt wird."),
                violation_error_code="berichtigungsgrund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()}: {self.anzahl}"
