"""A Vorlage: what the Gremium is to decide or to know, in versions. What was released is never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einzeilig, nicht_leer


class Vorlage(models.Model):
    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="vorlagen", verbose_name=_("Gremium")
    )
    # Where it came from: a proposal now, a Strukturlücke later ("strukturluecke:12").
    vorschlag = models.ForeignKey(
        "lenkung.Vorschlag",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vorlagen",
        editable=False,
    )
    herkunft = models.CharField(max_length=80, blank=True, editable=False)
    angelegt_am = models.DateTimeField(_("angelegt am"), editable=False)
    # Of the page from which it was made: a second click finds the first one's Vorlage.
    schluessel = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Vorlage")
        verbose_name_plural = _("Vorlagen")
        ordering = ["-angelegt_am", "-pk"]

    def __str__(self) -> str:
        return str(_("Vorlage %(nummer)s") % {"nummer": self.pk})

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id


class Vorlagenfassung(models.Model):
    """A draft until it is released; then frozen. The next one starts from it."""

    vorlage = models.ForeignKey(Vorlage, on_delete=models.PROTECT, related_name="fassungen", editable=False)
    nummer = models.PositiveSmallIntegerField(_("Fassung"), editable=False)
    titel = models.CharField(_("Titel"), max_length=200, validators=[einzeilig])
    verfasser = models.CharField(
        _("Verfasst von"),
        max_length=200,
        validators=[einzeilig],
        help_text=_("Name oder Stelle, wie sie auf der Vorlage stehen soll."),
    )
    # Clean HTML of few elements; the domain sanitises before it saves.
    sachverhalt = models.TextField(_("Sachverhalt"), blank=True)
    beschlussvorschlag = models.TextField(_("Beschlussvorschlag"), blank=True)
    auswirkungen = models.TextField(
        _("Auswirkungen"),
        blank=True,
        help_text=_("Auf Personal, Geld, Kommunen und die Menschen, um die es geht."),
    )
    freigegeben_am = models.DateTimeField(_("freigegeben am"), null=True, blank=True, editable=False)
    freigegeben_von_name = models.CharField(
        _("freigegeben durch"), max_length=200, blank=True, editable=False
    )

    history = historie()

    class Meta:
        verbose_name = _("Fassung einer Vorlage")
        verbose_name_plural = _("Fassungen einer Vorlage")
        ordering = ["vorlage_id", "nummer"]
        constraints = [
            nicht_leer("titel", name="vorlagenfassung_titel_nicht_leer"),
            models.UniqueConstraint(fields=["vorlage", "nummer"], name="vorlagenfassung_nummer"),
            models.UniqueConstraint(
                fields=["vorlage"],
                condition=Q(freigegeben_am__isnull=True),
                name="vorlagenfassung_ein_entwurf",
                violation_error_message=_(
                    "Zu dieser Vorlage gibt es schon einen Entwurf. Bitte dort weiterarbeiten."
                ),
                violation_error_code="entwurf",
            ),
            models.CheckConstraint(
                condition=Q(freigegeben_am__isnull=True, freigegeben_von_name="")
                | (Q(freigegeben_am__isnull=False) & ~Q(freigegeben_von_name="") & ~Q(sachverhalt="")),
                name="vorlagenfassung_freigabe",
                violation_error_message=_("Ohne Sachverhalt lässt sich eine Vorlage nicht freigeben."),
                violation_error_code="sachverhalt",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def kreis_id(self) -> int:
        return self.vorlage.gremium.kreis_id

    @property
    def ist_entwurf(self) -> bool:
        return self.freigegeben_am is None
