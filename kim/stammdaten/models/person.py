"""People of the bodies, with what they do there. Never clients."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import (
    Laufzeit,
    einzeilig,
    nicht_leer,
    telefonnummer,
    verlange_denselben_kreis,
)


class Person(Laufzeit):
    kreis = models.ForeignKey(
        "stammdaten.Kreis", on_delete=models.PROTECT, related_name="personen", editable=False
    )
    anrede = models.CharField(_("Anrede"), max_length=20, blank=True, validators=[einzeilig])
    titel = models.CharField(_("Titel"), max_length=40, blank=True, validators=[einzeilig])
    vorname = models.CharField(_("Vorname"), max_length=80, validators=[einzeilig])
    nachname = models.CharField(_("Nachname"), max_length=80, validators=[einzeilig])
    email = models.EmailField(_("E-Mail"), blank=True, help_text=_("Dienstliche Adresse."))
    telefon = models.CharField(
        _("Telefon"),
        max_length=40,
        blank=True,
        validators=[telefonnummer],
        help_text=_("Dienstliche Nummer."),
    )

    history = historie()

    class Meta(Laufzeit.Meta):
        verbose_name = _("Person")
        verbose_name_plural = _("Personen")
        ordering = ["nachname", "vorname", "pk"]
        constraints = [
            *Laufzeit.Meta.constraints,
            nicht_leer("nachname", name="person_nachname_nicht_leer"),
            models.UniqueConstraint(
                "kreis",
                Lower("email"),
                condition=~Q(email=""),
                name="person_email_je_kreis",
                violation_error_message=_(
                    "Diese E-Mail-Adresse gehört schon zu einer anderen Person. Bitte dort weiterarbeiten."
                ),
                violation_error_code="email",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(teil for teil in (self.titel, self.vorname, self.nachname) if teil)


class Funktion(models.Model):
    """What a Person does at an Einrichtung, from when until when. A successor gets a row of her own."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="funktionen", editable=False)
    einrichtung = models.ForeignKey(
        "stammdaten.Einrichtung",
        on_delete=models.PROTECT,
        related_name="funktionen",
        verbose_name=_("Einrichtung"),
    )
    bezeichnung = models.CharField(
        _("Funktion"),
        max_length=120,
        validators=[einzeilig],
        help_text=_("Zum Beispiel „Leitung“ oder „Sachbearbeitung“."),
    )
    von = models.DateField(_("von"), null=True, blank=True)
    bis = models.DateField(_("bis"), null=True, blank=True)

    history = historie()

    class Meta:
        verbose_name = _("Funktion")
        verbose_name_plural = _("Funktionen")
        ordering = [F("von").desc(nulls_last=True), "pk"]
        constraints = [
            nicht_leer("bezeichnung", name="funktion_bezeichnung_nicht_leer"),
            models.CheckConstraint(
                condition=Q(von__isnull=True) | Q(bis__isnull=True) | Q(bis__gte=F("von")),
                name="funktion_laufzeit",
                violation_error_message=_("Das Ende liegt vor dem Beginn. Bitte die beiden Tage prüfen."),
                violation_error_code="laufzeit",
            ),
            models.UniqueConstraint(
                fields=["person", "einrichtung", "bezeichnung"],
                condition=Q(bis__isnull=True),
                name="funktion_einmal_offen",
                violation_error_message=_("Diese Funktion hat die Person bei dieser Einrichtung schon."),
                violation_error_code="funktion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bezeichnung}, {self.einrichtung}"

    def clean(self) -> None:
        super().clean()
        if self.einrichtung_id is not None:
            verlange_denselben_kreis(self.person.kreis_id, einrichtung=self.einrichtung)

    def aktiv_am(self, tag: date) -> bool:
        return (self.von is None or self.von <= tag) and (self.bis is None or tag <= self.bis)
