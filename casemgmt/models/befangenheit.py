"""To whom a colleague is close: named by herself, read by her and the Koordination alone."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from casemgmt.models.anfrage import Anfrage
from casemgmt.models.auswahl import HINWEISSTAENDE
from casemgmt.models.basis import Kreissatz
from casemgmt.models.hinweis import MitEntscheidung, entschieden
from casemgmt.models.klient import Klient
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselterText, VerschluesselteZahl
from kim.web.felder import einer_von, einzeilig, nicht_leer, verlange_denselben_kreis


class Befangenheit(Kreissatz):
    """Whether the person is known here, nobody is told: neither by this record nor by how it is saved."""

    konto = models.ForeignKey("konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False)
    vorname = VerschluesselterText(_("Vorname"), max_length=120, validators=[einzeilig])
    nachname = VerschluesselterText(_("Nachname"), max_length=120, validators=[einzeilig])
    geburtsjahr = VerschluesselteZahl(
        _("Geburtsjahr"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
        help_text=_("Mit dem Jahr wird niemand mit gleichem Namen verwechselt."),
    )
    angegeben_am = models.DateTimeField(auto_now_add=True)
    zurueckgezogen_am = models.DateTimeField(null=True, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Befangenheit")
        verbose_name_plural = _("Befangenheiten")
        ordering = ["-angegeben_am", "pk"]
        constraints = [
            nicht_leer("vorname", name="befangenheit_vorname"),
            nicht_leer("nachname", name="befangenheit_nachname"),
        ]
        indexes = [models.Index(fields=["kreis", "konto"], name="befangenheit_konto")]

    def __str__(self) -> str:
        return f"Befangenheit {self.pk}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, konto=self.konto)


class Befangenheitshinweis(Kreissatz, MitEntscheidung):
    """The name alone agrees, or nobody could take the case over: the Koordination decides."""

    befangenheit = models.ForeignKey(
        Befangenheit, on_delete=models.CASCADE, related_name="hinweise", editable=False
    )
    klient = models.ForeignKey(Klient, on_delete=models.CASCADE, related_name="+", editable=False)
    ohne_nachfolge = models.BooleanField(default=False, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Hinweis auf Befangenheit")
        verbose_name_plural = _("Hinweise auf Befangenheit")
        ordering = ["-entstanden_am", "pk"]
        constraints = [
            einer_von(HINWEISSTAENDE, feld="stand", name="befangenheitshinweis_stand"),
            models.UniqueConstraint(fields=["befangenheit", "klient"], name="befangenheitshinweis_einmal"),
            entschieden(),
        ]
        indexes = [models.Index(fields=["kreis", "stand"], name="befangenheitshinweis_offen")]

    def __str__(self) -> str:
        return f"{self.befangenheit_id}/{self.klient_id}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, befangenheit=self.befangenheit, klient=self.klient)


class Anfragesperre(Kreissatz):
    """A request whose name fits somebody to whom a colleague is close: it does not exist for her.

    Found by comparing names, so it comes back if it is missing, and nobody decides about it.
    """

    konto = models.ForeignKey("konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False)
    anfrage = models.ForeignKey(Anfrage, on_delete=models.CASCADE, related_name="sperren", editable=False)
    seit = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Sperre einer Anfrage")
        verbose_name_plural = _("Sperren von Anfragen")
        constraints = [models.UniqueConstraint(fields=["konto", "anfrage"], name="anfragesperre_einmal")]

    def __str__(self) -> str:
        return f"{self.konto_id}/{self.anfrage_id}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, konto=self.konto, anfrage=self.anfrage)
