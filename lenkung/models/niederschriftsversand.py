"""Dispatch of a signed Niederschrift: to whom, as what, and the lists that get it beside the members.

Not a Sendung: that belongs to an invitation and its Teilnahmen, and whoever reads all Sendungen of a session
reads who is invited. This one goes also to people who never sat in the Gremium, and once for each version.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von, einzeilig, nicht_leer
from lenkung.models.genehmigungsauswahl import EMPFANGSARTEN, VERTEILERFASSUNGEN
from lenkung.regeln.genehmigung import Empfangsart, Verteilerfassung


class Verteiler(models.Model):
    """A list beside the members, for example those in charge in the Kommunen."""

    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="verteiler", editable=False
    )
    name = models.CharField(_("Name"), max_length=200, validators=[einzeilig])
    jede_niederschrift = models.BooleanField(_("bekommt jede Niederschrift"), default=True)
    umfang = models.CharField(
        _("bekommt"),
        max_length=20,
        choices=VERTEILERFASSUNGEN,
        default=Verteilerfassung.VOLL.value,
    )

    history = historie()

    class Meta:
        verbose_name = _("Verteiler")
        verbose_name_plural = _("Verteiler")
        ordering = ["name", "pk"]
        constraints = [
            nicht_leer("name", name="verteiler_name"),
            einer_von(VERTEILERFASSUNGEN, feld="umfang", name="verteiler_umfang"),
            models.UniqueConstraint(
                "gremium",
                Lower("name"),
                name="verteiler_einmal",
                violation_error_message=_("Einen Verteiler mit diesem Namen gibt es schon."),
                violation_error_code="doppelt",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id


class Verteileradresse(models.Model):
    verteiler = models.ForeignKey(
        Verteiler, on_delete=models.CASCADE, related_name="adressen", editable=False
    )
    name = models.CharField(_("Name"), max_length=200, validators=[einzeilig])
    email = models.EmailField(_("E-Mail"))
    stelle = models.CharField(_("Einrichtung"), max_length=200, blank=True, validators=[einzeilig])

    history = historie()

    class Meta:
        verbose_name = _("Adresse eines Verteilers")
        verbose_name_plural = _("Adressen von Verteilern")
        ordering = ["verteiler_id", "stelle", "name", "pk"]
        constraints = [
            nicht_leer("name", name="verteileradresse_name"),
            nicht_leer("email", name="verteileradresse_email"),
            models.UniqueConstraint(
                "verteiler",
                Lower("email"),
                name="verteileradresse_einmal",
                violation_error_message=_("Diese E-Mail-Adresse steht schon im Verteiler."),
                violation_error_code="doppelt",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kreis_id(self) -> int:
        return self.verteiler.gremium.kreis_id


class Niederschriftsversand(models.Model):
    """One for each version: a second click finds the first."""

    fassung = models.OneToOneField(
        "lenkung.Niederschriftsfassung", on_delete=models.PROTECT, related_name="versand", editable=False
    )
    anschreiben = models.TextField(
        _("Persönliche Worte"),
        max_length=3000,
        blank=True,
        help_text=_("Stehen oben in der E-Mail. Darf leer bleiben."),
    )
    abgeschickt_am = models.DateTimeField(_("abgeschickt am"), editable=False)
    abgeschickt_von_name = models.CharField(_("abgeschickt durch"), max_length=200, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Versand einer Niederschrift")
        verbose_name_plural = _("Versand von Niederschriften")
        ordering = ["fassung_id"]

    def __str__(self) -> str:
        return str(_("Versand: %(fassung)s") % {"fassung": self.fassung})

    @property
    def kreis_id(self) -> int:
        return self.fassung.niederschrift.sitzung.gremium.kreis_id


class Niederschriftsbeilage(models.Model):
    """A file that went along, the signed PDF first; in the mail, or as a link (GO RSK § 7 Abs. 3)."""

    versand = models.ForeignKey(Niederschriftsversand, on_delete=models.PROTECT, related_name="beilagen")
    dokument = models.ForeignKey("dokumente.Dokument", on_delete=models.PROTECT, related_name="+")
    titel = models.CharField(_("Bezeichnung"), max_length=200)
    reihenfolge = models.PositiveSmallIntegerField()
    als_link = models.BooleanField(_("als Link"), default=False)

    class Meta:
        verbose_name = _("Beilage einer Niederschrift")
        verbose_name_plural = _("Beilagen von Niederschriften")
        ordering = ["reihenfolge", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["versand", "dokument"], name="niederschriftsbeilage_einmal")
        ]

    def __str__(self) -> str:
        return self.titel


class Niederschriftsempfaenger(models.Model):
    """One person who gets it; also who has no address: then somebody says how it reached her."""

    versand = models.ForeignKey(Niederschriftsversand, on_delete=models.PROTECT, related_name="empfaenger")
    art = models.CharField(_("als"), max_length=20, choices=EMPFANGSARTEN)
    # What stands for the person within one dispatch: "person:7", "vorzimmer:3", "verteiler:12".
    kennung = models.CharField(max_length=40)
    name = models.CharField(_("Name"), max_length=200)
    email = models.CharField(_("E-Mail"), max_length=254, blank=True)
    stelle = models.CharField(_("Sitz oder Einrichtung"), max_length=250, blank=True)
    sitz = models.ForeignKey(
        "lenkung.Sitz", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        "stammdaten.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # For the seat: its member, or its deputy where it has none. Of these the period depends.
    zaehlt = models.BooleanField(default=False)
    nur_oeffentlich = models.BooleanField(default=False)
    # How many mails were written to this person; the number of the next is part of its key.
    mails = models.PositiveSmallIntegerField(default=0)
    link_bis = models.DateTimeField(_("Link gilt bis"), null=True, blank=True)
    anders_am = models.DateTimeField(_("anders zugestellt am"), null=True, blank=True)
    anders_wie = models.CharField(_("wie"), max_length=200, blank=True)
    anders_von_name = models.CharField(_("eingetragen durch"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Empfängerin oder Empfänger einer Niederschrift")
        verbose_name_plural = _("Empfängerinnen und Empfänger von Niederschriften")
        ordering = ["versand_id", "pk"]
        constraints = [
            einer_von(EMPFANGSARTEN, feld="art", name="niederschriftsempfaenger_art"),
            models.UniqueConstraint(fields=["versand", "kennung"], name="niederschriftsempfaenger_einmal"),
            models.CheckConstraint(
                condition=Q(zaehlt=False) | Q(sitz__isnull=False), name="niederschriftsempfaenger_sitz"
            ),
            models.CheckConstraint(
                condition=Q(nur_oeffentlich=False) | Q(art=Empfangsart.VERTEILER.value),
                name="niederschriftsempfaenger_oeffentlich",
            ),
            models.CheckConstraint(
                condition=Q(anders_am__isnull=True, anders_wie="", anders_von_name="")
                | Q(anders_am__isnull=False) & ~Q(anders_wie="") & ~Q(anders_von_name=""),
                name="niederschriftsempfaenger_anders",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Niederschriftsnachricht(models.Model):
    """Which mails a dispatch became. Proof per person stands at the Zustellungen of the Nachricht."""

    versand = models.ForeignKey(Niederschriftsversand, on_delete=models.PROTECT, related_name="nachrichten")
    nachricht = models.OneToOneField("versand.Nachricht", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("Nachricht zu einer Niederschrift")
        verbose_name_plural = _("Nachrichten zu Niederschriften")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.versand}: {self.nachricht_id}"
