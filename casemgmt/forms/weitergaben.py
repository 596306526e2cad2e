"""Forms of what goes without consent, and of the texts of the Kreis."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casemgmt.domain.queries.empfaengerwahl import Wahleinrichtung
from casemgmt.forms.einwilligungen import Tatform, empfaenger_lesen, empfaengerauswahl
from casemgmt.models.einwilligungsauswahl import DATENKLASSEN, ZWECKE
from casemgmt.regeln.weitergabegruende import Weitergabegrund


class OhneEinwilligungForm(Tatform):
    grund = forms.ChoiceField(label=_("Aus welchem Grund?"), widget=forms.RadioSelect)
    begruendung = forms.CharField(
        label=_("Warum ist es in diesem Fall nötig?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Was Sie wissen, was Sie schon versucht haben, warum ein milderes Mittel nicht reicht."),
    )
    empfaenger = forms.ChoiceField(label=_("An wen?"))
    zweck = forms.ChoiceField(
        label=_("Wofür?"),
        choices=ZWECKE,
        widget=forms.RadioSelect,
        help_text=_("Für einen anderen Zweck trägt der Grund nichts: Dann bitte neu beantragen."),
    )
    datenklassen = forms.MultipleChoiceField(
        label=_("Welche Angaben?"),
        choices=DATENKLASSEN,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nur, was zur Abwehr nötig ist."),
    )
    dringend = forms.ChoiceField(
        label=_("Kann es warten?"),
        choices=[
            ("nein", _("Ja: Die Koordination bestätigt zuerst")),
            ("ja", _("Nein, dringend: Ich gebe es sofort weiter, die Koordination prüft danach")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        gruende: Iterable[Weitergabegrund],
        wahl: Iterable[Wahleinrichtung],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        grund: Any = self.fields["grund"]
        grund.choices = [(g.schluessel, f"{g.titel} ({g.norm})") for g in gruende]
        empfaenger: Any = self.fields["empfaenger"]
        empfaenger.choices = empfaengerauswahl(wahl)

    def fachfehler(self, fehler: Any) -> None:
        feld = fehler.feld
        super().fachfehler(fehler) if feld != "empfaenger" else self.add_error("empfaenger", fehler.meldung)

    def angaben(self) -> dict[str, Any]:
        daten = self.cleaned_data
        einrichtung_id, person_id = empfaenger_lesen(daten["empfaenger"])
        return {
            "grund": daten["grund"],
            "begruendung": daten["begruendung"],
            "einrichtung_id": einrichtung_id,
            "person_id": person_id,
            "zweck": daten["zweck"],
            "datenklassen": daten["datenklassen"],
            "dringend": daten["dringend"] == "ja",
        }


class EntscheidungForm(Tatform):
    bestaetigen = forms.ChoiceField(
        label=_("Ihre Entscheidung"),
        choices=[("ja", _("Bestätigen")), ("nein", _("Ablehnen"))],
        widget=forms.RadioSelect,
    )
    entscheidung = forms.CharField(
        label=_("Begründung"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nötig, wenn Sie ablehnen."),
    )
