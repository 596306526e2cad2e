"""Forms of what follows from a Beschluss: they check what was typed; what holds, the domain says."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import datum
from kim.stammdaten.forms.saetze import StammsatzForm
from lenkung.forms.gremien import TatForm
from lenkung.models import Beschlussfolge
from lenkung.regeln.verlauf import Folgenstand

_KURZ = {"class": "kim-breite-kurz"}
_BERICHT_HOECHSTENS = 5000


class FolgeForm(StammsatzForm):
    class Meta:
        model = Beschlussfolge
        fields = ("art", "text", "verantwortlich", "email", "bis")
        help_texts = {
            "art": _("Empfehlung, Impuls und Pressearbeit werden wie eine Aufgabe nachgehalten."),
            "bis": _("Sieben Tage vorher und am Tag selbst erinnert KIM. Leer: ohne Termin."),
        }


class AbschliessenForm(TatForm):
    """Done, dropped, or open after all."""

    stand = forms.ChoiceField(
        label=_("Was ist daraus geworden?"),
        choices=[
            (Folgenstand.ERLEDIGT.value, _("erledigt")),
            (Folgenstand.ENTFALLEN.value, _("entfallen: es ist nicht mehr nötig")),
        ],
        widget=forms.RadioSelect,
    )
    am = forms.DateField(label=_("Am"), widget=forms.DateInput(attrs=_KURZ))
    bemerkung = forms.CharField(
        label=_("Bemerkung"),
        required=False,
        max_length=_BERICHT_HOECHSTENS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ein Satz genügt. Er steht in „Was daraus wurde“."),
    )

    def __init__(self, *args: Any, frueheste: date, heute: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frueheste, self.heute = frueheste, heute

    def clean_am(self) -> date:
        am: date = self.cleaned_data["am"]
        if am > self.heute:
            raise forms.ValidationError(_("Dieser Tag liegt in der Zukunft. Bitte heute oder früher wählen."))
        if am < self.frueheste:
            raise forms.ValidationError(
                _("Der Beschluss ist vom %(tag)s. Bitte diesen Tag oder einen späteren wählen."),
                params={"tag": datum(self.frueheste)},
            )
        return am

    def angaben(self) -> dict[str, Any]:
        daten = self.cleaned_data
        return {"stand": Folgenstand(daten["stand"]), "am": daten["am"], "bemerkung": daten["bemerkung"]}


class OeffnenForm(TatForm):
    bemerkung = forms.CharField(
        label=_("Warum?"),
        max_length=_BERICHT_HOECHSTENS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Steht bei den Berichten."),
    )


class BerichtForm(TatForm):
    """What has become of it; the same for the Geschäftsstelle and for the personal link."""

    text = forms.CharField(
        label=_("Was ist daraus geworden?"),
        max_length=_BERICHT_HOECHSTENS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Ein paar Sätze: was getan ist, was noch fehlt, bis wann."),
    )
    erledigt = forms.BooleanField(label=_("Das ist erledigt"), required=False)
