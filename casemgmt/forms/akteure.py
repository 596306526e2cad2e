"""Forms of the directory. What holds, the domain says; its answer comes back beside the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from casemgmt.domain.queries.akteure import waben_des_kreises
from casemgmt.domain.queries.themen import thementitel
from casemgmt.models import Angebot, Netzwerkakteur
from casemgmt.models.akteurauswahl import VERWEISWEGE
from casemgmt.models.auswahl import AUFENTHALTSSTATUS
from casemgmt.regeln.akteure import als_spalte, aus_spalte
from casemgmt.regeln.sprachen import ZUSAMMEN
from kim.basis.akteur import Akteur
from kim.stammdaten.permissions import sichtbare_einrichtungen, sichtbare_kommunen
from kim.web.formulare import KernForm

SPALTEN = ("themen", "sprachen", "gebiet", "zielgruppen", "verweiswege")
_WAEHLEN = ("", _("Bitte wählen"))


class WebadresseField(forms.URLField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})


def mehrfach(titel: Any, hilfe: Any = "", optionen: Any = ()) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=titel, help_text=hilfe, choices=optionen, required=False, widget=forms.CheckboxSelectMultiple
    )


class DomaenenForm(KernForm):
    """`stand` travels along, so that nobody overwrites what another person saved meanwhile."""

    stand = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def domaenenfehler(self, fehler: ValidationError) -> None:
        for feld, meldungen in fehler.error_dict.items():
            for meldung in meldungen:
                ziel = feld if feld != NON_FIELD_ERRORS else str(meldung.code)
                self.add_error(ziel if ziel in self.fields else None, meldung)

    def angaben(self) -> dict[str, Any]:
        """What the domain gets: several choices as one column."""
        return {
            name: als_spalte(wert) if name in SPALTEN else wert
            for name, wert in self.cleaned_data.items()
            if name != "stand"
        }


class NetzwerkakteurForm(DomaenenForm):
    abschnitte = (
        (_("Für wen"), ("sprachen", "gebiet", "zielgruppen", "zielgruppe_text")),
        (_("Wie man hinkommt"), ("wartezeit_wochen", "oeffnungszeiten", "zugang")),
        (_("Verweise"), ("nimmt_verweise", "verweiswege", "verweislink")),
        (_("Verzeichnis"), ("im_verzeichnis",)),
    )

    einrichtung: Any = forms.ModelChoiceField(
        queryset=None,
        label=_("Einrichtung"),
        help_text=_("Aus den Stammdaten; von dort kommen Name und Kontakt."),
    )
    wabe = forms.ChoiceField(label=_("Wabe"))
    beschreibung = forms.CharField(
        label=_("Wobei sie hilft"),
        help_text=_("In zwei Sätzen, so wie Sie es einer Klientin sagen würden."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    themen = mehrfach(_("Themen"))
    sprachen = mehrfach(_("Sprachen"), optionen=tuple(ZUSAMMEN.items()))
    gebiet = mehrfach(_("Kommunen"), _("Ohne Haken: für den ganzen Kreis."))
    zielgruppen = mehrfach(_("Aufenthaltsstatus"), _("Ohne Haken: für alle."), AUFENTHALTSSTATUS)
    zielgruppe_text = forms.CharField(
        label=_("Für wen noch"), help_text=_("Alter, Lebenslage …"), max_length=200, required=False
    )
    wartezeit_wochen = forms.IntegerField(
        label=_("Wartezeit in Wochen"),
        help_text=_("0 heißt: sofort. Leer lassen, wenn sie nicht bekannt ist."),
        min_value=0,
        max_value=104,
        required=False,
        widget=forms.NumberInput(attrs={"class": "kim-breite-kurz"}),
    )
    oeffnungszeiten = forms.CharField(
        label=_("Öffnungszeiten"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    zugang = forms.CharField(
        label=_("Wie man hinkommt"),
        help_text=_("Anmeldung, Haltestelle, was mitzubringen ist."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    nimmt_verweise = forms.BooleanField(label=_("nimmt Verweise an"), required=False, initial=True)
    verweiswege = mehrfach(_("auf welchem Weg"), optionen=VERWEISWEGE)
    verweislink = WebadresseField(
        label=_("Anmeldeseite der Stelle"),
        help_text=_("Vollständig, mit https:// am Anfang."),
        required=False,
    )
    im_verzeichnis = forms.BooleanField(
        label=_("steht im Verzeichnis"),
        help_text=_("Ohne Haken sieht sie nur die Koordination."),
        required=False,
        initial=True,
    )

    def __init__(
        self, *args: Any, akteur: Akteur, kreis_id: int, stelle: Netzwerkakteur | None = None, **kwargs: Any
    ) -> None:
        if stelle is not None:
            kwargs["initial"] = {**_bisher(stelle, self.base_fields), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        waben = [(w.schluessel, w.titel) for w in waben_des_kreises(kreis_id)]
        self.fields["wabe"].choices = [_WAEHLEN, *waben]  # type: ignore[attr-defined]
        self.fields["themen"].choices = list(thementitel(kreis_id).items())  # type: ignore[attr-defined]
        kommunen = sichtbare_kommunen(akteur).filter(kreis_id=kreis_id).order_by("name")
        self.fields["gebiet"].choices = [(str(pk), name) for pk, name in kommunen.values_list("pk", "name")]  # type: ignore[attr-defined]
        if stelle is not None:
            del self.fields["einrichtung"]
            return
        frei: Any = sichtbare_einrichtungen(akteur).filter(
            kreis_id=kreis_id, aktiv_bis__isnull=True, netzwerkakteur__isnull=True
        )
        feld: Any = self.fields["einrichtung"]
        feld.queryset, feld.empty_label = frei.order_by("name"), _("Bitte wählen")

    def angaben(self) -> dict[str, Any]:
        return {name: wert for name, wert in super().angaben().items() if name != "einrichtung"}


class AngebotForm(DomaenenForm):
    titel = forms.CharField(label=_("Was"), max_length=120)
    fuer_wen = forms.CharField(label=_("Für wen"), max_length=200, required=False)
    thema = forms.ChoiceField(label=_("Thema"))
    sprachen = mehrfach(_("Sprachen"), optionen=tuple(ZUSAMMEN.items()))
    ort = forms.CharField(label=_("Ort"), max_length=200, required=False)
    tage = forms.CharField(
        label=_("Wann"), help_text=_("Zum Beispiel: dienstags 9 bis 12 Uhr."), max_length=200, required=False
    )
    freie_plaetze = forms.IntegerField(
        label=_("freie Plätze"),
        help_text=_("Leer lassen, wenn es darauf nicht ankommt."),
        min_value=0,
        max_value=9999,
        required=False,
        widget=forms.NumberInput(attrs={"class": "kim-breite-kurz"}),
    )
    link = WebadresseField(label=_("Link"), required=False)
    bis = forms.DateField(
        label=_("letzter Tag"),
        help_text=_("Leer lassen, wenn es weitergeht. Danach steht es nicht mehr im Verzeichnis."),
        required=False,
        widget=forms.DateInput(attrs={"class": "kim-breite-kurz"}),
    )

    def __init__(self, *args: Any, kreis_id: int, angebot: Angebot | None = None, **kwargs: Any) -> None:
        if angebot is not None:
            kwargs["initial"] = {**_bisher(angebot, self.base_fields), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["thema"].choices = [_WAEHLEN, *thementitel(kreis_id).items()]  # type: ignore[attr-defined]


def _bisher(satz: Any, felder: Any) -> dict[str, Any]:
    werte = {name: getattr(satz, name) for name in felder if hasattr(satz, name) and name != "stand"}
    return {name: list(aus_spalte(wert)) if name in SPALTEN else wert for name, wert in werte.items()}


class WartezeitForm(KernForm):
    wochen = forms.IntegerField(
        label=_("Wartezeit in Wochen"),
        help_text=_("0 heißt: sofort. Leer lassen, wenn sie nicht bekannt ist."),
        min_value=0,
        max_value=104,
        required=False,
        widget=forms.NumberInput(attrs={"class": "kim-breite-kurz"}),
    )


class WabeForm(DomaenenForm):
    titel = forms.CharField(label=_("Titel"), max_length=40)
    rang = forms.IntegerField(
        label=_("Platz auf der Karte"),
        help_text=_("Kleine Zahlen stehen vorn."),
        min_value=0,
        max_value=9999,
        initial=200,
        widget=forms.NumberInput(attrs={"class": "kim-breite-kurz"}),
    )
    aktiv = forms.BooleanField(label=_("steht auf der Karte"), required=False, initial=True)
