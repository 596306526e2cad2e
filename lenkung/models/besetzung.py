"""Who holds a seat, as member or as deputy, from when until when. A successor gets a row of her own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import datum
from kim.protokoll.models import historie
from kim.web.felder import einer_von, verlange_denselben_kreis
from lenkung.models.auswahl import BESETZUNG_ARTEN
from lenkung.models.zeitraum import MitZeitraum, ueberschneidend


class Besetzung(MitZeitraum):
    sitz = models.ForeignKey(
        "lenkung.Sitz", on_delete=models.PROTECT, related_name="besetzungen", editable=False
    )
    # Copies from the seat, which an exclusion constraint needs in the same row. The database keeps them true.
    gremium = models.ForeignKey("lenkung.Gremium", on_delete=models.PROTECT, related_name="+", editable=False)
    stimmrecht = models.BooleanField(editable=False)
    art = models.CharField(_("Als"), max_length=20, choices=BESETZUNG_ARTEN)
    person = models.ForeignKey(
        "stammdaten.Person", on_delete=models.PROTECT, related_name="besetzungen", verbose_name=_("Person")
    )

    history = historie(excluded_fields=["gremium", "stimmrecht"])

    class Meta(MitZeitraum.Meta):
        verbose_name = _("Besetzung")
        verbose_name_plural = _("Besetzungen")
        ordering = ["sitz_id", "art", "von", "pk"]
        # What must not overlap, the migration says to each database in its own words.
        constraints = [
            *MitZeitraum.Meta.constraints,
            einer_von(BESETZUNG_ARTEN, feld="art", name="besetzung_art"),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()}: {self.person}"

    @property
    def kreis_id(self) -> int:
        return self.sitz.gremium.kreis_id

    def clean_fields(self, exclude: Any = None) -> None:
        self.gremium_id = self.sitz.gremium_id
        self.stimmrecht = self.sitz.stimmrecht
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        super().clean()
        if self.person_id is None:
            return
        verlange_denselben_kreis(self.kreis_id, person=self.person)
        if self.von is not None and self.bis is not None and self.bis < self.von:
            return
        fehler = self._zeitfehler() | self._personenfehler()
        if fehler:
            raise ValidationError(fehler)

    def _zeitfehler(self) -> dict[str, ValidationError]:
        sitz = self.sitz
        if sitz.von is not None and (self.von is None or self.von < sitz.von):
            meldung = _t("Den Sitz gibt es erst seit dem %(tag)s. Bitte keinen früheren Tag wählen.")
            return {"von": ValidationError(meldung % {"tag": datum(sitz.von)}, code="vor_dem_sitz")}
        if sitz.bis is not None and (self.bis is None or self.bis > sitz.bis):
            meldung = _t("Der Sitz endet am %(tag)s. Bitte diesen oder einen früheren letzten Tag wählen.")
            return {"bis": ValidationError(meldung % {"tag": datum(sitz.bis)}, code="nach_dem_sitz")}
        andere = (
            self._gleichzeitige().filter(sitz_id=self.sitz_id, art=self.art).select_related("person").first()
        )
        if andere is None:
            return {}
        angaben = {"name": andere.person, "art": andere.get_art_display(), "tag": ""}
        if andere.bis is None:
            meldung = _t(
                "In dieser Zeit ist %(name)s schon %(art)s. Bitte einen anderen Tag wählen oder die "
                "Nachfolge eintragen."
            )
        else:
            angaben["tag"] = datum(andere.bis)
            meldung = _t("%(art)s bis zum %(tag)s ist %(name)s. Bitte einen ersten Tag danach angeben.")
        meldung %= angaben
        return {"von": ValidationError(meldung, code="sitz_besetzt")}

    def _personenfehler(self) -> dict[str, ValidationError]:
        gleichzeitige = self._gleichzeitige().filter(person_id=self.person_id)
        if gleichzeitige.filter(sitz_id=self.sitz_id).exclude(art=self.art).exists():
            meldung = _t(
                "Mitglied und Stellvertretung eines Sitzes können nicht dieselbe Person sein. "
                "Bitte eine andere Person wählen."
            )
            return {"person": ValidationError(meldung, code="selbst_vertreten")}
        if not self.stimmrecht:
            return {}
        andere = (
            gleichzeitige.filter(gremium_id=self.gremium_id, stimmrecht=True)
            .exclude(sitz_id=self.sitz_id)
            .select_related("sitz__einrichtung")
            .first()
        )
        if andere is None:
            return {}
        meldung = _t(
            "%(name)s gehört in dieser Zeit schon zum stimmberechtigten Sitz „%(sitz)s“. Eine Person kann "
            "je Gremium nur zu einem gehören. Bitte eine andere Person oder eine andere Zeit wählen."
        ) % {"name": self.person, "sitz": andere.sitz}
        return {"person": ValidationError(meldung, code="zweiter_sitz")}

    def _gleichzeitige(self) -> models.QuerySet[Besetzung]:
        return Besetzung.objects.filter(ueberschneidend(self.zeitraum)).exclude(pk=self.pk)
