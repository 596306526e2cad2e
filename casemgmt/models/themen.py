"""Topics as a Kreis wants them: what it renames, hides or adds to those that come along."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from casemgmt.models.basis import Kreissatz
from kim.protokoll.models import historie
from kim.web.felder import einzeilig, nicht_leer


class Kreisthema(Kreissatz):
    """`schluessel` is what a consultation stores: it never changes, the title may."""

    schluessel = models.CharField(
        max_length=40, validators=[RegexValidator(r"^[a-z0-9_]+\Z")], editable=False
    )
    titel = models.CharField(_("Titel"), max_length=60, validators=[einzeilig])
    aktiv = models.BooleanField(_("wird angeboten"), default=True)
    rang = models.PositiveSmallIntegerField(_("Platz in der Liste"), default=100)

    history = historie()

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        ordering = ["rang", "titel"]
        constraints = [
            nicht_leer("titel", name="kreisthema_titel"),
            models.UniqueConstraint(
                fields=["kreis", "schluessel"],
                name="kreisthema_einmal",
                violation_error_message=_("Dieses Thema gibt es schon."),
                violation_error_code="titel",
            ),
        ]

    def __str__(self) -> str:
        return self.titel
