"""Why a document is removed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.web.formulare import KernForm


class LoeschenForm(KernForm):
    grund = forms.CharField(
        label=_("Grund"),
        max_length=500,
        help_text=_("Wird festgehalten, damit nachvollziehbar bleibt, warum die Datei fehlt."),
    )
