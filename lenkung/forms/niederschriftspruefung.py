"""A file to look at: whether it is a genuine Niederschrift. It is not stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kim.siegel.regeln.befund import GRENZE, ZU_GROSS
from kim.web.formulare import KernForm


class PruefForm(KernForm):
    datei = forms.FileField(
        label=_("PDF der Niederschrift"),
        help_text=_("Die Datei wird geprüft und nicht gespeichert."),
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )

    def clean_datei(self) -> Any:
        """Before it is read."""
        datei = self.cleaned_data["datei"]
        if datei.size > GRENZE:
            raise ValidationError(ZU_GROSS, code="zu_gross")
        return datei
