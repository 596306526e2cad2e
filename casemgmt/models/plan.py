"""The Integrationsplan of a case: versions, goals in the person's own words, steps, reviews."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.basis import Kreissatz
from casemgmt.models.fall import Fall
from casemgmt.models.fallauswahl import (
    BESTAETIGUNGEN,
    PLANSTAENDE,
    PLANTHEMEN,
    PLANUNTERSCHRIFTEN,
    SCHRITTSTAENDE,
    WER,
    ZIELSTAENDE,
)
from casemgmt.regeln.plan import Bestaetigung, Planstand, Schrittstand, Wer, Zielstand
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselteDaten, VerschluesselterText
from kim.web.felder import einer_von, einzeilig, nicht_leer, verlange_denselben_kreis


class Integrationsplan(Kreissatz):
    fall = models.ForeignKey(Fall, on_delete=models.PROTECT, related_name="plaene", editable=False)
    nummer = models.PositiveSmallIntegerField(_("Fassung"), editable=False)
    stand = models.CharField(
        _("Stand"), max_length=12, choices=PLANSTAENDE, default=Planstand.ENTWURF, editable=False
    )
    angelegt_am = models.DateField(_("begonnen am"), editable=False)
    angelegt_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False
    )
    vereinbart_am = models.DateField(_("vereinbart am"), null=True, blank=True)
    bestaetigung = models.CharField(
        _("wie vereinbart"), max_length=12, choices=BESTAETIGUNGEN, blank=True, editable=False
    )
    pruefung_am = models.DateField(_("nächste Prüfung am"), null=True, blank=True)

    history = historie()

    class Meta:
        verbose_name = _("Integrationsplan")
        verbose_name_plural = _("Integrationspläne")
        ordering = ["-nummer"]
        constraints = [
            einer_von(PLANSTAENDE, feld="stand", name="plan_stand"),
            einer_von(BESTAETIGUNGEN, feld="bestaetigung", name="plan_bestaetigung", leer=True),
            models.UniqueConstraint(fields=["fall", "nummer"], name="plan_fassung"),
            models.UniqueConstraint(
                fields=["fall", "stand"],
                condition=~Q(stand=Planstand.ABGELOEST),
                name="plan_ein_entwurf_ein_vereinbarter",
                violation_error_message=_("Es gibt schon einen Plan in diesem Stand."),
                violation_error_code="stand",
            ),
            models.CheckConstraint(
                condition=Q(stand=Planstand.ENTWURF, vereinbart_am__isnull=True, bestaetigung="")
                | (~Q(stand=Planstand.ENTWURF) & Q(vereinbart_am__isnull=False) & ~Q(bestaetigung="")),
                name="plan_vereinbart_mit_tag",
                violation_error_message=_("Ein vereinbarter Plan hat einen Tag, an dem er vereinbart wurde."),
                violation_error_code="vereinbart_am",
            ),
        ]

    def __str__(self) -> str:
        return f"Integrationsplan {self.nummer}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, fall=self.fall)


class Planziel(Kreissatz):
    plan = models.ForeignKey(Integrationsplan, on_delete=models.PROTECT, related_name="ziele", editable=False)
    thema = models.CharField(_("Thema"), max_length=20, choices=PLANTHEMEN)
    worte = VerschluesselterText(
        _("Ziel in eigenen Worten"), max_length=500, help_text=_("So, wie die Person es sagt.")
    )
    stand = models.CharField(
        _("Stand"), max_length=15, choices=ZIELSTAENDE, default=Zielstand.OFFEN, editable=False
    )

    history = historie()

    class Meta:
        verbose_name = _("Ziel eines Integrationsplans")
        verbose_name_plural = _("Ziele eines Integrationsplans")
        ordering = ["pk"]
        constraints = [
            einer_von(PLANTHEMEN, feld="thema", name="planziel_thema"),
            einer_von(ZIELSTAENDE, feld="stand", name="planziel_stand"),
            nicht_leer("worte", name="planziel_worte"),
        ]

    def __str__(self) -> str:
        return f"Ziel {self.pk}"


class Planschritt(Kreissatz):
    ziel = models.ForeignKey(Planziel, on_delete=models.PROTECT, related_name="schritte", editable=False)
    was = VerschluesselterText(_("Was"), max_length=300)
    wer = models.CharField(_("Wer"), max_length=20, choices=WER, default=Wer.PERSON)
    wer_genau = VerschluesselterText(
        _("Wer genau"), max_length=120, blank=True, validators=[einzeilig], help_text=_("Nur, wenn nötig.")
    )
    bis = models.DateField(_("Bis wann"), null=True, blank=True)
    ergebnis = models.ForeignKey(
        "casemgmt.Konferenzergebnis",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="planschritte",
        editable=False,
    )
    """The result of a conference that it was made from; a new version of the plan keeps it."""
    stand = models.CharField(
        _("Stand"), max_length=12, choices=SCHRITTSTAENDE, default=Schrittstand.OFFEN, editable=False
    )

    history = historie()

    class Meta:
        verbose_name = _("Schritt eines Integrationsplans")
        verbose_name_plural = _("Schritte eines Integrationsplans")
        ordering = ["pk"]
        constraints = [
            einer_von(WER, feld="wer", name="planschritt_wer"),
            einer_von(SCHRITTSTAENDE, feld="stand", name="planschritt_stand"),
            nicht_leer("was", name="planschritt_was"),
        ]

    def __str__(self) -> str:
        return f"Schritt {self.pk}"


class Planpruefung(Kreissatz):
    """Looked at together on this day."""

    plan = models.ForeignKey(
        Integrationsplan, on_delete=models.PROTECT, related_name="pruefungen", editable=False
    )
    am = models.DateField(_("geprüft am"))
    ergebnis = VerschluesselterText(_("Ergebnis"), max_length=1000, blank=True)

    history = historie()

    class Meta:
        verbose_name = _("Prüfung eines Integrationsplans")
        verbose_name_plural = _("Prüfungen von Integrationsplänen")
        ordering = ["-am", "-pk"]

    def __str__(self) -> str:
        return f"Prüfung {self.pk}"


class Planunterschrift(Kreissatz):
    """Only added, never changed. It belongs to the wording that was read; is the plan changed after it, the
    checksum tells."""

    plan = models.ForeignKey(
        Integrationsplan, on_delete=models.PROTECT, related_name="unterschriften", editable=False
    )
    name = VerschluesselterText(
        _("Name"), max_length=200, validators=[einzeilig], help_text=_("Wer unterschreibt.")
    )
    form = models.CharField(_("Wie"), max_length=8, choices=PLANUNTERSCHRIFTEN, editable=False)
    sprache = models.CharField(_("Sprache"), max_length=10, editable=False)
    """The language beside German in which it was read."""
    striche: Any = VerschluesselteDaten(null=True, blank=True, editable=False)
    dokument = models.ForeignKey(
        "dokumente.Dokument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    sha256 = models.CharField(max_length=64, editable=False)
    am = models.DateTimeField(editable=False)
    erfasst_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False
    )

    history = historie()

    class Meta:
        verbose_name = _("Unterschrift unter einem Integrationsplan")
        verbose_name_plural = _("Unterschriften unter Integrationsplänen")
        ordering = ["am", "pk"]
        constraints = [
            einer_von(PLANUNTERSCHRIFTEN, feld="form", name="planunterschrift_form"),
            nicht_leer("name", name="planunterschrift_name"),
            models.CheckConstraint(
                condition=Q(form=Bestaetigung.BLATT.value, dokument__isnull=False, striche__isnull=True)
                | Q(form=Bestaetigung.SCHIRM.value, dokument__isnull=True, striche__isnull=False),
                name="planunterschrift_beleg",
                violation_error_message=_("Es fehlt das unterschriebene Blatt oder die Unterschrift."),
                violation_error_code="beleg",
            ),
        ]

    def __str__(self) -> str:
        return f"Unterschrift {self.pk}"
