"""The network: who can help with what, since when somebody last asked, and what is on offer there.

A `Netzwerkakteur` is an Einrichtung of the master data with what a counsellor has to know of it. Nothing
here is about clients.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.basis import Kreissatz
from casemgmt.regeln.akteure import aus_spalte, bestaetigung_faellig
from kim.protokoll.models import historie
from kim.web.felder import einzeilig, nicht_leer, verlange_denselben_kreis

SPALTE = RegexValidator(r"^(\|[a-z0-9_]+)*\|?\Z", _("Diese Auswahl gibt es nicht."), code="auswahl")


def mehrere(titel: Any, **angaben: Any) -> Any:
    """Several keys in one column, see `regeln.akteure.als_spalte`."""
    return models.CharField(titel, max_length=400, blank=True, validators=[SPALTE], **angaben)


class Kreiswabe(Kreissatz):
    """A comb as the Kreis wants it: another title, another place, hidden, or one of its own."""

    schluessel = models.CharField(
        max_length=40, validators=[RegexValidator(r"^[a-z0-9_]+\Z")], editable=False
    )
    titel = models.CharField(_("Titel"), max_length=40, validators=[einzeilig])
    rang = models.PositiveSmallIntegerField(_("Platz auf der Karte"), default=100)
    aktiv = models.BooleanField(_("steht auf der Karte"), default=True)

    history = historie()

    class Meta:
        verbose_name = _("Wabe")
        verbose_name_plural = _("Waben")
        ordering = ["rang", "titel"]
        constraints = [
            nicht_leer("titel", name="kreiswabe_titel"),
            models.UniqueConstraint(
                fields=["kreis", "schluessel"],
                name="kreiswabe_einmal",
                violation_error_message=_("Diese Wabe gibt es schon."),
                violation_error_code="titel",
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class Netzwerkakteur(Kreissatz):
    einrichtung = models.OneToOneField(
        "stammdaten.Einrichtung",
        on_delete=models.PROTECT,
        related_name="netzwerkakteur",
        verbose_name=_("Einrichtung"),
    )
    wabe = models.CharField(_("Wabe"), max_length=40)
    beschreibung = models.TextField(
        _("Wobei sie hilft"),
        max_length=1000,
        blank=True,
        help_text=_("In zwei Sätzen, so wie Sie es einer Klientin sagen würden."),
    )
    themen = mehrere(_("Themen"))
    sprachen = mehrere(_("Sprachen"))
    gebiet = mehrere(_("Kommunen"), help_text=_("Ohne Auswahl: für den ganzen Kreis."))
    """Ids of Kommunen of the Kreis, which are closed but never deleted; empty is the whole Kreis."""
    zielgruppen = mehrere(_("Aufenthaltsstatus"), help_text=_("Ohne Auswahl: für alle."))
    zielgruppe_text = models.CharField(
        _("Für wen noch"),
        max_length=200,
        blank=True,
        validators=[einzeilig],
        help_text=_("Alter, Lebenslage …"),
    )
    wartezeit_wochen = models.PositiveSmallIntegerField(
        _("Wartezeit in Wochen"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(104)],
        help_text=_("0 heißt: sofort. Leer lassen, wenn sie nicht bekannt ist."),
    )
    wartezeit_am = models.DateField(_("Wartezeit erfragt am"), null=True, blank=True, editable=False)
    oeffnungszeiten = models.TextField(_("Öffnungszeiten"), max_length=500, blank=True)
    zugang = models.TextField(
        _("Wie man hinkommt"),
        max_length=500,
        blank=True,
        help_text=_("Anmeldung, Haltestelle, was mitzubringen ist."),
    )
    nimmt_verweise = models.BooleanField(_("nimmt Verweise an"), default=True)
    verweiswege = mehrere(_("auf welchem Weg"))
    verweislink = models.URLField(
        _("Anmeldeseite der Stelle"), blank=True, help_text=_("Vollständig, mit https:// am Anfang.")
    )
    im_verzeichnis = models.BooleanField(
        _("steht im Verzeichnis"), default=True, help_text=_("Ohne Haken sieht sie nur die Koordination.")
    )
    bestaetigt_am = models.DateField(_("zuletzt bestätigt am"), null=True, blank=True, editable=False)
    bestaetigt_von_name = models.CharField(
        _("zuletzt bestätigt von"), max_length=200, blank=True, editable=False
    )

    history = historie()

    class Meta:
        verbose_name = _("Akteur")
        verbose_name_plural = _("Akteure")
        ordering = ["einrichtung__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bestaetigt_am__isnull=True, bestaetigt_von_name="")
                | (Q(bestaetigt_am__isnull=False) & ~Q(bestaetigt_von_name="")),
                name="netzwerkakteur_bestaetigt_durch",
            ),
            models.CheckConstraint(
                condition=~Q(verweiswege__contains="|link|") | ~Q(verweislink=""),
                name="netzwerkakteur_link_genannt",
                violation_error_message=_("Bitte die Adresse der Anmeldeseite angeben."),
                violation_error_code="verweislink",
            ),
        ]
        indexes = [models.Index(fields=["kreis", "wabe"], name="netzwerkakteur_wabe")]

    def __str__(self) -> str:
        return str(self.einrichtung)

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, einrichtung=self.einrichtung)

    @property
    def name_kurz(self) -> str:
        return str(self.einrichtung.kurzname or self.einrichtung.name)

    @property
    def wege(self) -> tuple[str, ...]:
        return aus_spalte(self.verweiswege)

    def faellig(self, heute: date) -> bool:
        return bestaetigung_faellig(self.bestaetigt_am, heute)


class Angebot(Kreissatz):
    akteur = models.ForeignKey(
        Netzwerkakteur, on_delete=models.PROTECT, related_name="angebote", editable=False
    )
    titel = models.CharField(_("Was"), max_length=120, validators=[einzeilig])
    fuer_wen = models.CharField(_("Für wen"), max_length=200, blank=True, validators=[einzeilig])
    thema = models.CharField(_("Thema"), max_length=40)
    sprachen = mehrere(_("Sprachen"))
    ort = models.CharField(_("Ort"), max_length=200, blank=True, validators=[einzeilig])
    tage = models.CharField(
        _("Wann"),
        max_length=200,
        blank=True,
        validators=[einzeilig],
        help_text=_("Zum Beispiel: dienstags 9 bis 12 Uhr."),
    )
    freie_plaetze = models.PositiveSmallIntegerField(_("freie Plätze"), null=True, blank=True)
    plaetze_am = models.DateField(_("Plätze erfragt am"), null=True, blank=True, editable=False)
    link = models.URLField(_("Link"), blank=True, help_text=_("Vollständig, mit https:// am Anfang."))
    bis = models.DateField(
        _("letzter Tag"), null=True, blank=True, help_text=_("Leer lassen, wenn es weitergeht.")
    )

    history = historie()

    class Meta:
        verbose_name = _("Angebot")
        verbose_name_plural = _("Angebote")
        ordering = ["titel", "pk"]
        constraints = [nicht_leer("titel", name="angebot_titel")]
        indexes = [models.Index(fields=["akteur"], name="angebot_akteur")]

    def __str__(self) -> str:
        return self.titel

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, akteur=self.akteur)
