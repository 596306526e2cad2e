"""Which column of a former database is which of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.stammdaten.regeln.einspielung import Spalte
from kim.web.formulare import KernForm


class ZuordnungForm(KernForm):
    def __init__(
        self,
        *args: Any,
        spalten: Sequence[Spalte],
        kopf: Sequence[str],
        gewaehlt: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=dict(gewaehlt), **kwargs)
        wahl = [("", _("steht nicht in der Datei")), *((titel, titel) for titel in kopf if titel.strip())]
        for spalte in spalten:
            self.fields[spalte.schluessel] = forms.ChoiceField(
                label=spalte.titel,
                choices=wahl,
                required=spalte.pflicht,
                error_messages={
                    "required": _("Ohne diese Spalte geht es nicht. Bitte die der Datei wählen.")
                },
            )

    def zuordnung(self) -> dict[str, str]:
        return {name: wert for name, wert in self.cleaned_data.items() if wert}
