"""A person who seeks counsel: as little as the work needs, and what identifies her only encrypted."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.auswahl import AUFENTHALTSSTATUS, FALLBEREICHE
from casemgmt.models.basis import Kreissatz
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import (
    VerschluesselteDaten,
    VerschluesselterText,
    VerschluesseltesDatum,
    VerschluesselteZahl,
)
from kim.web.felder import einer_von, einzeilig, nicht_leer, telefonnummer, verlange_denselben_kreis


class Klient(Kreissatz):
    """`kommune` and `bereich` say in whose area she is known; only there is she found."""

    kennung = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bereich = models.CharField(_("Bereich"), max_length=10, choices=FALLBEREICHE, editable=False)
    kommune = models.ForeignKey(
        "stammdaten.Kommune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Kommune"),
    )
    vorname = VerschluesselterText(_("Vorname"), max_length=120, blank=True, validators=[einzeilig])
    nachname = VerschluesselterText(_("Nachname"), max_length=120, validators=[einzeilig])
    geburtsdatum = VerschluesseltesDatum(_("Geburtsdatum"), null=True, blank=True)
    geburtsjahr = VerschluesselteZahl(
        _("Geburtsjahr"), null=True, blank=True, help_text=_("Wenn der Tag nicht bekannt ist.")
    )
    sprachen = VerschluesselteDaten(_("Sprachen"), null=True, blank=True)
    """ISO codes, the one that she prefers first."""
    aufenthaltsstatus = VerschluesselterText(
        _("Aufenthaltsstatus"), max_length=40, blank=True, choices=AUFENTHALTSSTATUS
    )
    ankunft = VerschluesseltesDatum(_("in Deutschland seit"), null=True, blank=True)
    telefon = VerschluesselterText(_("Telefon"), max_length=40, blank=True, validators=[telefonnummer])
    email = VerschluesselterText(_("E-Mail"), max_length=200, blank=True, validators=[einzeilig])
    anschrift = VerschluesselterText(_("Anschrift"), max_length=500, blank=True)
    schutzadresse = models.BooleanField(
        _("Schutzadresse"),
        default=False,
        help_text=_("Ort und Erreichbarkeit sehen dann nur die zuständige Person und ihre Vertretung."),
    )
    datenschutzhinweis_am = models.DateField(_("Datenschutzhinweis gegeben am"))
    datenschutzhinweis_sprache = models.CharField(max_length=10, blank=True, default="de")
    erfasst_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False
    )
    erfasst_am = models.DateTimeField(auto_now_add=True)
    aufgegangen_in = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="aufgegangene", editable=False
    )
    """After merging: the one that stays. The merged one is kept, so that it can be undone."""

    history = historie()

    class Meta:
        verbose_name = _("Klientin oder Klient")
        verbose_name_plural = _("Klientinnen und Klienten")
        constraints = [
            nicht_leer("nachname", name="klient_nachname_nicht_leer"),
            einer_von(FALLBEREICHE, feld="bereich", name="klient_bereich"),
            models.CheckConstraint(
                condition=Q(geburtsdatum__isnull=True) | Q(geburtsjahr__isnull=True),
                name="klient_ein_geburtsfeld",
                violation_error_message=_("Bitte das Geburtsdatum oder nur das Jahr angeben, nicht beides."),
                violation_error_code="geburt",
            ),
            models.CheckConstraint(
                condition=Q(aufgegangen_in__isnull=True) | ~Q(aufgegangen_in=F("id")),
                name="klient_nicht_in_sich_selbst",
            ),
        ]
        indexes = [
            # Whom one may see is answered without opening the wide, encrypted rows.
            models.Index(
                fields=["kreis", "bereich", "kommune"], name="klient_gebiet", include=["id", "aufgegangen_in"]
            ),
            models.Index(fields=["kreis", "-erfasst_am"], name="klient_erfasst"),
        ]

    def __str__(self) -> str:
        return " ".join(teil for teil in (self.vorname, self.nachname) if teil)

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, kommune=self.kommune)
        if self.bereich == "lokal" and self.kommune_id is None and self._kreis_hat_kommunen():
            raise ValidationError(
                {"kommune": ValidationError(_("Bitte die Kommune angeben."), code="kommune")}
            )

    def _kreis_hat_kommunen(self) -> bool:
        return self.kreis.kommunen.exists()


class Suchschluessel(Kreissatz):
    """A word of the name as a number that only the key ring can make; see `domain/suche.py`."""

    klient = models.ForeignKey(Klient, on_delete=models.CASCADE, related_name="suchschluessel")
    marke = models.BigIntegerField()

    class Meta:
        verbose_name = _("Suchschlüssel")
        verbose_name_plural = _("Suchschlüssel")
        # With the person in it, a search reads nothing but the index.
        indexes = [models.Index(fields=["kreis", "marke", "klient"], name="suchschluessel_treffer")]
        constraints = [
            models.UniqueConstraint(fields=["klient", "marke"], name="suchschluessel_einmal"),
        ]

    def __str__(self) -> str:
        return f"{self.klient_id}"
