"""Forms of Vorlagen: title, author, three texts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.stammdaten.domain.queries.stand import stand_von
from lenkung.forms.gremien import TatForm
from lenkung.forms.schreibfeld import SchreibField
from lenkung.models import Vorlagenfassung


class VorlageForm(TatForm):
    titel = forms.CharField(label=_("Titel"), max_length=200)
    verfasser = forms.CharField(
        label=_("Verfasst von"),
        max_length=200,
        help_text=_("Name oder Stelle, wie sie auf der Vorlage stehen soll."),
    )
    sachverhalt = SchreibField(label=_("Sachverhalt"), required=False, rows=12)
    beschlussvorschlag = SchreibField(
        label=_("Beschlussvorschlag"),
        required=False,
        rows=6,
        help_text=_("Ein Satz, über den sich abstimmen lässt. Bei einem Bericht bleibt er leer."),
    )
    auswirkungen = SchreibField(
        label=_("Auswirkungen"),
        required=False,
        rows=6,
        help_text=_("Auf Personal, Geld, Kommunen und die Menschen, um die es geht."),
    )

    def angaben(self) -> dict[str, Any]:
        namen = ("titel", "verfasser", "sachverhalt", "beschlussvorschlag", "auswirkungen")
        return {name: self.cleaned_data[name] for name in namen}


class NeueVorlageForm(VorlageForm):
    """`schluessel` makes two clicks one Vorlage."""

    schluessel = forms.UUIDField(widget=forms.HiddenInput)
    gremium: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label=_("Gremium"), empty_label=_("Bitte wählen")
    )
    field_order = ("schluessel", "gremium", "titel", "verfasser")

    def __init__(self, *args: Any, gremien: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["gremium"]
        feld.queryset = gremien


class _MitStand(TatForm):
    stand = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, fassung: Vorlagenfassung, **kwargs: Any) -> None:
        initial = {"stand": stand_von(fassung), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.instance = fassung

    class _meta:
        model = Vorlagenfassung

    def vergleichen(self, gespeichert: Vorlagenfassung) -> None:
        """The message names who changed it, and the page links to what is stored now."""
        self.instance = gespeichert


class FassungForm(_MitStand, VorlageForm):
    pass


class FreigebenForm(_MitStand):
    pass
