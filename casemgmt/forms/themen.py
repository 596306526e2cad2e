"""The list of topics of a Kreis."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.web.felder import einzeilig
from kim.web.formulare import KernForm


class ThemaForm(KernForm):
    titel = forms.CharField(
        label=_("Titel"), max_length=60, validators=[einzeilig], help_text=_("So steht es auf der Taste.")
    )
    rang = forms.IntegerField(
        label=_("Platz in der Liste"),
        min_value=1,
        max_value=999,
        help_text=_("Kleine Zahlen stehen vorn."),
        widget=forms.NumberInput(attrs={"class": "kim-breite-kurz"}),
    )
    aktiv = forms.BooleanField(label=_("Wird angeboten"), required=False)
