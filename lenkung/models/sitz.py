"""A seat of a body in a Gremium. Begins and ends by a Beschluss; a change of composition names it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einzeilig, nicht_leer, verlange_denselben_kreis
from lenkung.models.zeitraum import MitZeitraum

_NUMMER_HILFE = _("Zum Beispiel „3/2022“. Leer lassen, wenn er keine hat.")


class Sitz(MitZeitraum):
    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="sitze", editable=False
    )
    einrichtung = models.ForeignKey(
        "stammdaten.Einrichtung",
        on_delete=models.PROTECT,
        related_name="sitze",
        verbose_name=_("Einrichtung"),
    )
    bezeichnung = models.CharField(
        _("Bezeichnung"),
        max_length=120,
        blank=True,
        validators=[einzeilig],
        help_text=_(
            "Nur, wenn die Einrichtung mehrere Sitze hat oder der Sitz an einer Funktion hängt, zum "
            "Beispiel „Geschäftsstelle“."
        ),
    )
    stimmrecht = models.BooleanField(
        _("mit Stimmrecht"),
        default=True,
        help_text=_("Ohne Stimmrecht berät der Sitz mit und zählt nicht zur Beschlussfähigkeit."),
    )
    # Until Beschlüsse are records of their own, they are named as they are cited.
    beginn_tag = models.DateField(_("Beschluss vom"), null=True, blank=True)
    beginn_nummer = models.CharField(
        _("Nummer des Beschlusses"),
        max_length=40,
        blank=True,
        validators=[einzeilig],
        help_text=_NUMMER_HILFE,
    )
    beginn_fundstelle = models.CharField(
        _("Fundstelle"),
        max_length=300,
        validators=[einzeilig],
        help_text=_("Wodurch der Sitz entstand, zum Beispiel „Geschäftsordnung § 2 Abs. 1“."),
    )
    ende_tag = models.DateField(_("Beschluss des Endes vom"), null=True, blank=True)
    ende_nummer = models.CharField(
        _("Nummer des Beschlusses über das Ende"), max_length=40, blank=True, validators=[einzeilig]
    )
    ende_fundstelle = models.CharField(
        _("Fundstelle des Endes"), max_length=300, blank=True, validators=[einzeilig]
    )

    history = historie()

    class Meta(MitZeitraum.Meta):
        verbose_name = _("Sitz")
        verbose_name_plural = _("Sitze")
        ordering = ["-stimmrecht", "einrichtung__name", "bezeichnung", "pk"]
        constraints = [
            *MitZeitraum.Meta.constraints,
            nicht_leer("beginn_fundstelle", name="sitz_beginn_mit_fundstelle"),
            models.CheckConstraint(
                condition=Q(bis__isnull=True) | ~Q(ende_fundstelle=""),
                name="sitz_ende_mit_fundstelle",
                violation_error_message=_(
                    "Ein Sitz endet durch einen Beschluss. Bitte die Fundstelle angeben."
                ),
                violation_error_code="ende_fundstelle",
            ),
            models.UniqueConstraint(
                fields=["gremium", "einrichtung", "bezeichnung"],
                condition=Q(bis__isnull=True),
                name="sitz_einmal_offen",
                violation_error_message=_(
                    "Diesen Sitz gibt es schon. Bitte dem zweiten eine eigene Bezeichnung geben."
                ),
                violation_error_code="bezeichnung",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id

    @property
    def name(self) -> str:
        return f"{self.einrichtung}: {self.bezeichnung}" if self.bezeichnung else str(self.einrichtung)

    def clean(self) -> None:
        super().clean()
        if self.einrichtung_id is not None:
            verlange_denselben_kreis(self.kreis_id, einrichtung=self.einrichtung)
