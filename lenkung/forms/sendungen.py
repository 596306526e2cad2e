"""Forms around an invitation: personal words, urgency with its reason, papers that follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import dateigroesse
from kim.stammdaten.forms.saetze import StammsatzForm
from kim.web.formulare import KernForm
from lenkung.domain.queries.einladung import Papier
from lenkung.models import Sendung
from lenkung.regeln.versandpruefung import Fristlage


class WorteForm(StammsatzForm):
    """Urgency is asked only when the regular time is over and the shortened one is not."""

    class Meta:
        model = Sendung
        fields = ("anschreiben", "dringlich", "begruendung")
        widgets = {
            "anschreiben": forms.Textarea(attrs={"rows": 4}),
            "begruendung": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, fristlage: Fristlage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fristlage is not Fristlage.DRINGLICH:
            del self.fields["dringlich"]
            del self.fields["begruendung"]

    def angaben(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}


class SendenForm(forms.Form):
    """What was read: nothing else is sent."""

    sendung = forms.IntegerField(widget=forms.HiddenInput)
    gelesen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class NachsendenForm(KernForm):
    unterlagen = forms.MultipleChoiceField(
        label=_("Unterlagen"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte mindestens eine Unterlage wählen.")},
    )
    anschreiben = forms.CharField(
        label=_("Persönliche Worte"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stehen in der E-Mail vor den Unterlagen. Darf leer bleiben."),
    )

    def __init__(self, *args: Any, papiere: Sequence[Papier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wahl: dict[str, str] = {}
        for papier in papiere:
            wahl.setdefault(
                str(papier.dokument_id),
                _t("TOP %(nummer)s: %(titel)s (%(groesse)s)")
                % {
                    "nummer": papier.nummer,
                    "titel": papier.titel,
                    "groesse": dateigroesse(papier.groesse),
                },
            )
        feld: Any = self.fields["unterlagen"]
        feld.choices = list(wahl.items())
        feld.initial = list(wahl)
