"""Forms of the settings of a Kreis."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.basis.modul import MODUL_TITEL, Modul
from kim.stammdaten.forms.saetze import StammsatzForm, WebadresseField
from kim.stammdaten.models import Kreis
from kim.web.formulare import KernForm


class KreisForm(StammsatzForm):
    felder_zu_fehlern = {"schwelle": "unterdrueckung_unter"}
    abschnitte = (
        (_("Briefkopf"), ("absenderzeile", "anschrift", "telefon", "email", "website", "fusszeile")),
        (_("Darstellung und Auswertung"), ("akzentfarbe", "unterdrueckung_unter")),
    )

    class Meta:
        model = Kreis
        fields = (
            "name",
            "absenderzeile",
            "anschrift",
            "telefon",
            "email",
            "website",
            "fusszeile",
            "akzentfarbe",
            "unterdrueckung_unter",
        )
        field_classes = {"website": WebadresseField}
        widgets = {
            "anschrift": forms.Textarea(attrs={"rows": 5}),
            "fusszeile": forms.Textarea(attrs={"rows": 3}),
            "akzentfarbe": forms.TextInput(attrs={"class": "kim-breite-kurz"}),
            "unterdrueckung_unter": forms.NumberInput(attrs={"class": "kim-breite-kurz"}),
        }


class ModuleForm(KernForm):
    module = forms.MultipleChoiceField(
        label=_("Eingeschaltete Module"),
        choices=[(modul.value, titel) for modul, titel in MODUL_TITEL.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Was Sie ausschalten, verschwindet für alle im Kreis aus dem Menü und ist nicht mehr aufrufbar. "
            "Gelöscht wird nichts."
        ),
    )
    module.leer_ist_eine_wahl = True  # type: ignore[attr-defined]
    stand = forms.IntegerField(required=False, widget=forms.HiddenInput)
    bestaetigt = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def eingeschaltet(self) -> set[Modul]:
        return {Modul(wert) for wert in self.cleaned_data["module"]}

    @staticmethod
    def anfang(kreis: Kreis) -> dict[str, Any]:
        return {"module": [modul.value for modul in Modul if getattr(kreis, f"modul_{modul}")]}
