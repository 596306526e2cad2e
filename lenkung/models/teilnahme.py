"""Who is invited to a session and what they answered. Answers are only added; the last one counts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von, einzeilig, nicht_leer
from lenkung.models.auswahl import ANTWORTWEGE, TEILNAHMEROLLEN, ZUSAGEN
from lenkung.regeln.teilnahme import Teilnahmerolle, Zusage


class Teilnahme(models.Model):
    """One invited person of one session. Name and seat as they were when the invitation went out."""

    sitzung = models.ForeignKey(
        "lenkung.Sitzung", on_delete=models.PROTECT, related_name="teilnahmen", editable=False
    )
    sitz = models.ForeignKey(
        "lenkung.Sitz", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    person = models.ForeignKey(
        "stammdaten.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    gast = models.ForeignKey(
        "lenkung.Punktgast", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    rolle = models.CharField(_("als"), max_length=20, choices=TEILNAHMEROLLEN)
    name = models.CharField(_("Name"), max_length=200)
    email = models.CharField(_("E-Mail"), max_length=254, blank=True)
    # A deputy gets the invitation for information; she is asked once the member cannot come.
    gefragt_am = models.DateTimeField(_("um Antwort gebeten am"), null=True, blank=True)
    zusage = models.CharField(_("Antwort"), max_length=20, choices=ZUSAGEN, default=Zusage.OFFEN.value)
    beantwortet_am = models.DateTimeField(_("beantwortet am"), null=True, blank=True)
    eingetragen_am = models.DateTimeField(_("eingeladen am"))

    class Meta:
        verbose_name = _("Teilnahme")
        verbose_name_plural = _("Teilnahmen")
        ordering = ["sitzung_id", "sitz_id", "rolle", "pk"]
        constraints = [
            einer_von(TEILNAHMEROLLEN, feld="rolle", name="teilnahme_rolle"),
            einer_von(ZUSAGEN, feld="zusage", name="teilnahme_zusage"),
            models.UniqueConstraint(
                fields=["sitzung", "person"],
                condition=Q(person__isnull=False),
                name="teilnahme_person_einmal",
            ),
            models.CheckConstraint(
                condition=Q(zusage=Zusage.OFFEN.value, beantwortet_am__isnull=True)
                | (~Q(zusage=Zusage.OFFEN.value) & Q(beantwortet_am__isnull=False)),
                name="teilnahme_antwort_mit_zeitpunkt",
            ),
            models.CheckConstraint(
                condition=Q(rolle=Teilnahmerolle.GAST.value) | Q(sitz__isnull=False),
                name="teilnahme_mit_sitz",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kreis_id(self) -> int:
        return self.sitzung.gremium.kreis_id

    @property
    def antwort(self) -> Zusage:
        return Zusage(self.zusage)


class Antwort(models.Model):
    """One answer. A change of mind is another row."""

    teilnahme = models.ForeignKey(Teilnahme, on_delete=models.PROTECT, related_name="antworten")
    zusage = models.CharField(_("Antwort"), max_length=20, choices=ZUSAGEN)
    weg = models.CharField(_("wie"), max_length=20, choices=ANTWORTWEGE)
    am = models.DateTimeField(_("am"))
    von_name = models.CharField(_("durch"), max_length=200)
    vermerk = models.CharField(_("Vermerk"), max_length=300, blank=True, validators=[einzeilig])

    class Meta:
        verbose_name = _("Antwort")
        verbose_name_plural = _("Antworten")
        ordering = ["am", "pk"]
        constraints = [
            einer_von(ZUSAGEN, feld="zusage", name="antwort_zusage"),
            einer_von(ANTWORTWEGE, feld="weg", name="antwort_weg"),
        ]

    def __str__(self) -> str:
        return f"{self.teilnahme}: {self.get_zusage_display()}"


class Vorzimmer(models.Model):
    """Who gets copies for a member and may answer for her."""

    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="vorzimmer", editable=False
    )
    person = models.ForeignKey(
        "stammdaten.Person", on_delete=models.CASCADE, related_name="+", verbose_name=_("für")
    )
    name = models.CharField(_("Name"), max_length=200, validators=[einzeilig])
    email = models.EmailField(_("E-Mail"))
    darf_antworten = models.BooleanField(_("darf für das Mitglied antworten"), default=True)

    history = historie()

    class Meta:
        verbose_name = _("Vorzimmer")
        verbose_name_plural = _("Vorzimmer")
        ordering = ["name", "pk"]
        constraints = [
            nicht_leer("name", name="vorzimmer_name_nicht_leer"),
            nicht_leer("email", name="vorzimmer_email_nicht_leer"),
            models.UniqueConstraint(
                fields=["gremium", "person", "email"],
                name="vorzimmer_einmal",
                violation_error_message=_("Dieses Vorzimmer ist schon eingetragen."),
                violation_error_code="email",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id


class Vorzimmerlink(models.Model):
    """What a link in the copy for a Vorzimmer points at: whose answer, given by whom."""

    teilnahme = models.ForeignKey(Teilnahme, on_delete=models.PROTECT, related_name="vorzimmerlinks")
    # Once the Vorzimmer is gone, its links lead nowhere.
    vorzimmer = models.ForeignKey(Vorzimmer, on_delete=models.CASCADE, related_name="links")

    class Meta:
        verbose_name = _("Link für ein Vorzimmer")
        verbose_name_plural = _("Links für Vorzimmer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "vorzimmer"], name="vorzimmerlink_einmal"),
        ]

    def __str__(self) -> str:
        return f"{self.teilnahme}: {self.vorzimmer}"
