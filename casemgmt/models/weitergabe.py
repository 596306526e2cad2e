"""What went to whom, when and on which ground: an append-only record; and what goes without consent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.basis import Kreissatz
from casemgmt.models.einwilligung import Einwilligung
from casemgmt.models.einwilligungsauswahl import OHNE_STAENDE, WEITERGABEWEGE, ZWECKE
from casemgmt.models.klient import Klient
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselterText
from kim.web.felder import einer_von, nicht_leer, verlange_denselben_kreis


class WeitergabeOhneEinwilligung(Kreissatz):
    """Asked for with a ground and a reason; a second person of the Koordination says yes or no, before or,
    if it is urgent, afterwards."""

    klient = models.ForeignKey(
        Klient, on_delete=models.PROTECT, related_name="weitergaben_ohne", editable=False
    )
    grund = models.CharField(_("Grund"), max_length=40)
    """Key of `daten/weitergabegruende.toml`; title and norm are kept as they were."""
    grund_titel = models.CharField(max_length=200, editable=False)
    norm = models.CharField(max_length=120, editable=False)
    begruendung = VerschluesselterText(_("Begründung"), max_length=2000)
    einrichtung = models.ForeignKey(
        "stammdaten.Einrichtung", on_delete=models.PROTECT, related_name="+", verbose_name=_("An wen")
    )
    person = models.ForeignKey(
        "stammdaten.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Person dort"),
    )
    zweck = models.CharField(_("Wofür"), max_length=20, choices=ZWECKE, blank=True, default="")
    """One asked for before there was a purpose has none, and carries nothing any more."""
    datenklassen = models.JSONField(_("Angaben"))
    dringend = models.BooleanField(_("dringend"), default=False)
    gilt_bis = models.DateField(editable=False)
    beantragt_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False
    )
    beantragt_am = models.DateTimeField(editable=False)
    zustand = models.CharField(
        _("Stand"), max_length=12, choices=OHNE_STAENDE, default="beantragt", editable=False
    )
    entschieden_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    entschieden_am = models.DateTimeField(null=True, blank=True, editable=False)
    entscheidung = VerschluesselterText(_("Begründung der Entscheidung"), max_length=2000, blank=True)

    history = historie()

    class Meta:
        verbose_name = _("Weitergabe ohne Einwilligung")
        verbose_name_plural = _("Weitergaben ohne Einwilligung")
        ordering = ["-beantragt_am", "-pk"]
        constraints = [
            einer_von(OHNE_STAENDE, feld="zustand", name="weitergabeohne_zustand"),
            einer_von(ZWECKE, feld="zweck", name="weitergabeohne_zweck", leer=True),
            nicht_leer("grund", name="weitergabeohne_grund"),
            nicht_leer("begruendung", name="weitergabeohne_begruendung"),
            models.CheckConstraint(
                condition=Q(zustand="beantragt", entschieden_von__isnull=True, entschieden_am__isnull=True)
                | ~Q(zustand="beantragt") & Q(entschieden_von__isnull=False, entschieden_am__isnull=False),
                name="weitergabeohne_entschieden",
            ),
            models.CheckConstraint(
                condition=Q(entschieden_von__isnull=True) | ~Q(entschieden_von=F("beantragt_von")),
                name="weitergabeohne_zweite_person",
                violation_error_message=_(
                    "Wer die Weitergabe beantragt hat, kann sie nicht selbst bestätigen."
                ),
                violation_error_code="zweite_person",
            ),
        ]
        indexes = [models.Index(fields=["kreis", "zustand"], name="weitergabeohne_offen")]

    def __str__(self) -> str:
        return f"{self.grund_titel} {self.pk}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(
            self.kreis_id, klient=self.klient, einrichtung=self.einrichtung, person=self.person
        )


class Weitergabe(Kreissatz):
    """The database lets nobody change or delete a row (`migrations/_einwilligung.py`)."""

    klient = models.ForeignKey(Klient, on_delete=models.PROTECT, related_name="weitergaben", editable=False)
    einrichtung = models.ForeignKey(
        "stammdaten.Einrichtung", on_delete=models.PROTECT, related_name="+", editable=False
    )
    person = models.ForeignKey(
        "stammdaten.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    zweck = models.CharField(_("Zweck"), max_length=20, choices=ZWECKE, editable=False)
    datenklassen = models.JSONField(_("Angaben"), editable=False)
    einwilligung = models.ForeignKey(
        Einwilligung,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="weitergaben",
        editable=False,
    )
    ohne = models.ForeignKey(
        WeitergabeOhneEinwilligung,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="weitergaben",
        editable=False,
    )
    weg = models.CharField(_("Weg"), max_length=12, choices=WEITERGABEWEGE, editable=False)
    nachricht = models.ForeignKey(
        "versand.Nachricht", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    """If it goes by mail: it is asked again before it is sent, and this says what became of it."""
    am = models.DateTimeField(editable=False)
    durch = models.ForeignKey("konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False)
    bezug = models.CharField(max_length=60, blank=True, editable=False)
    """What it belongs to, like „verweis:12“."""

    history = historie()

    class Meta:
        verbose_name = _("Weitergabe")
        verbose_name_plural = _("Weitergaben")
        ordering = ["-am", "-pk"]
        constraints = [
            einer_von(ZWECKE, feld="zweck", name="weitergabe_zweck"),
            einer_von(WEITERGABEWEGE, feld="weg", name="weitergabe_weg"),
            models.CheckConstraint(
                condition=Q(einwilligung__isnull=False, ohne__isnull=True)
                | Q(einwilligung__isnull=True, ohne__isnull=False),
                name="weitergabe_eine_grundlage",
                violation_error_message=_("Jede Weitergabe beruht auf einer Einwilligung oder einem Grund."),
                violation_error_code="grundlage",
            ),
        ]
        indexes = [
            models.Index(fields=["klient", "-am"], name="weitergabe_klient"),
            models.Index(fields=["nachricht"], name="weitergabe_nachricht"),
        ]

    def __str__(self) -> str:
        return f"{self.klient_id} an {self.einrichtung_id}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(
            self.kreis_id,
            klient=self.klient,
            einrichtung=self.einrichtung,
            person=self.person,
            einwilligung=self.einwilligung,
            ohne=self.ohne,
            nachricht=self.nachricht,
        )
