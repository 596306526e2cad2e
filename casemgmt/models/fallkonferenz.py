"""A conference on a case: who takes part, the paper, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.basis import Kreissatz
from casemgmt.models.fall import Fall
from casemgmt.models.verweisauswahl import KONFERENZARTEN, KONFERENZSTAENDE
from casemgmt.regeln.fallkonferenz import Konferenzart, Konferenzstand
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselterText
from kim.web.felder import einer_von, einzeilig, nicht_leer, verlange_denselben_kreis


class Fallkonferenz(Kreissatz):
    fall = models.ForeignKey(Fall, on_delete=models.PROTECT, related_name="konferenzen", editable=False)
    art = models.CharField(
        _("Art"), max_length=16, choices=KONFERENZARTEN, default=Konferenzart.FALLKONFERENZ.value
    )
    beginn = models.DateTimeField(_("Beginn"))
    ort = models.CharField(_("Ort"), max_length=200, blank=True, validators=[einzeilig])
    frage = VerschluesselterText(
        _("Die Frage an die Runde"), max_length=500, help_text=_("Was soll am Ende entschieden sein?")
    )
    papier = VerschluesselterText(
        _("Was die Runde wissen muss"),
        max_length=5000,
        blank=True,
        help_text=_("So knapp wie möglich. Ohne Geburtsdatum, Anschrift und Aktenzeichen."),
    )
    namentlich = models.BooleanField(
        _("mit Namen"),
        default=False,
        help_text=_("Nur wenn die Einwilligungen alle Beteiligten decken; sonst stehen Buchstaben da."),
    )
    stand = models.CharField(
        _("Stand"),
        max_length=12,
        choices=KONFERENZSTAENDE,
        default=Konferenzstand.GEPLANT.value,
        editable=False,
    )
    zurueckgezogen_am = models.DateTimeField(
        _("Papier zurückgezogen am"), null=True, blank=True, editable=False
    )
    """A consent no longer carries it: the paper with names is closed, the one without stays."""
    angelegt_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False
    )

    history = historie()

    class Meta:
        verbose_name = _("Fallkonferenz")
        verbose_name_plural = _("Fallkonferenzen")
        ordering = ["-beginn", "pk"]
        constraints = [
            einer_von(KONFERENZARTEN, feld="art", name="fallkonferenz_art"),
            einer_von(KONFERENZSTAENDE, feld="stand", name="fallkonferenz_stand"),
            nicht_leer("frage", name="fallkonferenz_frage"),
            models.CheckConstraint(
                condition=Q(zurueckgezogen_am__isnull=True) | Q(namentlich=False),
                name="fallkonferenz_zurueckgezogen",
            ),
        ]

    def __str__(self) -> str:
        return f"Fallkonferenz {self.pk}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, fall=self.fall)


class Konferenzteilnahme(Kreissatz):
    """A colleague with an account, or a person of a body."""

    konferenz = models.ForeignKey(
        Fallkonferenz, on_delete=models.CASCADE, related_name="teilnahmen", editable=False
    )
    konto = models.ForeignKey(
        "konten.Konto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Kollegin"),
    )
    person = models.ForeignKey(
        "stammdaten.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    einrichtung = models.ForeignKey(
        "stammdaten.Einrichtung", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("Name"), max_length=200)
    """As it was on that day, so that the Person can be erased."""

    history = historie()

    class Meta:
        verbose_name = _("Teilnahme an einer Fallkonferenz")
        verbose_name_plural = _("Teilnahmen an Fallkonferenzen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(konto__isnull=False, person__isnull=True, einrichtung__isnull=True)
                | Q(konto__isnull=True, einrichtung__isnull=False),
                name="konferenzteilnahme_wer",
                violation_error_message=_("Bitte eine Kollegin oder eine Stelle wählen."),
                violation_error_code="einrichtung",
            ),
            models.UniqueConstraint(
                fields=["konferenz", "konto"],
                condition=Q(konto__isnull=False),
                name="konferenzteilnahme_konto_einmal",
            ),
            models.UniqueConstraint(
                fields=["konferenz", "person"],
                condition=Q(person__isnull=False),
                name="konferenzteilnahme_person_einmal",
                violation_error_message=_("Diese Person ist schon beteiligt."),
                violation_error_code="person",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(
            self.kreis_id,
            konferenz=self.konferenz,
            konto=self.konto,
            person=self.person,
            einrichtung=self.einrichtung,
        )


class Konferenzergebnis(Kreissatz):
    """What was agreed: who does what by when."""

    konferenz = models.ForeignKey(
        Fallkonferenz, on_delete=models.CASCADE, related_name="ergebnisse", editable=False
    )
    text = VerschluesselterText(_("Was"), max_length=500, validators=[einzeilig])
    durch = models.ForeignKey(
        Konferenzteilnahme, on_delete=models.PROTECT, related_name="ergebnisse", verbose_name=_("Wer")
    )
    bis = models.DateField(_("bis"))
    erledigt_am = models.DateField(_("erledigt am"), null=True, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Ergebnis einer Fallkonferenz")
        verbose_name_plural = _("Ergebnisse von Fallkonferenzen")
        ordering = ["bis", "pk"]
        constraints = [nicht_leer("text", name="konferenzergebnis_text")]

    def __str__(self) -> str:
        return f"Ergebnis {self.pk}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, konferenz=self.konferenz, durch=self.durch)
