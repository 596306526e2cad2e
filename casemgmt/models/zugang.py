"""Who stands in for whom, who is shut out of a file, and who opened one in an emergency."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.basis import Kreissatz, MitTagen
from casemgmt.models.fall import Fall
from casemgmt.models.klient import Klient
from kim.protokoll.models import historie
from kim.schluessel.domain.felder import VerschluesselterText
from kim.web.felder import nicht_leer, verlange_denselben_kreis


class Fallvertretung(Kreissatz, MitTagen):
    """For all cases of a colleague, or for one. Only between its days."""

    vertretene = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", verbose_name=_("wird vertreten")
    )
    vertretung = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="+", verbose_name=_("vertritt")
    )
    fall = models.ForeignKey(
        Fall, on_delete=models.PROTECT, null=True, blank=True, related_name="vertretungen", editable=False
    )
    """Empty: all cases for which `vertretene` is responsible on that day."""

    history = historie()

    class Meta:
        verbose_name = _("Vertretung in Fällen")
        verbose_name_plural = _("Vertretungen in Fällen")
        ordering = ["von", "pk"]
        constraints = [
            *MitTagen.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(vertretene=F("vertretung")),
                name="fallvertretung_durch_andere",
                violation_error_message=_("Niemand vertritt sich selbst. Bitte eine andere Person wählen."),
                violation_error_code="vertretung",
            ),
        ]
        indexes = [models.Index(fields=["vertretung", "von"], name="fallvertretung_wer")]

    def __str__(self) -> str:
        return f"{self.vertretung_id} für {self.vertretene_id}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(
            self.kreis_id, vertretene=self.vertretene, vertretung=self.vertretung, fall=self.fall
        )


class Aktensperre(Kreissatz):
    """Befangenheit that has taken effect: this colleague sees nothing of this person, in no role.

    Ended by `aufgehoben_am`, never deleted.
    """

    konto = models.ForeignKey("konten.Konto", on_delete=models.PROTECT, related_name="+")
    klient = models.ForeignKey(Klient, on_delete=models.CASCADE, related_name="sperren")
    seit = models.DateTimeField(auto_now_add=True)
    aufgehoben_am = models.DateTimeField(null=True, blank=True)

    history = historie()

    class Meta:
        verbose_name = _("Aktensperre")
        verbose_name_plural = _("Aktensperren")
        constraints = [
            models.UniqueConstraint(
                fields=["konto", "klient"],
                condition=Q(aufgehoben_am__isnull=True),
                name="aktensperre_einmal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.konto_id}/{self.klient_id}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, konto=self.konto, klient=self.klient)


class Notzugriff(Kreissatz):
    """A file opened in an emergency by somebody it does not belong to: with a reason, and over by itself."""

    fall = models.ForeignKey(Fall, on_delete=models.PROTECT, related_name="notzugriffe", editable=False)
    konto = models.ForeignKey("konten.Konto", on_delete=models.PROTECT, related_name="+", editable=False)
    grund = VerschluesselterText(_("Grund"), max_length=1000)
    von = models.DateTimeField(editable=False)
    bis = models.DateTimeField(editable=False)
    beendet_am = models.DateTimeField(null=True, blank=True, editable=False)
    gesehen_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    gesehen_am = models.DateTimeField(null=True, blank=True, editable=False)
    """When the supervisor took note of it."""

    history = historie()

    class Meta:
        verbose_name = _("Notzugriff")
        verbose_name_plural = _("Notzugriffe")
        ordering = ["-von", "pk"]
        constraints = [
            nicht_leer("grund", name="notzugriff_grund"),
            models.CheckConstraint(condition=Q(bis__gt=F("von")), name="notzugriff_endet"),
            models.CheckConstraint(
                condition=Q(gesehen_am__isnull=True, gesehen_von__isnull=True)
                | Q(gesehen_am__isnull=False, gesehen_von__isnull=False),
                name="notzugriff_gesehen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fall_id}/{self.konto_id}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, fall=self.fall, konto=self.konto)
