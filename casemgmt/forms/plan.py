"""Goals, steps and agreement of an Integrationsplan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casemgmt.forms.falltat import Falltat, langtext, tagfeld
from casemgmt.models import Planziel
from casemgmt.models.fallauswahl import BESTAETIGUNGEN, PLANTHEMEN, SCHRITTSTAENDE, WER, ZIELSTAENDE
from casemgmt.regeln.plan import Schrittstand, Zielstand
from casemgmt.regeln.sprachen import BLATTNAMEN
from kim.dokumente.forms.hochladen import HochladenForm


class ZielForm(Falltat):
    thema = forms.ChoiceField(label=_("Worum geht es?"), choices=PLANTHEMEN, widget=forms.RadioSelect)
    worte = langtext(
        _("Ziel in den Worten der Person"),
        hoechstens=500,
        hilfe=_("So, wie die Person es sagt, auch in ihrer Sprache."),
    )


class SchrittForm(Falltat):
    was = langtext(_("Was ist zu tun?"), hoechstens=300)
    wer = forms.ChoiceField(label=_("Wer tut es?"), choices=WER, widget=forms.RadioSelect, initial="person")
    wer_genau = forms.CharField(
        label=_("Wer genau?"), max_length=120, required=False, help_text=_("Nur, wenn nötig.")
    )
    bis = tagfeld(_("Bis wann?"), pflicht=False)


class VereinbarenForm(Falltat):
    vereinbart_am = tagfeld(_("Vereinbart am"))
    bestaetigung = forms.ChoiceField(
        label=_("Wie hat die Person zugestimmt?"), choices=BESTAETIGUNGEN, widget=forms.RadioSelect
    )
    pruefung_am = tagfeld(_("Nächste Prüfung am"), pflicht=False)

    def __init__(self, *args: Any, heute: date, pruefung: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"vereinbart_am": heute, "pruefung_am": pruefung}, **kwargs)


class PruefenForm(Falltat):
    am = tagfeld(_("Angesehen am"))
    ergebnis = langtext(_("Ergebnis"), hoechstens=1000, pflicht=False)
    naechste_am = tagfeld(_("Nächste Prüfung am"), pflicht=False)

    def __init__(self, *args: Any, heute: date, pruefung: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"am": heute, "naechste_am": pruefung}, **kwargs)


class DruckForm(Falltat):
    sprache = forms.ChoiceField(label=_("Zweite Sprache"), choices=list(BLATTNAMEN.items()))
    schluessel = forms.UUIDField(widget=forms.HiddenInput)


class _Unterschriftform(Falltat):
    name = forms.CharField(
        label=_("Wer unterschreibt?"), max_length=200, help_text=_("Vor- und Nachname der Person.")
    )
    gelesen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    sprache = forms.ChoiceField(choices=list(BLATTNAMEN.items()), widget=forms.HiddenInput)


class PlanSchirmForm(_Unterschriftform):
    striche = forms.CharField(
        label=_("Unterschrift"),
        widget=forms.HiddenInput,
        error_messages={"required": _("Hier fehlt die Unterschrift. Bitte in das Feld schreiben.")},
    )


class PlanBlattForm(_Unterschriftform, HochladenForm):
    """The signed sheet; a photo is enough."""


class StandForm(Falltat):
    """How far each goal and each step is: one choice beside each."""

    def __init__(self, *args: Any, ziele: Iterable[Planziel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ziel in ziele:
            self.fields[f"ziel_{ziel.pk}"] = forms.ChoiceField(
                label=_("Stand des Ziels"), choices=ZIELSTAENDE, initial=ziel.stand
            )
            for schritt in ziel.schritte.all():
                self.fields[f"schritt_{schritt.pk}"] = forms.ChoiceField(
                    label=_("Stand des Schritts"), choices=SCHRITTSTAENDE, initial=schritt.stand
                )

    def staende(self) -> tuple[dict[int, Zielstand], dict[int, Schrittstand]]:
        daten = self.cleaned_data.items()
        ziele = {int(n[5:]): Zielstand(wert) for n, wert in daten if n.startswith("ziel_")}
        schritte = {int(n[8:]): Schrittstand(wert) for n, wert in daten if n.startswith("schritt_")}
        return ziele, schritte
