"""What was logged without a network: the keys it is sealed for, the devices, what has arrived and how."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.basis import Kreissatz
from casemgmt.models.fall import Fall
from casemgmt.models.klient import Klient
from casemgmt.regeln.ohne_netz import Ablagegrund, Loesung, Uebertragungsstand
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselteDaten, VerschluesselterText
from kim.web.felder import einer_von, verlange_denselben_kreis

UEBERTRAGUNGSSTAENDE = [
    (Uebertragungsstand.ANGENOMMEN.value, _("übertragen")),
    (Uebertragungsstand.OFFEN.value, _("nicht übertragen")),
    (Uebertragungsstand.ERLEDIGT.value, _("erledigt")),
]
ABLAGEGRUENDE = [
    (Ablagegrund.KEIN_ZUGANG.value, _("Kein Zugang zum Fall")),
    (Ablagegrund.KONTO_BEENDET.value, _("Konto beendet")),
    (Ablagegrund.KONFLIKT.value, _("Inzwischen geändert")),
    (Ablagegrund.UHR.value, _("Uhr des Geräts geht falsch")),
    (Ablagegrund.UNBEKANNT.value, _("Unbekannte Art von Eintrag")),
    (Ablagegrund.UNLESBAR.value, _("Nicht zu öffnen")),
    (Ablagegrund.UNVOLLSTAENDIG.value, _("Nicht fertig ausgefüllt")),
    (Ablagegrund.UNGUELTIG.value, _("Angaben passen nicht")),
]
LOESUNGEN = [
    (Loesung.WIEDERHOLT.value, _("noch einmal versucht und übernommen")),
    (Loesung.ZUGEORDNET.value, _("einem anderen Fall zugeordnet")),
    (Loesung.ANONYM.value, _("als anonyme Beratung gespeichert")),
    (Loesung.FREIGEGEBEN.value, _("von der Koordination freigegeben")),
    (Loesung.ABGELEGT.value, _("von Hand erledigt")),
]


class Empfangsschluessel(Kreissatz):
    """For what the devices of a Kreis seal. Old ones stay: a device may come back after weeks."""

    kennung = models.CharField(max_length=32, unique=True, editable=False)
    privat = VerschluesselterText(editable=False)
    oeffentlich = models.CharField(max_length=120, editable=False)
    erstellt_am = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Empfangsschlüssel")
        verbose_name_plural = _("Empfangsschlüssel")
        ordering = ["-erstellt_am", "-pk"]

    def __str__(self) -> str:
        return self.kennung


class Erfassungsgeraet(Kreissatz):
    """One account on one device. `marke` stands on the device instead of a name.

    The device keeps a secret, here is only its hash: with it sealed entries reach the tray after the account
    has ended. It opens nothing.
    """

    marke = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    konto = models.ForeignKey("konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False)
    geheimnis = models.CharField(max_length=64, editable=False)
    angemeldet_am = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Gerät zum Erfassen")
        verbose_name_plural = _("Geräte zum Erfassen")

    def __str__(self) -> str:
        return str(self.marke)


class Uebertragung(Kreissatz):
    """What has arrived from a device, once for each client-made UUID. What is `offen` lies in the tray.

    A row is never dropped: it is solved by an act, or put aside with a reason. `inhalt` is kept while it is
    needed, out of the history, so that it stands in one place only.
    """

    kennung = models.UUIDField(editable=False)
    konto = models.ForeignKey("konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False)
    kommune = models.ForeignKey(
        "stammdaten.Kommune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    fall = models.ForeignKey(
        Fall, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    """The case that the entry names, whether or not its writer may see it."""
    art = models.CharField(max_length=20, blank=True, editable=False)
    stand = models.CharField(max_length=12, choices=UEBERTRAGUNGSSTAENDE, editable=False)
    grund = models.CharField(max_length=16, choices=ABLAGEGRUENDE, blank=True, editable=False)
    hinweis = VerschluesselterText(max_length=500, blank=True, editable=False)
    inhalt: Any = VerschluesselteDaten(null=True, blank=True, editable=False)
    empfangen_am = models.DateTimeField(editable=False)
    geraet_gesendet_am = models.DateTimeField(null=True, blank=True, editable=False)
    """What the clock of the device said when the entry was sent: beside `empfangen_am` it shows the error."""
    geraet_erfasst_am = models.DateTimeField(null=True, blank=True, editable=False)
    loesung = models.CharField(max_length=12, choices=LOESUNGEN, blank=True, editable=False)
    loesungsgrund = VerschluesselterText(_("Grund"), max_length=500, blank=True)
    geloest_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    geloest_am = models.DateTimeField(null=True, blank=True, editable=False)

    history = historie(excluded_fields=["inhalt"])

    class Meta:
        verbose_name = _("Übertragung vom Gerät")
        verbose_name_plural = _("Übertragungen vom Gerät")
        ordering = ["-empfangen_am", "-pk"]
        constraints = [
            einer_von(UEBERTRAGUNGSSTAENDE, feld="stand", name="uebertragung_stand"),
            einer_von(ABLAGEGRUENDE, feld="grund", name="uebertragung_grund", leer=True),
            einer_von(LOESUNGEN, feld="loesung", name="uebertragung_loesung", leer=True),
            models.UniqueConstraint(fields=["konto", "kennung"], name="uebertragung_einmal"),
            models.CheckConstraint(
                condition=Q(stand=Uebertragungsstand.ANGENOMMEN, grund="") | ~Q(grund=""),
                name="uebertragung_mit_grund",
            ),
            models.CheckConstraint(
                condition=~Q(stand=Uebertragungsstand.OFFEN) | Q(inhalt__isnull=False),
                name="uebertragung_offen_mit_inhalt",
            ),
            models.CheckConstraint(
                condition=(
                    Q(stand=Uebertragungsstand.ERLEDIGT, geloest_von__isnull=False, geloest_am__isnull=False)
                    & ~Q(loesung="")
                )
                | (~Q(stand=Uebertragungsstand.ERLEDIGT) & Q(loesung="", geloest_am__isnull=True)),
                name="uebertragung_erledigt",
            ),
        ]
        indexes = [models.Index(fields=["kreis", "stand", "kommune"], name="uebertragung_ablage")]

    def __str__(self) -> str:
        return str(self.kennung)

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, konto=self.konto, fall=self.fall, kommune=self.kommune)


class Einwilligungsentwurf(Kreissatz):
    """Signed on the screen of a device: it permits nothing itself. It becomes one Einwilligung, or is put
    aside with a reason; it stays as the proof of what arrived."""

    klient = models.ForeignKey(Klient, on_delete=models.PROTECT, related_name="+", editable=False)
    konto = models.ForeignKey("konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False)
    angaben: Any = VerschluesselteDaten(editable=False)
    erfasst_am = models.DateTimeField(auto_now_add=True)
    hindernis = VerschluesselterText(max_length=500, blank=True, editable=False)
    """Why it did not become one by itself when it arrived."""
    uebernommen_am = models.DateTimeField(null=True, blank=True, editable=False)
    einwilligung = models.OneToOneField(
        "casemgmt.Einwilligung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entwurf_vom_geraet",
        editable=False,
    )
    abgelegt_am = models.DateTimeField(null=True, blank=True, editable=False)
    abgelegt_grund = VerschluesselterText(_("Grund"), max_length=500, blank=True)
    erledigt_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    history = historie(excluded_fields=["angaben"])

    class Meta:
        verbose_name = _("Entwurf einer Einwilligung")
        verbose_name_plural = _("Entwürfe von Einwilligungen")
        ordering = ["erfasst_am", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(abgelegt_am__isnull=True, abgelegt_grund="")
                | Q(abgelegt_am__isnull=False, einwilligung__isnull=True) & ~Q(abgelegt_grund=""),
                name="einwilligungsentwurf_abgelegt_mit_grund",
                violation_error_message=_("Bitte sagen, warum daraus keine Einwilligung wird."),
                violation_error_code="grund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.klient_id}"

    @property
    def offen(self) -> bool:
        return self.uebernommen_am is None and self.abgelegt_am is None
