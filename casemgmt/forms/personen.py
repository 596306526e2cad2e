"""Forms about people: taking in, changing, household."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from casemgmt.models import Klient
from casemgmt.models.auswahl import HAUSHALTSROLLEN
from casemgmt.regeln.sprachen import SPRACHEN
from kim.stammdaten.forms.saetze import StammsatzForm
from kim.web.formulare import KernForm

_SPRACHEN = list(SPRACHEN.items())
SPRACHFELDER = ("sprache", "zweite", "dritte")
ERREICHBARKEIT = ("telefon", "email", "anschrift", "schutzadresse")


class KlientForm(StammsatzForm):
    """What is protected is not in the form of whoever may not see it (`mit_erreichbarkeit`)."""

    felder_zu_fehlern = {"geburt": "geburtsjahr"}
    abschnitte: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (_("Name und Geburt"), ("vorname", "nachname", "geburtsdatum", "geburtsjahr")),
        (_("Sprachen"), ("sprache", "zweite", "dritte")),
        (_("Aufenthalt"), ("aufenthaltsstatus", "ankunft")),
        (_("Erreichbarkeit"), ERREICHBARKEIT),
    )
    sprache = forms.ChoiceField(
        label=_("spricht am liebsten"), required=False, choices=[("", _("Keine Angabe")), *_SPRACHEN]
    )
    zweite = forms.ChoiceField(
        label=_("zweite Sprache"), required=False, choices=[("", _("Keine")), *_SPRACHEN]
    )
    dritte = forms.ChoiceField(
        label=_("dritte Sprache"), required=False, choices=[("", _("Keine")), *_SPRACHEN]
    )

    class Meta:
        model = Klient
        fields = (
            "vorname",
            "nachname",
            "geburtsdatum",
            "geburtsjahr",
            "aufenthaltsstatus",
            "ankunft",
            *ERREICHBARKEIT,
        )
        widgets = {
            "aufenthaltsstatus": forms.Select(),
            "anschrift": forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
            "vorname": forms.TextInput(attrs={"autocomplete": "off"}),
            "nachname": forms.TextInput(attrs={"autocomplete": "off"}),
            "telefon": forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
            "email": forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
            "geburtsjahr": forms.TextInput(attrs={"inputmode": "numeric", "class": "kim-breite-kurz"}),
        }

    def __init__(self, *args: Any, mit_erreichbarkeit: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, code in zip(SPRACHFELDER, self.instance.sprachen or (), strict=False):
            self.initial.setdefault(name, code)
        if not mit_erreichbarkeit:
            for name in ERREICHBARKEIT:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        daten = super().clean()
        for name in ("geburtsdatum", "ankunft"):
            if daten.get(name) and daten[name] > self.heute:
                self.add_error(name, _("Dieser Tag liegt in der Zukunft. Bitte prüfen."))
        jahr = daten.get("geburtsjahr")
        if jahr is not None and not self.heute.year - 120 <= jahr <= self.heute.year:
            self.add_error("geburtsjahr", _("Bitte das Jahr mit vier Ziffern angeben, zum Beispiel 1988."))
        return daten

    def angaben(self) -> dict[str, Any]:
        angaben = super().angaben()
        sprachen = [code for code in dict.fromkeys(angaben.pop(name) for name in SPRACHFELDER) if code]
        return {**angaben, "sprachen": sprachen or None}


class KlientNeuForm(KlientForm):
    """The privacy notice stands first: without it no name is kept."""

    abschnitte: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (_("Datenschutzhinweis"), ("hinweis_gegeben", "datenschutzhinweis_am", "datenschutzhinweis_sprache")),
        (_("Wo"), ("wo",)),
        *KlientForm.abschnitte,
        (_("Haushalt"), ("rolle",)),
    )
    hinweis_gegeben = forms.BooleanField(
        label=_("Der Datenschutzhinweis ist gegeben und verstanden"),
        help_text=_("Vorher wird kein Name festgehalten. Ohne Namen geht die Beratung auch: anonym."),
    )
    datenschutzhinweis_am = forms.DateField(label=_("gegeben am"))
    datenschutzhinweis_sprache = forms.ChoiceField(label=_("in der Sprache"), choices=_SPRACHEN)
    wo = forms.ChoiceField(label=_("Wo wird die Person beraten?"))
    rolle = forms.ChoiceField(label=_("lebt hier als"), choices=HAUSHALTSROLLEN, widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, gebiete: Sequence[tuple[str, str]], im_haushalt: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["datenschutzhinweis_am"].widget.attrs["class"] = "kim-breite-kurz"
        self.initial.setdefault("datenschutzhinweis_am", self.heute)
        wo: Any = self.fields["wo"]
        wo.choices = gebiete
        if len(gebiete) == 1:
            self.initial["wo"] = gebiete[0][0]
        else:
            wo.choices = [("", _("Bitte wählen")), *gebiete]
        if not im_haushalt:
            del self.fields["rolle"]

    def clean(self) -> dict[str, Any]:
        daten = super().clean()
        tag = daten.get("datenschutzhinweis_am")
        if tag and tag > self.heute:
            self.add_error("datenschutzhinweis_am", _("Dieser Tag liegt in der Zukunft. Bitte prüfen."))
        if daten.get("wo"):
            self.instance.bereich, _punkt, kommune = daten["wo"].partition(":")
            self.instance.kommune_id = int(kommune) if kommune else None
        return daten

    def angaben(self) -> dict[str, Any]:
        angaben = super().angaben()
        for name in ("hinweis_gegeben", "datenschutzhinweis_am", "datenschutzhinweis_sprache", "wo", "rolle"):
            angaben.pop(name, None)
        return angaben


class AufnehmenForm(KernForm):
    """One of the persons that the search has found."""

    klient = forms.ChoiceField(label=_("Wer zieht ein?"), widget=forms.RadioSelect)
    rolle = forms.ChoiceField(label=_("lebt hier als"), choices=HAUSHALTSROLLEN, widget=forms.RadioSelect)
    von = forms.DateField(
        label=_("seit"), widget=forms.DateInput(attrs={"class": "kim-breite-kurz"}, format="%d.%m.%Y")
    )

    def __init__(self, *args: Any, gefundene: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["klient"].choices = gefundene  # type: ignore[attr-defined]


class AusziehenForm(KernForm):
    bis = forms.DateField(
        label=_("letzter Tag in diesem Haushalt"),
        widget=forms.DateInput(attrs={"class": "kim-breite-kurz"}, format="%d.%m.%Y"),
    )


class TeilenForm(KernForm):
    personen = forms.MultipleChoiceField(
        label=_("Wer zieht aus und lebt künftig zusammen?"), widget=forms.CheckboxSelectMultiple
    )
    zum = forms.DateField(
        label=_("erster Tag im neuen Haushalt"),
        widget=forms.DateInput(attrs={"class": "kim-breite-kurz"}, format="%d.%m.%Y"),
    )

    def __init__(self, *args: Any, mitglieder: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["personen"].choices = mitglieder  # type: ignore[attr-defined]


class FallEroeffnenForm(KernForm):
    """The main person is fixed by the page; whoever of her Haushalt belongs to it is ticked."""

    personen = forms.MultipleChoiceField(
        label=_("Wer aus dem Haushalt gehört noch dazu?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    eroeffnet_am = forms.DateField(
        label=_("eröffnet am"),
        widget=forms.DateInput(attrs={"class": "kim-breite-kurz"}, format="%d.%m.%Y"),
    )

    def __init__(self, *args: Any, mitglieder: Sequence[tuple[str, str]], heute: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heute = heute
        self.fields["personen"].choices = mitglieder  # type: ignore[attr-defined]
        if not mitglieder:
            del self.fields["personen"]

    def clean_eroeffnet_am(self) -> date:
        tag: date = self.cleaned_data["eroeffnet_am"]
        if tag > self.heute:
            raise forms.ValidationError(_("Dieser Tag liegt in der Zukunft. Bitte prüfen."))
        return tag
