"""Wording of a mail text."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.web.formulare import KernForm


class MailtextForm(KernForm):
    betreff = forms.CharField(label=_("Betreff"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Ohne Gestaltung. Eine leere Zeile beginnt einen neuen Absatz, Links werden anklickbar."),
    )
    stand = forms.CharField(widget=forms.HiddenInput)
