"""Input of the pages about background jobs."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.web.formulare import KernForm


class VerwerfenForm(KernForm):
    grund = forms.CharField(
        label=_("Warum wird der Auftrag nicht mehr gebraucht?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
