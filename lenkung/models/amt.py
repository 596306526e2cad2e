"""Who leads a Gremium, from when until when. At most one holder of each office per day."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von, verlange_denselben_kreis
from lenkung.models.auswahl import AMT_ARTEN
from lenkung.models.zeitraum import MitZeitraum, ueberschneidend


class Amt(MitZeitraum):
    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="aemter", editable=False
    )
    art = models.CharField(_("Amt"), max_length=30, choices=AMT_ARTEN)
    person = models.ForeignKey(
        "stammdaten.Person", on_delete=models.PROTECT, related_name="aemter", verbose_name=_("Person")
    )

    history = historie()

    class Meta(MitZeitraum.Meta):
        verbose_name = _("Amt")
        verbose_name_plural = _("Ämter")
        ordering = ["art", "von", "pk"]
        # That no two hold one office on the same day, the migration says to each database in its own words.
        constraints = [*MitZeitraum.Meta.constraints, einer_von(AMT_ARTEN, feld="art", name="amt_art")]

    def __str__(self) -> str:
        return f"{self.get_art_display()}: {self.person}"

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id

    def clean(self) -> None:
        super().clean()
        if self.person_id is None:
            return
        verlange_denselben_kreis(self.kreis_id, person=self.person)
        andere = (
            Amt.objects.filter(ueberschneidend(self.zeitraum), gremium_id=self.gremium_id, art=self.art)
            .exclude(pk=self.pk)
            .select_related("person")
            .first()
        )
        if andere is not None:
            meldung = _t(
                "Dieses Amt hat in dieser Zeit schon %(name)s. Bitte zuerst dort den letzten Tag eintragen "
                "oder einen späteren Beginn wählen."
            ) % {"name": andere.person}
            raise ValidationError({"von": ValidationError(meldung, code="amt_einmal")})
