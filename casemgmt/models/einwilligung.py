"""Consent: who may get which data for what, until when; the wording that was signed, and who signed it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casemgmt.models.basis import Kreissatz
from casemgmt.models.einwilligungsauswahl import (
    DATENKLASSEN,
    EINWILLIGUNGSARTEN,
    EINWILLIGUNGSSTAENDE,
    SPRACHNAMEN,
    UNTERSCHRIFTSFORMEN,
    UNTERZEICHNENDE,
    WIDERRUFSWEGE,
    ZWECKE,
)
from casemgmt.models.klient import Klient
from casemgmt.regeln.einwilligung import (
    MUENDLICH_TAGE,
    Einwilligungsstand,
    Unterschriftsform,
    Unterzeichnend,
)
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselteDaten, VerschluesselterText
from kim.web.felder import einer_von, einzeilig, verlange_denselben_kreis


class Einwilligungstext(Kreissatz):
    """A wording of the Kreis in one language; never changed, only followed by the next. It waits to be
    checked, and then says by whom, once."""

    sprache = models.CharField(_("Sprache"), max_length=10, choices=SPRACHNAMEN, editable=False)
    fassung = models.PositiveIntegerField(_("Fassung"), editable=False)
    inhalt = models.JSONField(_("Wortlaut"), editable=False)
    sha256 = models.CharField(_("Prüfsumme"), max_length=64, editable=False)
    geprueft_durch = models.CharField(
        _("geprüft durch"),
        max_length=200,
        blank=True,
        validators=[einzeilig],
        help_text=_("Wer den Wortlaut geprüft hat: Datenschutz, Übersetzungsdienst."),
    )
    aenderung = models.CharField(
        _("was ist anders"), max_length=200, blank=True, validators=[einzeilig], editable=False
    )
    geschrieben_am = models.DateTimeField(_("geschrieben am"), default=timezone.now, editable=False)
    geschrieben_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    freigegeben_am = models.DateTimeField(_("freigegeben am"), null=True, editable=False)
    freigegeben_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    history = historie()

    class Meta:
        verbose_name = _("Text der Einwilligung")
        verbose_name_plural = _("Texte der Einwilligung")
        ordering = ["sprache", "-fassung"]
        constraints = [
            models.UniqueConstraint(fields=["kreis", "sprache", "fassung"], name="einwilligungstext_fassung"),
            models.CheckConstraint(
                condition=Q(geprueft_durch="", freigegeben_am__isnull=True, freigegeben_von__isnull=True)
                | ~Q(geprueft_durch="") & Q(freigegeben_am__isnull=False, freigegeben_von__isnull=False),
                name="einwilligungstext_geprueft_ganz",
                violation_error_message=_("Zur Prüfung gehört, wer geprüft hat und wann."),
                violation_error_code="geprueft_durch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sprache}, Fassung {self.fassung}"

    @property
    def geprueft(self) -> bool:
        return self.freigegeben_am is not None


class Einwilligungseinstellung(models.Model):
    kreis = models.OneToOneField(
        "stammdaten.Kreis", on_delete=models.PROTECT, related_name="+", editable=False
    )
    muendlich_tage = models.PositiveSmallIntegerField(
        _("Tage, die eine mündliche Einwilligung ohne Unterschrift gilt"),
        default=MUENDLICH_TAGE,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )

    history = historie()

    class Meta:
        verbose_name = _("Einstellung der Einwilligung")
        verbose_name_plural = _("Einstellungen der Einwilligung")
        constraints = [
            models.CheckConstraint(
                condition=Q(muendlich_tage__gte=1) & Q(muendlich_tage__lte=60),
                name="einwilligungseinstellung_tage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kreis_id}: {self.muendlich_tage}"


def _nur_aus(werte: list[str], liste: Sequence[tuple[str, object]], feld: str) -> None:
    bekannt = {wert for wert, _titel in liste}
    if not werte or len(set(werte)) != len(werte) or not set(werte) <= bekannt:
        raise ValidationError({feld: ValidationError(_("Bitte mindestens einen Eintrag wählen."), code=feld)})


class Einwilligung(Kreissatz):
    """Once somebody has signed, the scope and the wording stay as they were: the database refuses to change
    them (`migrations/_einwilligung.py`)."""

    kennung = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Made where it is taken down, so that sending twice makes one."""
    klient = models.ForeignKey(
        Klient, on_delete=models.PROTECT, related_name="einwilligungen", editable=False
    )
    art = models.CharField(_("Art"), max_length=20, choices=EINWILLIGUNGSARTEN)
    sprache = models.CharField(_("Sprache"), max_length=10, choices=SPRACHNAMEN)
    text = models.ForeignKey(
        Einwilligungstext, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    """The released text; empty where none has been released yet and the draft of the house was used."""
    datenklassen = models.JSONField(_("Angaben"))
    zwecke = models.JSONField(_("Zwecke"))
    von = models.DateField(_("gilt ab"))
    bis = models.DateField(_("gilt bis"))
    sorgeberechtigte = models.PositiveSmallIntegerField(_("Sorgeberechtigte"), default=1)
    sprachmittlung = VerschluesselterText(
        _("Sprachmittlung"),
        max_length=200,
        blank=True,
        validators=[einzeilig],
        help_text=_("Wer übersetzt hat. Leer lassen, wenn niemand nötig war."),
    )
    wortlaut: Any = VerschluesselteDaten(editable=False)
    """The whole sheet in German and in the person's language, names and all, as it was read."""
    sha256 = models.CharField(max_length=64, editable=False)
    zustand = models.CharField(
        _("Stand"),
        max_length=12,
        choices=EINWILLIGUNGSSTAENDE,
        default=Einwilligungsstand.ENTWURF,
        editable=False,
    )
    muendlich_am = models.DateTimeField(_("mündlich erteilt am"), null=True, blank=True, editable=False)
    muendlich_grund = VerschluesselterText(max_length=500, blank=True, editable=False)
    muendlich_bis = models.DateField(null=True, blank=True, editable=False)
    erfasst_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False
    )
    erfasst_am = models.DateTimeField(auto_now_add=True)
    widerrufen_am = models.DateTimeField(null=True, blank=True, editable=False)
    widerruf_weg = models.CharField(
        _("widerrufen"), max_length=12, choices=WIDERRUFSWEGE, blank=True, editable=False
    )
    widerruf_erfasst_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    stand = models.PositiveIntegerField(default=1, editable=False)
    """Raised by each change: who acts on an older one is shown the new one first."""

    history = historie()

    class Meta:
        verbose_name = _("Einwilligung")
        verbose_name_plural = _("Einwilligungen")
        ordering = ["-erfasst_am", "-pk"]
        constraints = [
            einer_von(EINWILLIGUNGSARTEN, feld="art", name="einwilligung_art"),
            einer_von(EINWILLIGUNGSSTAENDE, feld="zustand", name="einwilligung_zustand"),
            einer_von(WIDERRUFSWEGE, feld="widerruf_weg", name="einwilligung_widerrufsweg", leer=True),
            models.CheckConstraint(
                condition=Q(bis__gte=F("von")),
                name="einwilligung_tage",
                violation_error_message=_("Das Ende liegt vor dem Beginn. Bitte die beiden Tage prüfen."),
                violation_error_code="bis",
            ),
            models.CheckConstraint(
                condition=Q(sorgeberechtigte__gte=1) & Q(sorgeberechtigte__lte=2),
                name="einwilligung_sorgeberechtigte",
            ),
            models.CheckConstraint(
                condition=Q(
                    zustand=Einwilligungsstand.WIDERRUFEN,
                    widerrufen_am__isnull=False,
                    widerruf_erfasst_von__isnull=False,
                )
                & ~Q(widerruf_weg="")
                | ~Q(zustand=Einwilligungsstand.WIDERRUFEN)
                & Q(widerrufen_am__isnull=True, widerruf_erfasst_von__isnull=True, widerruf_weg=""),
                name="einwilligung_widerruf_ganz",
                violation_error_message=_("Zum Widerruf gehört, wann und wie er erklärt wurde."),
                violation_error_code="widerruf",
            ),
            models.CheckConstraint(
                condition=Q(muendlich_am__isnull=True, muendlich_bis__isnull=True, muendlich_grund="")
                | Q(muendlich_am__isnull=False, muendlich_bis__isnull=False) & ~Q(muendlich_grund=""),
                name="einwilligung_muendlich_mit_grund",
                violation_error_message=_("Mündlich nur mit Zeitpunkt und Grund."),
                violation_error_code="muendlich_grund",
            ),
        ]
        indexes = [
            models.Index(fields=["klient", "zustand"], name="einwilligung_klient"),
            models.Index(fields=["kreis", "zustand", "bis"], name="einwilligung_ende"),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.pk}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, klient=self.klient, text=self.text)
        _nur_aus(self.datenklassen, DATENKLASSEN, "datenklassen")
        _nur_aus(self.zwecke, ZWECKE, "zwecke")


