"""Forms of the texts of consents: one field for each sentence, written in the direction of its language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casemgmt.forms.einwilligungen import Tatform
from casemgmt.models.einwilligungsauswahl import DATENKLASSEN, ZWECKE
from casemgmt.regeln.einwilligungstext import SAETZE, TEILE, Sprachtext

SATZNAMEN = {
    "titel_datenuebermittlung": _("Titel: Übermittlung von Daten"),
    "titel_schweigepflicht": _("Titel: Entbindung von der Schweigepflicht"),
    "person": _("Vor dem Namen"),
    "einleitung": _("Einleitung"),
    "schweigepflicht": _("Nur bei der Schweigepflicht"),
    "an_wen": _("Überschrift: Empfänger"),
    "welche": _("Überschrift: Angaben"),
    "wofuer": _("Überschrift: Zwecke"),
    "dauer": _("Überschrift: Dauer"),
    "von_bis": _("Dauer, mit {von} und {bis}"),
    "freiwillig_titel": _("Überschrift: Rechte"),
    "freiwillig": _("Freiwillig"),
    "widerruf": _("Widerruf"),
    "auskunft": _("Auskunft, Löschung, Beschwerde"),
    "kind": _("Kind ab 15"),
    "gelesen": _("Gelesen und verstanden"),
    "ort_datum": _("Unter der Linie: Ort und Tag"),
    "unterschrift": _("Unter der Linie: Unterschrift"),
    "unterschrift_sorge": _("Unter der Linie: Sorgeberechtigte"),
    "zeuge": _("Unter der Linie: Zeugin oder Zeuge"),
    "sprachmittlung": _("Unter der Linie: wer übersetzt hat"),
}
assert set(SATZNAMEN) == set(SAETZE)
NAMEN: dict[str, dict[str, Any]] = {
    "saetze": SATZNAMEN,
    "datenklassen": dict(DATENKLASSEN),
    "zwecke": dict(ZWECKE),
}
LANG = 60
"""From here on a sentence gets more than one line."""


def feldname(teil: str, name: str) -> str:
    return f"{teil}.{name}"


def _schreibfeld(vorlage: str, richtung: dict[str, Any]) -> forms.Widget:
    if len(vorlage) <= LANG:
        return forms.TextInput(attrs=richtung)
    return forms.Textarea(attrs={**richtung, "rows": 2 + len(vorlage) // LANG})


class TextForm(Tatform):
    """All sentences of one language; beside each the German one, so that nobody translates from memory."""

    abschnitte = (
        (_("Sätze des Blatts"), tuple(feldname("saetze", name) for name in TEILE["saetze"])),
        (_("Welche Angaben?"), tuple(feldname("datenklassen", name) for name in TEILE["datenklassen"])),
        (_("Wofür?"), tuple(feldname("zwecke", name) for name in TEILE["zwecke"])),
        (_("Zu dieser Fassung"), ("aenderung",)),
    )
    aenderung = forms.CharField(
        label=_("Was ist anders?"),
        required=False,
        max_length=200,
        help_text=_("Für die, die später nachsehen. Zum Beispiel: Satz zum Widerruf vereinfacht."),
    )
    auf = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: Sprachtext, deutsch: Sprachtext, auf: int, **kwargs: Any) -> None:
        anfang = {
            feldname(teil, name): getattr(text, teil)[name] for teil, namen in TEILE.items() for name in namen
        }
        super().__init__(*args, initial={**anfang, "auf": auf}, **kwargs)
        for teil, namen in TEILE.items():
            for name in namen:
                vorlage = getattr(deutsch, teil)[name]
                feld = forms.CharField(
                    label=NAMEN[teil][name],
                    max_length=2000,
                    help_text=vorlage if text.sprache != "de" else "",
                    widget=_schreibfeld(vorlage, {"lang": text.sprache, "dir": text.richtung}),
                )
                self.fields[feldname(teil, name)] = feld
                self._meldungen_setzen(feld)

    def texte(self) -> dict[str, dict[str, str]]:
        return {
            teil: {name: self.cleaned_data[feldname(teil, name)] for name in namen}
            for teil, namen in TEILE.items()
        }


class FreigabeForm(Tatform):
    fassung = forms.IntegerField(widget=forms.HiddenInput)
    geprueft_durch = forms.CharField(
        label=_("Geprüft durch"),
        max_length=200,
        help_text=_("Wer den Wortlaut geprüft hat, zum Beispiel Datenschutz und Übersetzungsdienst."),
    )


class MuendlichTageForm(Tatform):
    tage = forms.IntegerField(
        label=_("Tage"),
        min_value=1,
        max_value=60,
        widget=forms.NumberInput(attrs={"class": "kim-breite-kurz"}),
        help_text=_("So lange gilt eine mündliche Einwilligung ohne Unterschrift."),
    )
