"""Who lives together, from when until when. A person's notes and consents never belong to the Haushalt."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casemgmt.models.auswahl import HAUSHALTSROLLEN
from casemgmt.models.basis import Kreissatz, MitTagen
from casemgmt.models.klient import Klient
from kim.protokoll.models import historie
from kim.web.felder import einer_von, verlange_denselben_kreis


class Haushalt(Kreissatz):
    angelegt_am = models.DateTimeField(auto_now_add=True)

    history = historie()

    class Meta:
        verbose_name = _("Haushalt")
        verbose_name_plural = _("Haushalte")

    def __str__(self) -> str:
        return f"Haushalt {self.pk}"


class Haushaltszugehoerigkeit(Kreissatz, MitTagen):
    """One may live in two at once (a child with parents who live apart), and is counted once."""

    haushalt = models.ForeignKey(
        Haushalt, on_delete=models.PROTECT, related_name="zugehoerigkeiten", editable=False
    )
    klient = models.ForeignKey(
        Klient, on_delete=models.PROTECT, related_name="zugehoerigkeiten", editable=False
    )
    rolle = models.CharField(_("Rolle"), max_length=12, choices=HAUSHALTSROLLEN)

    history = historie()

    class Meta:
        verbose_name = _("Zugehörigkeit zu einem Haushalt")
        verbose_name_plural = _("Zugehörigkeiten zu Haushalten")
        ordering = ["von", "pk"]
        constraints = [
            *MitTagen.Meta.constraints,
            einer_von(HAUSHALTSROLLEN, feld="rolle", name="haushalt_rolle"),
            models.UniqueConstraint(
                fields=["haushalt", "klient"],
                condition=Q(bis__isnull=True),
                name="haushalt_person_einmal",
                violation_error_message=_("Die Person gehört schon zu diesem Haushalt."),
                violation_error_code="klient",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.haushalt_id}/{self.klient_id}"

    def clean(self) -> None:
        super().clean()
        verlange_denselben_kreis(self.kreis_id, haushalt=self.haushalt, klient=self.klient)
