"""Forms of the Geschäftsordnung. What a provision asks for, its description in `regeln/bestimmungen` says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.stammdaten.forms.saetze import StammsatzForm
from kim.stammdaten.regeln.einspielung import absatz, text
from kim.web.felder import einzeilig
from kim.web.formulare import KernForm
from lenkung.domain.geschaeftsordnung import Annahme
from lenkung.models import Geschaeftsordnung
from lenkung.regeln.bestimmungen import Bestimmung, Bestimmungsart, Feld, Feldart
from lenkung.regeln.pruefen import bestimmung_pruefen

_KURZ = {"class": "kim-breite-kurz"}


class BenennenForm(StammsatzForm):
    class Meta:
        model = Geschaeftsordnung
        fields = ("bezeichnung", "quelle")


class EntwurfForm(StammsatzForm):
    """`gremien` and `fassungen` are what the person may choose from."""

    gremium: Any = forms.ModelChoiceField(queryset=None, label=_("Gremium"))
    grundlage: Any = forms.ModelChoiceField(
        queryset=None,
        label=_("Beginnen mit"),
        required=False,
        help_text=_("Alle Bestimmungen dieser Fassung werden übernommen und lassen sich dann ändern."),
    )
    field_order = ("gremium", "bezeichnung", "quelle", "grundlage")

    class Meta:
        model = Geschaeftsordnung
        fields = ("bezeichnung", "quelle")

    def __init__(self, *args: Any, gremien: Any, fassungen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, menge, leer in (
            ("gremium", gremien, _("Bitte wählen")),
            ("grundlage", fassungen, _("Einem leeren Blatt")),
        ):
            feld = self.fields[name]
            assert isinstance(feld, forms.ModelChoiceField)
            feld.queryset = menge
            feld.empty_label = leer

    def _get_validation_exclusions(self) -> set[str]:
        # The Gremium is set by the domain; until then there is nothing to compare the name with.
        return super()._get_validation_exclusions() | {"gremium"}  # type: ignore[misc]


class BestimmungForm(KernForm):
    """One provision: its values first, then where it stands and how it reads."""

    norm = forms.CharField(
        label=_("Stelle"),
        max_length=100,
        validators=[einzeilig],
        help_text=_("Paragraf und Absatz, zum Beispiel „§ 6 Abs. 4“."),
        widget=forms.TextInput(attrs={"class": "kim-breite-mittel"}),
    )
    wortlaut = forms.CharField(
        label=_("Wortlaut"),
        max_length=2000,
        required=False,
        help_text=_("Der Satz aus der Geschäftsordnung, damit ihn jede und jeder nachlesen kann."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    lesart = forms.CharField(
        label=_("Lesart"),
        max_length=1000,
        required=False,
        help_text=_(
            "Wie Sie die Stelle verstehen, wo der Wortlaut mehr als eine Deutung zulässt, und was sich hier "
            "nicht ausdrücken lässt."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    stand = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, art: Bestimmungsart, **kwargs: Any) -> None:
        self.art = art
        super().__init__(*args, **kwargs)
        for feld in art.felder:
            self.fields[feld.name] = _formularfeld(feld)
            self._meldungen_setzen(self.fields[feld.name])
        self.order_fields([*(feld.name for feld in art.felder), "norm", "wortlaut", "lesart", "stand"])

    @staticmethod
    def anfang(bestimmung: Bestimmung | None) -> dict[str, Any]:
        if bestimmung is None:
            return {}
        texte = {"norm": bestimmung.norm, "wortlaut": bestimmung.wortlaut, "lesart": bestimmung.lesart}
        return {**bestimmung.werte, **texte}

    def bestimmung(self) -> Bestimmung:
        return self._bestimmung(self.cleaned_data)

    def _bestimmung(self, daten: dict[str, Any]) -> Bestimmung:
        return Bestimmung(
            norm=text(daten.get("norm", "")),
            werte=self._werte(daten),
            wortlaut=absatz(daten.get("wortlaut", "")),
            lesart=absatz(daten.get("lesart", "")),
        )

    def _werte(self, daten: dict[str, Any]) -> dict[str, Any]:
        werte = {feld.name: daten[feld.name] for feld in self.art.felder}
        return {name: wert for name, wert in werte.items() if wert is not None and wert != ""}

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if not self._felder & self.errors.keys():
            # Also while the place is still missing: the values must not contradict each other meanwhile.
            bestimmung = self._bestimmung(daten)
            for verstoss in bestimmung_pruefen(self.art.schluessel, bestimmung):
                if verstoss.feld not in self.errors:
                    self.add_error(verstoss.feld, forms.ValidationError(verstoss.text, code=verstoss.code))
        return daten

    @property
    def _felder(self) -> set[str]:
        return {feld.name for feld in self.art.felder}

    def satz(self) -> str:
        """What the values say, while somebody still types; empty as long as they are incomplete."""
        if self._felder & self.errors.keys():
            return ""
        return self.art.satz(self._werte(self.cleaned_data))


class StandForm(forms.Form):
    """What was stored when the page was opened, for an act without a form of its own."""

    stand = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def gelesen(self) -> int | None:
        return self.cleaned_data["stand"] if self.is_valid() else None


def _formularfeld(feld: Feld) -> forms.Field:
    gemeinsam: dict[str, Any] = {"label": feld.titel, "required": feld.noetig, "help_text": feld.hilfe}
    match feld.art:
        case Feldart.ZAHL:
            return forms.IntegerField(
                min_value=feld.von,
                max_value=feld.bis,
                error_messages={
                    "invalid": _("Bitte eine ganze Zahl angeben."),
                    "min_value": _("Bitte mindestens %(limit_value)s angeben."),
                    "max_value": _("Bitte höchstens %(limit_value)s angeben."),
                },
                widget=forms.NumberInput(attrs=_KURZ),
                **gemeinsam,
            )
        case Feldart.JA:
            return forms.BooleanField(**{**gemeinsam, "required": False})
        case Feldart.MEHRFACH:
            return forms.MultipleChoiceField(
                choices=feld.wahl, widget=forms.CheckboxSelectMultiple, **gemeinsam
            )
        case Feldart.WAHL:
            leer = () if feld.noetig else (("", _("keine Angabe")),)
            return forms.ChoiceField(choices=[*leer, *feld.wahl], widget=forms.RadioSelect, **gemeinsam)


def _tag(label: Any, *, pflicht: bool = True, hilfe: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=pflicht, help_text=hilfe, widget=forms.DateInput(attrs=_KURZ)
    )


class AnnahmeForm(KernForm):
    """Until Beschlüsse are records of their own: the day, the number, where it is written."""

    bezeichnung = forms.CharField(
        label=_("Bezeichnung"),
        required=False,
        max_length=200,
        validators=[einzeilig],
        help_text=_(
            "Wie die beschlossene Fassung heißen soll, zum Beispiel „Geschäftsordnung vom 24.03.2022“."
        ),
    )
    beschlossen_am = _tag(_("Beschlossen am"))
    nummer = forms.CharField(
        label=_("Nummer des Beschlusses"),
        required=False,
        max_length=40,
        validators=[einzeilig],
        help_text=_("Leer lassen, wenn er keine hat."),
        widget=forms.TextInput(attrs=_KURZ),
    )
    fundstelle = forms.CharField(
        label=_("Fundstelle"),
        max_length=300,
        validators=[einzeilig],
        help_text=_("Wo der Beschluss steht, zum Beispiel „Niederschrift der 3. Sitzung, TOP 2“."),
    )
    in_kraft_ab = _tag(_("In Kraft ab"), hilfe=_("Die bisherige Fassung endet von selbst am Tag davor."))
    in_kraft_bis = _tag(
        _("In Kraft bis"), pflicht=False, hilfe=_("Leer lassen, wenn kein Ende bestimmt ist.")
    )
    # What the draft said when the page was opened.
    abdruck = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        am, ab, bis = (daten.get(feld) for feld in ("beschlossen_am", "in_kraft_ab", "in_kraft_bis"))
        if am and ab and ab < am:
            self.add_error("in_kraft_ab", _("Sie kann nicht vor ihrem Beschluss in Kraft treten."))
        if ab and bis and bis < ab:
            self.add_error("in_kraft_bis", _("Das Ende liegt vor dem Beginn. Bitte die beiden Tage prüfen."))
        return daten

    def annahme(self) -> Annahme:
        daten = self.cleaned_data
        return Annahme(
            bezeichnung=text(daten["bezeichnung"]),
            am=daten["beschlossen_am"],
            nummer=daten["nummer"].strip(),
            fundstelle=daten["fundstelle"].strip(),
            in_kraft_ab=daten["in_kraft_ab"],
            in_kraft_bis=daten["in_kraft_bis"],
        )


class EndeForm(KernForm):
    zum = _tag(_("Letzter Tag"))
    grund = forms.CharField(
        label=_("Grund"),
        max_length=200,
        help_text=_("Zum Beispiel „Ende der Programmlaufzeit, § 1“. Steht im Verlauf."),
    )
