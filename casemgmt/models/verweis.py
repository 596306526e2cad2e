"""A Verweis: somebody is sent on to a body, anonymous or with data, and what becomes of it, step by step."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.auswahl import FALLBEREICHE
from casemgmt.models.basis import Kreissatz
from casemgmt.models.fall import Fall
from casemgmt.models.klient import Klient
from casemgmt.models.netzwerk import mehrere
from casemgmt.models.verweisauswahl import (
    ABLEHNGRUENDE,
    KANAELE,
    RUECKZUGSGRUENDE,
    SCHRITTWEGE,
    VERWEISFORMEN,
    VERWEISSTAENDE,
)
from casemgmt.regeln.akteure import aus_spalte
from casemgmt.regeln.verweis import (
    ANTWORT_TAGE,
    LINK_TAGE,
    Kanal,
    Verweisform,
    Verweisstand,
    antwort_faellig,
)
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselterText
from kim.web.felder import einer_von, verlange_denselben_kreis

_GRUENDE = [*ABLEHNGRUENDE, *RUECKZUGSGRUENDE]


class Verweiseinstellung(Kreissatz):
    """How long a Kreis waits for an answer, and how long a link is good for."""

    antwort_tage = models.PositiveSmallIntegerField(
        _("Tage bis zur Erinnerung"),
        default=ANTWORT_TAGE,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("Kommt bis dahin keine Antwort, steht der Verweis unter „Heute“."),
    )
    link_tage = models.PositiveSmallIntegerField(
        _("Tage, die ein Link gilt"),
        default=LINK_TAGE,
        validators=[MinValueValidator(7), MaxValueValidator(180)],
        help_text=_("Danach ist bei der Stelle nichts mehr zu lesen."),
    )

    history = historie()

    class Meta:
        verbose_name = _("Einstellung der Verweise")
        verbose_name_plural = _("Einstellungen der Verweise")
        constraints = [models.UniqueConstraint(fields=["kreis"], name="verweiseinstellung_einmal")]

    def __str__(self) -> str:
        return f"{self.antwort_tage}/{self.link_tage}"


class Verweis(Kreissatz):
    """`bereich` and `kommune` are the sender's; `ziel` is a key of VERWEISZIELE, empty for a body outside."""

    kennung = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bereich = models.CharField(_("Bereich"), max_length=10, choices=FALLBEREICHE, editable=False)
    kommune = models.ForeignKey(
        "stammdaten.Kommune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    fall = models.ForeignKey(
        Fall, on_delete=models.PROTECT, null=True, blank=True, related_name="verweise", editable=False
    )
    klient = models.ForeignKey(
        Klient,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="verweise",
        verbose_name=_("Für wen"),
    )
    """Empty: somebody who was counselled without a name."""
    ziel = models.CharField(_("Ziel in KIM"), max_length=40, blank=True)
    ziel_kommune = models.ForeignKey(
        "stammdaten.Kommune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Kommune des Ziels"),
    )
    einrichtung = models.ForeignKey(
        "stammdaten.Einrichtung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("An wen"),
    )
    person = models.ForeignKey(
        "stammdaten.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Person dort"),
    )
    thema = models.CharField(_("Thema"), max_length=40)
    zweck = models.CharField(_("Zweck"), max_length=40)
    form = models.CharField(_("Form"), max_length=12, choices=VERWEISFORMEN)
    klassen = mehrere(_("Angaben"))
    kanal = models.CharField(_("Weg"), max_length=12, choices=KANAELE)
    nachricht = VerschluesselterText(_("Worum es geht"), max_length=3000, blank=True)
    stand = models.CharField(
        _("Stand"), max_length=16, choices=VERWEISSTAENDE, default=Verweisstand.ENTWURF.value, editable=False
    )
    angelegt_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False
    )
    angelegt_am = models.DateTimeField(auto_now_add=True)
    gesendet_am = models.DateTimeField(_("gesendet am"), null=True, blank=True, editable=False)
    antwort_bis = models.DateField(_("Antwort erwartet bis"), null=True, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Verweis")
        verbose_name_plural = _("Verweise")
        ordering = ["-angelegt_am", "-pk"]
        constraints = [
            einer_von(FALLBEREICHE, feld="bereich", name="verweis_bereich"),
            einer_von(VERWEISFORMEN, feld="form", name="verweis_form"),
            einer_von(KANAELE, feld="kanal", name="verweis_kanal"),
            einer_von(VERWEISSTAENDE, feld="stand", name="verweis_stand"),
            models.CheckConstraint(
                condition=Q(form=Verweisform.ANONYM.value, klassen="")
                | (Q(form=Verweisform.MIT_DATEN.value, klient__isnull=False) & ~Q(klassen="")),
                name="verweis_daten_nur_mit_person",
                violation_error_message=_(
                    "Ein Verweis mit Daten nennt die Person und die Angaben; ein anonymer nennt keine."
                ),
                violation_error_code="klassen",
            ),
            models.CheckConstraint(
                condition=(Q(kanal=Kanal.INTERN.value) & ~Q(ziel=""))
                | (~Q(kanal=Kanal.INTERN.value) & Q(ziel="", einrichtung__isnull=False)),
                name="verweis_ein_empfaenger",
                violation_error_message=_("Bitte angeben, an wen der Verweis geht."),
                violation_error_code="einrichtung",
            ),
            models.CheckConstraint(
                condition=Q(stand__in=[Verweisstand.ENTWURF.value, Verweisstand.ZURUECKGEZOGEN.value])
                | Q(gesendet_am__isnull=False),
                name="verweis_gesendet",
            ),
        ]
        indexes = [
            models.Index(fields=["kreis", "bereich", "kommune", "stand"], name="verweis_gebiet"),
            models.Index(fields=["kreis", "ziel", "ziel_kommune", "stand"], name="verweis_ziel"),
            models.Index(fields=["fall"], name="verweis_fall"),
        ]

    def __str__(self) -> str:
        return f"Verweis {self.pk}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(
            self.kreis_id,
            kommune=self.kommune,
            fall=self.fall,
            klient=self.klient,
            einrichtung=self.einrichtung,
            person=self.person,
            ziel_kommune=self.ziel_kommune,
        )

    @property
    def lage(self) -> Verweisstand:
        return Verweisstand(self.stand)

    @property
    def datenklassen(self) -> tuple[str, ...]:
        return aus_spalte(self.klassen)

    def ueberfaellig(self, heute: date) -> bool:
        return antwort_faellig(self.lage, self.antwort_bis, heute)


