"""Forms of Arbeitsgruppen, their people, meetings and reports: they check what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.stammdaten.domain.queries.listen import personen_im_kreis
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.forms.saetze import StammsatzForm
from lenkung.forms.anlagen import DateienField, MitDateien
from lenkung.forms.gremien import PersonField, TatForm
from lenkung.forms.schreibfeld import SchreibField
from lenkung.models import AGMitglied, Arbeitsgruppe
from lenkung.models.auswahl import AG_ROLLEN
from lenkung.regeln.arbeitsgruppe import AGArt, AGRolle, AGStand

_KURZ = {"class": "kim-breite-kurz"}
_PERSON_HILFE = _("Fehlt jemand, legen Sie die Person zuerst in den Stammdaten an.")
_UEBERTRAGEN_HILFE = _("Leitet nicht der Vorsitz selbst: der Tag, an dem er die Leitung abgegeben hat.")


def _personen(kreis_id: int, heute: date) -> Any:
    return personen_im_kreis(kreis_id, am=heute).order_by("nachname", "vorname", "pk")


def _tag(label: Any, *, pflicht: bool = True, hilfe: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=pflicht, help_text=hilfe, widget=forms.DateInput(attrs=_KURZ)
    )


class ArbeitsgruppeForm(StammsatzForm):
    class Meta:
        model = Arbeitsgruppe
        fields: tuple[str, ...] = ("art", "name", "uebergeordnet", "auftrag", "beschluss", "beginn")
        widgets = {"auftrag": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gremium, felder = self.instance.gremium, self.fields
        waehlbar = gremium.arbeitsgruppen.exclude(art=AGArt.UAG.value).exclude(pk=self.instance.pk)
        felder["uebergeordnet"].queryset = waehlbar.exclude(stand=AGStand.BEENDET.value)  # type: ignore[attr-defined]
        felder["beschluss"].queryset = gremium.beschluesse.filter(angenommen=True)  # type: ignore[attr-defined]

    def angaben(self) -> dict[str, Any]:
        """Of the Arbeitsgruppe itself; who leads it is an entry of its own."""
        namen = set(self._meta.fields or ())
        return {name: wert for name, wert in super().angaben().items() if name.removesuffix("_id") in namen}


class EinsetzenForm(ArbeitsgruppeForm):
    abschnitte = ((_("Wer leitet"), ("person", "fuer", "uebertragen_am")),)
    person = PersonField(
        queryset=None,
        label=_("Person"),
        help_text=_PERSON_HILFE,
    )
    fuer = forms.CharField(
        label=_("Für"),
        max_length=200,
        required=False,
        help_text=_("Die Stelle, aus der sie kommt, zum Beispiel „Jugendamt Troisdorf“."),
    )
    uebertragen_am = _tag(_("Leitung übertragen am"), pflicht=False, hilfe=_UEBERTRAGEN_HILFE)
    folge_erledigt = forms.BooleanField(
        label=_("Damit ist die Folge des Beschlusses erledigt"), required=False, initial=True
    )

    class Meta(ArbeitsgruppeForm.Meta):
        fields = (*ArbeitsgruppeForm.Meta.fields, "bericht_bis")

    def __init__(self, *args: Any, mit_folge: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = _personen(self.instance.gremium.kreis_id, self.heute)  # type: ignore[attr-defined]
        if mit_folge:
            # The Beschluss is the one whose consequence this is.
            del self.fields["beschluss"]
        else:
            del self.fields["folge_erledigt"]

    def leitung(self) -> dict[str, Any]:
        daten = self.cleaned_data
        return {
            "person_id": daten["person"].pk,
            "fuer": daten["fuer"],
            "uebertragen_am": daten["uebertragen_am"],
        }


class TatAmSatz(TatForm):
    """`stand` travels with the page; the message of a collision names who was faster."""

    stand = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, satz: Any = None, **kwargs: Any) -> None:
        vorhanden = satz is not None and satz.pk is not None
        initial = {**({"stand": stand_von(satz)} if vorhanden else {}), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.instance = satz
        self._meta = SimpleNamespace(model=type(satz))

    def vergleichen(self, gespeichert: Any) -> None:
        self.instance = gespeichert


class TerminForm(TatAmSatz):
    bericht_bis = _tag(
        _("Bericht bis"),
        pflicht=False,
        hilfe=_("An diesem Tag kommt das Ergebnis von selbst als Vorschlag. Leer: ohne Termin."),
    )
    grund = forms.CharField(
        label=_("Grund"), max_length=200, help_text=_("Steht im Verlauf, damit es nachvollziehbar bleibt.")
    )


class MitgliedForm(StammsatzForm):
    person = PersonField(queryset=None, label=_("Person"), help_text=_PERSON_HILFE)

    class Meta:
        model = AGMitglied
        fields = ("person", "rolle", "fuer", "von")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kreis_id = self.instance.arbeitsgruppe.gremium.kreis_id
        self.fields["person"].queryset = _personen(kreis_id, self.heute)  # type: ignore[attr-defined]
        rollen = [(wert, titel) for wert, titel in AG_ROLLEN if wert != AGRolle.LEITUNG.value]
        self.fields["rolle"].choices = rollen  # type: ignore[attr-defined]


class LeitungForm(TatForm):
    person = PersonField(queryset=None, label=_("Wer leitet"), help_text=_PERSON_HILFE)
    fuer = forms.CharField(label=_("Für"), max_length=200, required=False)
    von = _tag(_("Erster Tag"), hilfe=_("Wer bisher leitet, hört am Tag davor auf."))
    uebertragen_am = _tag(_("Leitung übertragen am"), pflicht=False, hilfe=_UEBERTRAGEN_HILFE)

    def __init__(self, *args: Any, kreis_id: int, heute: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["person"]
        feld.queryset, feld.empty_label = _personen(kreis_id, heute), _("Bitte wählen")

    def angaben(self) -> dict[str, Any]:
        daten = self.cleaned_data
        return {
            "person_id": daten["person"].pk,
            "fuer": " ".join(daten["fuer"].split()),
            "uebertragen_am": daten["uebertragen_am"],
        }


class TreffenForm(TatAmSatz):
    """Who was there is kept by name: a person who is erased later stays in the Gesprächsprotokoll."""

    tag = _tag(_("Tag"))
    beginn = forms.TimeField(label=_("Beginn"), required=False, widget=forms.TimeInput(attrs=_KURZ))
    ende = forms.TimeField(label=_("Ende"), required=False, widget=forms.TimeInput(attrs=_KURZ))
    ort = forms.CharField(label=_("Ort"), max_length=200, help_text=_("Raum oder „digital“."))
    anwesende = forms.MultipleChoiceField(
        label=_("Anwesend"), required=False, widget=forms.CheckboxSelectMultiple
    )
    gaeste = forms.CharField(
        label=_("Außerdem dabei"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wer nicht zur Arbeitsgruppe gehört, je Zeile eine Person mit ihrer Stelle."),
    )
    protokoll = SchreibField(
        label=_("Gesprächsprotokoll"),
        required=False,
        rows=14,
        help_text=_("Was besprochen und vereinbart wurde. Vor dem Treffen bleibt es leer."),
    )

    def __init__(self, *args: Any, namen: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["anwesende"].choices = [(name, name) for name in namen]  # type: ignore[attr-defined]

    def angaben(self) -> dict[str, Any]:
        daten = self.cleaned_data
        gaeste = (" ".join(zeile.split()) for zeile in daten["gaeste"].splitlines())
        return {
            "tag": daten["tag"],
            "beginn": daten["beginn"],
            "ende": daten["ende"],
            "ort": " ".join(daten["ort"].split()),
            "anwesende": "\n".join(daten["anwesende"]),
            "gaeste": "\n".join(zeile for zeile in gaeste if zeile),
            "protokoll": daten["protokoll"],
        }


class GrundForm(TatForm):
    grund = forms.CharField(
        label=_("Grund"), max_length=200, help_text=_("Steht im Verlauf, damit es nachvollziehbar bleibt.")
    )


class BerichtForm(TatAmSatz):
    text = SchreibField(
        label=_("Ergebnis"), rows=14, help_text=_("Was die Arbeitsgruppe herausgefunden und erarbeitet hat.")
    )
    beschlussvorschlag = SchreibField(
        label=_("Beschlussvorschlag"),
        required=False,
        rows=5,
        help_text=_("Ein Satz, über den sich abstimmen lässt. Leer: Der Bericht wird nur beraten."),
    )

    def angaben(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "beschlussvorschlag")}


class AbgebenForm(MitDateien, TatAmSatz):
    dateien = DateienField(required=False)
