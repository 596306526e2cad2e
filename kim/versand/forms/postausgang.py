"""Input of the Postausgang."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.web.formulare import KernForm


class ErledigenForm(KernForm):
    begruendung = forms.CharField(
        label=_("Wie wurde es erledigt?"),
        help_text=_("Steht später beim Nachweis, zum Beispiel „Einladung am 21.03.2023 per Post versandt“."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