class Verweisschritt(Kreissatz):
    """One change of state: who, when, how, why. Written once; nothing changes it afterwards."""

    verweis = models.ForeignKey(Verweis, on_delete=models.CASCADE, related_name="schritte")
    vorher = models.CharField(max_length=16, choices=VERWEISSTAENDE, blank=True)
    stand = models.CharField(_("Stand"), max_length=16, choices=VERWEISSTAENDE)
    am = models.DateTimeField(_("am"))
    weg = models.CharField(_("wie"), max_length=12, choices=SCHRITTWEGE)
    konto = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    durch_name = models.CharField(_("durch"), max_length=200)
    grund = models.CharField(_("Grund"), max_length=20, choices=_GRUENDE, blank=True)
    notiz = VerschluesselterText(_("Notiz"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("Schritt eines Verweises")
        verbose_name_plural = _("Schritte von Verweisen")
        ordering = ["am", "pk"]
        constraints = [
            einer_von(VERWEISSTAENDE, feld="stand", name="verweisschritt_stand"),
            einer_von(_GRUENDE, feld="grund", name="verweisschritt_grund", leer=True),
            models.CheckConstraint(
                condition=~Q(stand__in=[Verweisstand.ABGELEHNT.value, Verweisstand.ZURUECKGEZOGEN.value])
                | ~Q(grund=""),
                name="verweisschritt_mit_grund",
                violation_error_message=_("Bitte den Grund angeben."),
                violation_error_code="grund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verweis_id}: {self.stand}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a step is written once")
        super().save(*args, **kwargs)


class Verweiszugang(Kreissatz):
    """What opens the data behind a personal link: a code, of which only a hash is kept."""

    verweis = models.OneToOneField(Verweis, on_delete=models.CASCADE, related_name="zugang")
    code_hash = models.CharField(max_length=128, blank=True)
    gueltig_bis = models.DateTimeField(null=True, blank=True)
    fehlversuche = models.PositiveSmallIntegerField(default=0)
    gelesen_am = models.DateTimeField(null=True, blank=True)
    """When the code was first entered rightly."""

    class Meta:
        verbose_name = _("Zugang zu einem Verweis")
        verbose_name_plural = _("Zugänge zu Verweisen")

    def __str__(self) -> str:
        return f"{self.verweis_id}"
