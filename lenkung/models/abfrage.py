"""A poll among the members. It is not a Beschluss; it only says what people think."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von, einzeilig, nicht_leer
from lenkung.models.auswahl import ABFRAGEARTEN, ABFRAGESTAENDE, ANTWORTWEGE, MEINUNGEN
from lenkung.regeln.abfrage import Abfragestand


class Abfrage(models.Model):
    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="abfragen", editable=False
    )
    sitzung = models.ForeignKey(
        "lenkung.Sitzung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="abfragen",
        editable=False,
    )
    art = models.CharField(_("Art"), max_length=20, choices=ABFRAGEARTEN)
    frage = models.CharField(_("Frage"), max_length=300, validators=[einzeilig])
    erlaeuterung = models.TextField(_("Erläuterung"), max_length=2000, blank=True)
    laeuft_bis = models.DateTimeField(_("Antworten bis"))
    stand = models.CharField(
        _("Stand"),
        max_length=20,
        choices=ABFRAGESTAENDE,
        default=Abfragestand.OFFEN.value,
        editable=False,
    )
    gestellt_am = models.DateTimeField(_("gestellt am"), editable=False)
    gestellt_von_name = models.CharField(_("gestellt durch"), max_length=200, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Abfrage")
        verbose_name_plural = _("Abfragen")
        ordering = ["-gestellt_am", "-pk"]
        constraints = [
            einer_von(ABFRAGEARTEN, feld="art", name="abfrage_art"),
            einer_von(ABFRAGESTAENDE, feld="stand", name="abfrage_stand"),
            nicht_leer("frage", name="abfrage_frage_nicht_leer"),
        ]

    def __str__(self) -> str:
        return self.frage

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id


class Abfrageoption(models.Model):
    """One of the possible answers; for dates with its day and time."""

    abfrage = models.ForeignKey(Abfrage, on_delete=models.PROTECT, related_name="optionen")
    reihenfolge = models.PositiveSmallIntegerField()
    text = models.CharField(_("Antwort"), max_length=200, validators=[einzeilig])
    beginn = models.DateTimeField(_("Beginn"), null=True, blank=True)

    class Meta:
        verbose_name = _("Möglichkeit")
        verbose_name_plural = _("Möglichkeiten")
        ordering = ["reihenfolge", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["abfrage", "reihenfolge"], name="abfrageoption_folge"),
            nicht_leer("text", name="abfrageoption_text_nicht_leer"),
        ]

    def __str__(self) -> str:
        return self.text


class Abfrageteilnahme(models.Model):
    """One person who is asked, with the seat that she speaks for."""

    abfrage = models.ForeignKey(Abfrage, on_delete=models.PROTECT, related_name="teilnahmen")
    sitz = models.ForeignKey("lenkung.Sitz", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "stammdaten.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("Name"), max_length=200)
    email = models.CharField(_("E-Mail"), max_length=254, blank=True)
    beantwortet_am = models.DateTimeField(_("beantwortet am"), null=True, blank=True)
    weg = models.CharField(_("wie"), max_length=20, choices=ANTWORTWEGE, blank=True)

    class Meta:
        verbose_name = _("Befragte Person")
        verbose_name_plural = _("Befragte Personen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["abfrage", "person"],
                condition=Q(person__isnull=False),
                name="abfrageteilnahme_person_einmal",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Abfragemeinung(models.Model):
    """What one person says to one option. Said again, it replaces what was said before."""

    teilnahme = models.ForeignKey(Abfrageteilnahme, on_delete=models.PROTECT, related_name="meinungen")
    option = models.ForeignKey(Abfrageoption, on_delete=models.PROTECT, related_name="meinungen")
    meinung = models.CharField(_("Meinung"), max_length=20, choices=MEINUNGEN)

    class Meta:
        verbose_name = _("Meinung")
        verbose_name_plural = _("Meinungen")
        ordering = ["option_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "option"], name="abfragemeinung_einmal"),
            einer_von(MEINUNGEN, feld="meinung", name="abfragemeinung_wert"),
        ]

    def __str__(self) -> str:
        return f"{self.option}: {self.get_meinung_display()}"
