"""One part of the draft, and one sentence of the Kreis."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.web.formulare import KernForm
from lenkung.models import Niederschriftsabschnitt
from lenkung.regeln.niederschriftsinhalt import Abschnittsart
from lenkung.regeln.textbausteine import HOECHSTENS


class AbschnittForm(KernForm):
    """`zaehler` is the state that the page showed."""

    text = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 14}))
    erklaerung = forms.CharField(
        label=_("Erklärung zu Protokoll"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Nur wenn jemand darum gebeten hat, sie aufzunehmen: wer, und was er oder sie erklärt."),
    )
    zaehler = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, abschnitt: Niederschriftsabschnitt, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "text": abschnitt.geltend,
            "erklaerung": abschnitt.erklaerung,
            "zaehler": abschnitt.zaehler,
        }
        super().__init__(*args, **kwargs)
        if abschnitt.abschnittsart is not Abschnittsart.PUNKT:
            del self.fields["erklaerung"]

    def angaben(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, "") for name in ("text", "erklaerung", "zaehler")}


class TextbausteinForm(KernForm):
    text = forms.CharField(label=_("Satz"), max_length=HOECHSTENS, widget=forms.Textarea(attrs={"rows": 4}))
    bisher = forms.CharField(widget=forms.HiddenInput)
