"""What is read and decided before a Niederschrift becomes public, and the switch of the public pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.web.formulare import KernForm, KernModelForm
from lenkung.domain.veroeffentlichung import Auswahl
from lenkung.models import Gremienoeffentlichkeit
from lenkung.regeln.niederschriftsdaten import Niederschriftsdaten
from lenkung.regeln.oeffentliche_texte import Freitext

_PFLICHT = ("-titel",)


class Freitextfeld(forms.CharField):
    """Not "optional", for it is there already; but a text may be left out of the public version."""

    def __init__(self, *args: Any, darf_leer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.darf_leer = darf_leer

    def validate(self, value: str) -> None:
        if value or not self.darf_leer:
            super().validate(value)


class OeffentlichkeitForm(KernModelForm):
    class Meta:
        model = Gremienoeffentlichkeit
        fields = ("eingeschaltet", "namen", "suchmaschinen")


class ZurueckziehenForm(KernForm):
    grund = forms.CharField(
        label=_("Grund"),
        max_length=500,
        help_text=_("Bleibt in der Akte; öffentlich wird er nicht."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class VeroeffentlichenForm(KernForm):
    """One field for each free text of the public version, as it will stand."""

    inhalt_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    erklaerungen = forms.MultipleChoiceField(
        label=_("Erklärungen zu Protokoll veröffentlichen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nur, wenn die Person der Veröffentlichung zugestimmt hat. Ohne Haken fehlt sie."),
    )
    gelesen = forms.BooleanField(
        label=_("Ich habe alle Texte gelesen, wie sie hier stehen. Sie dürfen öffentlich werden."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        daten: Niederschriftsdaten,
        texte: tuple[Freitext, ...],
        vorschlaege: dict[str, str],
        inhalt_hash: str,
        **kwargs: Any,
    ) -> None:
        self.texte = {feldname(satz.schluessel): satz for satz in texte}
        kwargs["initial"] = {
            "inhalt_hash": inhalt_hash,
            **{name: vorschlaege.get(satz.schluessel, satz.text) for name, satz in self.texte.items()},
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        felder = {name: _textfeld(satz, vorschlaege) for name, satz in self.texte.items()}
        self.fields = {**felder, **self.fields}
        for feld in felder.values():
            self._meldungen_setzen(feld)
        punkte = [satz for satz in daten.punkte if satz.oeffentlich and satz.erklaerung]
        self.fields["erklaerungen"].choices = [  # type: ignore[attr-defined]
            (str(satz.punkt), f"TOP {satz.punkt}: {satz.titel}") for satz in punkte
        ]
        self.fields["erklaerungen"].leer_ist_eine_wahl = True  # type: ignore[attr-defined]
        schluss: tuple[str, ...] = ("erklaerungen", "gelesen")
        if not punkte:
            del self.fields["erklaerungen"]
            schluss = schluss[1:]
        self.abschnitte = (  # type: ignore[misc]
            (_("Die Texte, wie sie öffentlich stehen werden"), tuple(felder)),
            (_("Vor dem Veröffentlichen"), schluss),
        )

    def auswahl(self) -> Auswahl:
        daten = self.cleaned_data
        return Auswahl(
            frozenset(int(nummer) for nummer in daten.get("erklaerungen", ())),
            self.eigene_texte(),
            daten["gelesen"],
        )

    def noch_einmal_lesen(self, inhalt_hash: str) -> None:
        """Another version is signed meanwhile: the next attempt is for that one, once it has been read."""
        daten: Any = self.data
        self.data = daten.copy()
        self.data["inhalt_hash"] = inhalt_hash  # type: ignore[index]
        del self.data["gelesen"]  # type: ignore[attr-defined]

    def eigene_texte(self) -> dict[str, str]:
        """Only what differs: a browser sends other line ends, and no space around a text."""
        return {
            satz.schluessel: text
            for name, satz in self.texte.items()
            if (text := _vereinheitlicht(self.cleaned_data[name])) != _vereinheitlicht(satz.urtext)
        }


def feldname(schluessel: str) -> str:
    return f"text-{schluessel.replace('/', '_')}"


def _vereinheitlicht(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def _textfeld(satz: Freitext, vorschlaege: dict[str, str]) -> Freitextfeld:
    widget: forms.Widget = forms.TextInput()
    if not satz.einzeilig:
        zeilen = min(14, 2 + satz.text.count("\n") + len(satz.text) // 90)
        widget = forms.Textarea(attrs={"rows": zeilen})
    return Freitextfeld(
        label=satz.titel,
        darf_leer=not satz.schluessel.endswith(_PFLICHT),
        max_length=300 if satz.einzeilig else 50_000,
        widget=widget,
        help_text=_hinweis(satz, vorschlaege),
    )


def _hinweis(satz: Freitext, vorschlaege: dict[str, str]) -> str:
    ganze = [fund for fund in satz.funde if fund.ganz]
    teile = [fund.wort for fund in satz.funde if not fund.ganz]
    saetze = []
    if satz.schluessel in vorschlaege and ganze:
        ersetzt = ", ".join(
            _t("%(name)s durch „%(ersatz)s“") % {"name": f.wort, "ersatz": f.ersatz} for f in ganze
        )
        saetze.append(_t("Vorgeschlagen: %(ersetzt)s.") % {"ersetzt": ersetzt})
    if teile:
        saetze.append(
            _t("Bitte prüfen, ob hier ein Mensch gemeint ist: %(worte)s.") % {"worte": ", ".join(teile)}
        )
    return " ".join(saetze)
