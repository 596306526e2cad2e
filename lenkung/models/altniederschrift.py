"""A Niederschrift that was written elsewhere: the file, of which day, and how far it had come."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import datum
from kim.protokoll.models import historie
from kim.web.felder import einer_von, einzeilig
from lenkung.models.auswahl import ALTSTAENDE
from lenkung.regeln.altniederschrift import Altstand


class Altniederschrift(models.Model):
    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="altniederschriften", editable=False
    )
    tag = models.DateField(_("Tag der Sitzung"))
    stand = models.CharField(
        _("Stand"), max_length=20, choices=ALTSTAENDE, default=Altstand.UNTERZEICHNET.value
    )
    bemerkung = models.CharField(
        _("Bemerkung"),
        max_length=300,
        blank=True,
        validators=[einzeilig],
        help_text=_("Zum Beispiel, woher die Datei stammt."),
    )
    dokument = models.ForeignKey(
        "dokumente.Dokument", on_delete=models.PROTECT, related_name="+", editable=False
    )
    aufgenommen_am = models.DateTimeField(_("aufgenommen am"), editable=False)
    aufgenommen_von_name = models.CharField(_("aufgenommen durch"), max_length=200, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("frühere Niederschrift")
        verbose_name_plural = _("frühere Niederschriften")
        ordering = ["-tag", "-pk"]
        constraints = [
            einer_von(ALTSTAENDE, feld="stand", name="altniederschrift_stand"),
            models.UniqueConstraint(
                fields=["gremium", "tag"],
                name="altniederschrift_je_tag",
                violation_error_message=_(
                    "Für diesen Tag ist schon eine Niederschrift aufgenommen. Bitte dort weiterarbeiten."
                ),
                violation_error_code="tag",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Niederschrift vom %(tag)s") % {"tag": datum(self.tag)})

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id
