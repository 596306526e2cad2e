"""Forms of the four kinds of records: they check what was typed; what holds, the domain says."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import datum
from kim.stammdaten.domain.queries.listen import aktive
from kim.stammdaten.models import Einrichtung, Funktion, Kommune, Person, Standort
from kim.stammdaten.regeln.einspielung import absatz, text
from kim.web.formulare import KernForm, KernModelForm


class WebadresseField(forms.URLField):
    """Who types an address without its beginning means the encrypted one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})


class StammsatzForm(KernModelForm):
    """`stand` travels with the page, so that nobody overwrites what another person saved meanwhile."""

    stand = forms.IntegerField(required=False, widget=forms.HiddenInput)
    felder_zu_fehlern = {"laufzeit": "aktiv_ab", "ort": "kommune", "funktion": "bezeichnung"}

    def __init__(self, *args: Any, heute: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heute = heute
        self.inzwischen: list[tuple[str, str]] = []
        for feld in self.fields.values():
            if isinstance(feld, forms.ModelChoiceField):
                feld.empty_label = _("Bitte wählen") if feld.required else _("Keine Angabe")
            elif isinstance(feld, forms.TypedChoiceField):
                leer = _("Bitte wählen") if feld.required else _("Keine Angabe")
                wahl: Any = feld.choices
                feld.choices = [(wert, titel if wert else leer) for wert, titel in wahl]
            elif isinstance(feld, forms.DateField):
                feld.widget.attrs["class"] = "kim-breite-kurz"

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        for name, wert in daten.items():
            if isinstance(wert, str) and isinstance(self.fields[name], forms.CharField):
                mehrzeilig = isinstance(self.fields[name].widget, forms.Textarea)
                daten[name] = absatz(wert) if mehrzeilig else text(wert)
        return daten

    def validate_unique(self) -> None:
        """Asked under the lock by the domain; its answer comes back through `domaenenfehler`."""

    def add_error(self, field: str | None, error: Any) -> None:
        if field is None and hasattr(error, "error_dict"):
            self.domaenenfehler(error)
        else:
            super().add_error(field, error)

    def angaben(self) -> dict[str, Any]:
        """What the domain gets: references by their id."""
        angaben = {}
        for name, wert in self.cleaned_data.items():
            if name == "stand":
                continue
            if isinstance(self.fields[name], forms.ModelChoiceField):
                angaben[f"{name}_id"] = wert.pk if wert is not None else None
            else:
                angaben[name] = wert
        return angaben

    def vergleichen(self, gespeichert: Any) -> None:
        """Notes where what another person saved meanwhile differs from what stands in the form."""
        for name in self._meta.fields or ():
            wert = getattr(gespeichert, name)
            if self.cleaned_data.get(name) != wert:
                anzeige = getattr(gespeichert, f"get_{name}_display", lambda wert=wert: wert)()
                self.inzwischen.append((str(self.fields[name].label), _als_text(anzeige)))

    def domaenenfehler(self, fehler: ValidationError) -> None:
        """Puts the answer of the domain beside the field where the person can mend it."""
        for feld, meldungen in fehler.error_dict.items():
            for meldung in meldungen:
                ziel = feld if feld != NON_FIELD_ERRORS else str(meldung.code)
                ziel = self.felder_zu_fehlern.get(ziel, ziel)
                self.add_error(ziel if ziel in self.fields else None, meldung)


def _als_text(wert: Any) -> str:
    if isinstance(wert, date):
        return datum(wert)
    return "" if wert is None else str(wert)


def _waehlbare(menge: QuerySet[Any], heute: date, bisher: int | None) -> QuerySet[Any]:
    """What is active, and what stands there already."""
    return menge.filter(aktive(heute) | Q(pk=bisher)).order_by("name")


class KommuneForm(StammsatzForm):
    abschnitte = ((_("Einordnung"), ("gemeindeschluessel", "rheinseite", "aktiv_ab")),)

    class Meta:
        model = Kommune
        fields = ("name", "art", "gemeindeschluessel", "rheinseite", "aktiv_ab")


class EinrichtungForm(StammsatzForm):
    abschnitte = (
        (_("Kontakt"), ("email", "telefon", "website", "anschrift")),
        (_("Weiteres"), ("bemerkung", "aktiv_ab")),
    )

    class Meta:
        model = Einrichtung
        fields = (
            "name",
            "kurzname",
            "art",
            "rechtskreis",
            "kommune",
            "email",
            "telefon",
            "website",
            "anschrift",
            "bemerkung",
            "aktiv_ab",
        )
        widgets = {
            "anschrift": forms.Textarea(attrs={"rows": 4}),
            "bemerkung": forms.Textarea(attrs={"rows": 4}),
        }
        field_classes = {"website": WebadresseField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kommunen = Kommune.objects.filter(kreis_id=self.instance.kreis_id)
        self.fields["kommune"].queryset = _waehlbare(kommunen, self.heute, self.instance.kommune_id)  # type: ignore[attr-defined]


class PersonForm(StammsatzForm):
    abschnitte = ((_("Dienstlicher Kontakt"), ("email", "telefon")), (_("Weiteres"), ("aktiv_ab",)))

    class Meta:
        model = Person
        fields = ("anrede", "titel", "vorname", "nachname", "email", "telefon", "aktiv_ab")


class StandortForm(StammsatzForm):
    abschnitte = (
        (_("Zugänglichkeit"), ("barrierefrei", "zugang")),
        (_("Weiteres"), ("hinweise", "aktiv_ab")),
    )

    class Meta:
        model = Standort
        fields = (
            "name",
            "kommune",
            "einrichtung",
            "anschrift",
            "barrierefrei",
            "zugang",
            "hinweise",
            "aktiv_ab",
        )
        widgets = {
            "anschrift": forms.Textarea(attrs={"rows": 4}),
            "bemerkung": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kreis_id = self.instance.kreis_id
        kommunen = Kommune.objects.filter(kreis_id=kreis_id)
        einrichtungen = Einrichtung.objects.filter(kreis_id=kreis_id)
        self.fields["kommune"].queryset = _waehlbare(kommunen, self.heute, self.instance.kommune_id)  # type: ignore[attr-defined]
        self.fields["einrichtung"].queryset = _waehlbare(  # type: ignore[attr-defined]
            einrichtungen, self.heute, self.instance.einrichtung_id
        )


class FunktionForm(StammsatzForm):
    felder_zu_fehlern = {"laufzeit": "bis", "funktion": "bezeichnung"}

    class Meta:
        model = Funktion
        fields = ("einrichtung", "bezeichnung", "von", "bis")
        help_texts = {"bis": _("Der letzte Tag. Leer lassen, solange die Funktion besteht.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        einrichtungen = Einrichtung.objects.filter(kreis_id=self.instance.person.kreis_id)
        self.fields["einrichtung"].queryset = _waehlbare(  # type: ignore[attr-defined]
            einrichtungen, self.heute, self.instance.einrichtung_id
        )


class StilllegenForm(KernForm):
    zum = forms.DateField(
        label=_("Letzter Tag"),
        help_text=_("Bis zu diesem Tag gilt der Eintrag noch."),
        widget=forms.DateInput(attrs={"class": "kim-breite-kurz"}),
    )
    grund = forms.CharField(
        label=_("Grund"),
        max_length=200,
        help_text=_("Steht im Verlauf, damit es nachvollziehbar bleibt."),
    )


class WiederAufnehmenForm(KernForm):
    grund = forms.CharField(
        label=_("Grund"),
        max_length=200,
        help_text=_("Steht im Verlauf, damit es nachvollziehbar bleibt."),
    )
