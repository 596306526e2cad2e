"""Forms of Befangenheit, Notzugriff, and of what the Koordination decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.web.formulare import KernForm


class BefangenheitForm(KernForm):
    vorname = forms.CharField(
        label=_("Vorname"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    nachname = forms.CharField(
        label=_("Nachname"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    geburtsjahr = forms.IntegerField(
        label=_("Geburtsjahr"),
        required=False,
        min_value=1900,
        max_value=2100,
        help_text=_("Mit dem Jahr wird niemand mit gleichem Namen verwechselt."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "kim-breite-kurz"}),
    )


class NotzugriffForm(KernForm):
    aktenzeichen = forms.CharField(
        label=_("Aktenzeichen"),
        max_length=30,
        help_text=_("Es steht auf Terminzettel und Schreiben, zum Beispiel KIM-2026-0001."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "kim-breite-mittel"}),
    )
    grund = forms.CharField(
        label=_("Warum müssen Sie diese Akte jetzt lesen?"),
        max_length=1000,
        help_text=_("Ein Satz genügt. Die verantwortliche Person und die Koordination lesen ihn."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


class GrundForm(KernForm):
    grund = forms.CharField(
        label=_("Grund"), max_length=500, widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})
    )


class ZusammenfuehrenForm(KernForm):
    bleibt = forms.ChoiceField(label=_("Welcher Eintrag bleibt?"), widget=forms.RadioSelect)
    grund = forms.CharField(
        label=_("Woran Sie es erkannt haben"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, paar: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bleibt"].choices = paar  # type: ignore[attr-defined]