class Einwilligungsempfaenger(Kreissatz):
    """A body, or one person there; a body without a row for a person is meant as a whole."""

    einwilligung = models.ForeignKey(
        Einwilligung, on_delete=models.PROTECT, related_name="empfaenger", editable=False
    )
    einrichtung = models.ForeignKey(
        "stammdaten.Einrichtung", on_delete=models.PROTECT, related_name="+", editable=False
    )
    person = models.ForeignKey(
        "stammdaten.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    history = historie()

    class Meta:
        verbose_name = _("Empfänger einer Einwilligung")
        verbose_name_plural = _("Empfänger von Einwilligungen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["einwilligung", "einrichtung", "person"], name="einwilligungsempfaenger_einmal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.einwilligung_id}/{self.einrichtung_id}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(
            self.kreis_id, einwilligung=self.einwilligung, einrichtung=self.einrichtung, person=self.person
        )


class Einwilligungsunterschrift(Kreissatz):
    """Only added, never changed. Strokes and names are encrypted; a signed sheet lies in the documents."""

    einwilligung = models.ForeignKey(
        Einwilligung, on_delete=models.PROTECT, related_name="unterschriften", editable=False
    )
    wer = models.CharField(_("Wer"), max_length=8, choices=UNTERZEICHNENDE, editable=False)
    form = models.CharField(_("Wie"), max_length=12, choices=UNTERSCHRIFTSFORMEN, editable=False)
    name = VerschluesselterText(_("Name"), max_length=200, blank=True, validators=[einzeilig])
    striche: Any = VerschluesselteDaten(null=True, blank=True, editable=False)
    zeuge = VerschluesselterText(_("Zeugin oder Zeuge"), max_length=200, blank=True, validators=[einzeilig])
    dokument = models.ForeignKey(
        "dokumente.Dokument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    am = models.DateTimeField(editable=False)
    geraet_am = models.DateTimeField(null=True, editable=False)
    """What the clock of the device said, where it was given without a network; `am` is the server's."""
    erfasst_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False
    )

    history = historie()

    class Meta:
        verbose_name = _("Unterschrift einer Einwilligung")
        verbose_name_plural = _("Unterschriften von Einwilligungen")
        ordering = ["am", "pk"]
        constraints = [
            einer_von(UNTERZEICHNENDE, feld="wer", name="einwilligungsunterschrift_wer"),
            einer_von(UNTERSCHRIFTSFORMEN, feld="form", name="einwilligungsunterschrift_form"),
            models.CheckConstraint(
                condition=Q(
                    form=Unterschriftsform.PAPIER, dokument__isnull=False, striche__isnull=True, zeuge=""
                )
                | Q(form=Unterschriftsform.SCHIRM, dokument__isnull=True, striche__isnull=False, zeuge="")
                | Q(form=Unterschriftsform.HANDZEICHEN, dokument__isnull=True, striche__isnull=True)
                & ~Q(zeuge=""),
                name="einwilligungsunterschrift_beleg",
                violation_error_message=_(
                    "Es fehlt der Beleg: das unterschriebene Blatt, die Unterschrift oder eine Person, "
                    "die das Zeichen bezeugt."
                ),
                violation_error_code="beleg",
            ),
            models.CheckConstraint(
                condition=~Q(wer=Unterzeichnend.SORGE) | ~Q(name=""),
                name="einwilligungsunterschrift_name",
                violation_error_message=_("Bitte den Namen der sorgeberechtigten Person angeben."),
                violation_error_code="name",
            ),
            models.UniqueConstraint(
                fields=["einwilligung"],
                condition=Q(wer=Unterzeichnend.SELBST),
                name="einwilligungsunterschrift_selbst_einmal",
                violation_error_message=_("Die Person hat schon unterschrieben."),
                violation_error_code="wer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.einwilligung_id}/{self.wer}"
