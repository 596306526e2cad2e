"""A version of the Geschäftsordnung of a Gremium, and what it regulates. What has no row is not regulated."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von, einzeilig, nicht_leer
from lenkung.models.auswahl import BESTIMMUNG_ARTEN
from lenkung.regeln import bestimmungen
from lenkung.regeln.fassung import Fassung, Stand


class Geschaeftsordnung(models.Model):
    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="geschaeftsordnungen", editable=False
    )
    # The name by which the Regelprobe asks for it, in the whole installation.
    kennung = models.SlugField(_("Kennung"), max_length=60, unique=True, editable=False)
    bezeichnung = models.CharField(
        _("Bezeichnung"),
        max_length=200,
        validators=[einzeilig],
        help_text=_("Zum Beispiel „Geschäftsordnung der Lenkungsgruppe, Entwurf vom Mai“."),
    )
    quelle = models.CharField(
        _("Quelle"),
        max_length=300,
        blank=True,
        validators=[einzeilig],
        help_text=_("Wo der Text steht, zum Beispiel „Anlage 1 zur Vorlage vom 16.03.2022“."),
    )
    grundlage = models.ForeignKey(
        "self",
        verbose_name=_("Grundlage"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # Until Beschlüsse are records of their own, this one is named as it is cited. What may be seen in the
    # history is editable; which fields a form asks for, the form says.
    beschlossen_am = models.DateField(_("Beschlossen am"), null=True, blank=True)
    beschluss_nummer = models.CharField(
        _("Nummer des Beschlusses"), max_length=40, blank=True, validators=[einzeilig]
    )
    beschluss_fundstelle = models.CharField(
        _("Fundstelle des Beschlusses"), max_length=300, blank=True, validators=[einzeilig]
    )
    in_kraft_ab = models.DateField(_("In Kraft ab"), null=True, blank=True)
    in_kraft_bis = models.DateField(_("In Kraft bis"), null=True, blank=True)
    abgeloest_durch = models.ForeignKey(
        "self",
        verbose_name=_("Abgelöst durch"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    history = historie()

    class Meta:
        verbose_name = _("Geschäftsordnung")
        verbose_name_plural = _("Geschäftsordnungen")
        ordering = ["gremium_id", F("in_kraft_ab").desc(nulls_first=True), "-pk"]
        # That no two are in force on one day, the migration says to each database in its own words.
        constraints = [
            nicht_leer("bezeichnung", name="geschaeftsordnung_bezeichnung_nicht_leer"),
            models.CheckConstraint(
                condition=Q(beschlossen_am__isnull=False, in_kraft_ab__isnull=False)
                & ~Q(beschluss_fundstelle="")
                | Q(beschlossen_am__isnull=True, in_kraft_ab__isnull=True, in_kraft_bis__isnull=True),
                name="geschaeftsordnung_in_kraft_durch_beschluss",
                violation_error_message=_(
                    "In Kraft tritt sie nur durch einen Beschluss. Bitte Tag und Fundstelle angeben."
                ),
                violation_error_code="beschluss",
            ),
            models.CheckConstraint(
                condition=Q(in_kraft_ab__isnull=True) | Q(in_kraft_ab__gte=F("beschlossen_am")),
                name="geschaeftsordnung_nicht_vor_beschluss",
                violation_error_message=_("Sie kann nicht vor ihrem Beschluss in Kraft treten."),
                violation_error_code="in_kraft_ab",
            ),
            models.CheckConstraint(
                condition=Q(in_kraft_bis__isnull=True) | Q(in_kraft_bis__gte=F("in_kraft_ab")),
                name="geschaeftsordnung_ende_nach_beginn",
                violation_error_message=_("Das Ende liegt vor dem Beginn. Bitte die beiden Tage prüfen."),
                violation_error_code="in_kraft_bis",
            ),
            models.UniqueConstraint(
                fields=["gremium", "bezeichnung"],
                name="geschaeftsordnung_bezeichnung_je_gremium",
                violation_error_message=_(
                    "Eine Fassung mit dieser Bezeichnung gibt es schon. Bitte anders benennen."
                ),
                violation_error_code="bezeichnung",
            ),
        ]

    def __str__(self) -> str:
        return self.bezeichnung

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id

    @property
    def ist_entwurf(self) -> bool:
        return self.beschlossen_am is None

    @property
    def fassung(self) -> Fassung:
        """Without the provisions: whether it binds the session that adopts it, the query adds."""
        return Fassung(
            id=self.pk,
            beschlossen_am=self.beschlossen_am,
            in_kraft_ab=self.in_kraft_ab,
            in_kraft_bis=self.in_kraft_bis,
            abgeloest=self.abgeloest_durch_id is not None,
        )

    def stand_am(self, tag: date) -> Stand:
        return self.fassung.stand_am(tag)


class Bestimmung(models.Model):
    """One provision that is regulated: where it stands, how it reads, and what it says in values."""

    geschaeftsordnung = models.ForeignKey(
        Geschaeftsordnung, on_delete=models.PROTECT, related_name="bestimmungen", editable=False
    )
    art = models.CharField(_("Bestimmung"), max_length=40, choices=BESTIMMUNG_ARTEN, editable=False)
    norm = models.CharField(
        _("Stelle"),
        max_length=100,
        validators=[einzeilig],
        help_text=_("Paragraf und Absatz, zum Beispiel „§ 6 Abs. 4“."),
    )
    wortlaut = models.TextField(
        _("Wortlaut"),
        max_length=2000,
        blank=True,
        help_text=_("Der Satz der Geschäftsordnung, damit jede und jeder ihn nachlesen kann."),
    )
    lesart = models.TextField(
        _("Lesart"),
        max_length=1000,
        blank=True,
        help_text=_("Wie Sie die Stelle verstehen, wo der Wortlaut mehr als eine Deutung zulässt."),
    )
    werte = models.JSONField(_("Angaben"), default=dict, blank=True)

    history = historie()

    class Meta:
        verbose_name = _("Bestimmung")
        verbose_name_plural = _("Bestimmungen")
        ordering = ["geschaeftsordnung_id", "pk"]
        constraints = [
            einer_von(BESTIMMUNG_ARTEN, feld="art", name="bestimmung_art"),
            nicht_leer("norm", name="bestimmung_mit_norm"),
            models.UniqueConstraint(
                fields=["geschaeftsordnung", "art"],
                name="bestimmung_einmal",
                violation_error_message=_("Diese Bestimmung ist schon geregelt. Bitte dort ändern."),
                violation_error_code="art",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()}, {self.norm}"

    @property
    def kreis_id(self) -> int:
        return self.geschaeftsordnung.gremium.kreis_id

    @property
    def angabe(self) -> bestimmungen.Bestimmung:
        return bestimmungen.Bestimmung(self.norm, self.werte, self.wortlaut, self.lesart)
