"""Forms in the design system's markup: renderer, base classes, error summary. Nothing typed is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from kim.basis.fehler import Fachfehler


class KernRenderer(TemplatesSetting):
    """The project's FORM_RENDERER: `{{ form }}` and `{{ form.feld.as_field_group }}` use KERN markup."""

    form_template_name = "components/formular.html"
    field_template_name = "components/feld.html"


@dataclass(frozen=True, slots=True)
class Fehlereintrag:
    anker: str
    """The id of the element that the summary links to; empty for an error of the whole form."""
    beschriftung: str
    meldung: str


def fehlereintraege(form: forms.BaseForm) -> list[Fehlereintrag]:
    """All errors of a form in the order of its fields, for the summary on top."""
    if not form.is_bound:
        return []
    eintraege = [Fehlereintrag("", "", str(fehler)) for fehler in form.non_field_errors()]
    for feld in _in_seitenfolge(form):
        ziel = "" if feld.is_hidden else anker(feld)
        eintraege += [Fehlereintrag(ziel, str(feld.label), str(fehler)) for fehler in feld.errors]
    return eintraege


def _in_seitenfolge(form: forms.BaseForm) -> list[forms.BoundField]:
    if isinstance(form, KernFormMixin):
        return [feld for _titel, felder in form.gruppen for feld in felder]
    return list(form)


def anker(feld: forms.BoundField) -> str:
    """Groups of radio buttons or check boxes have no element with the field's own id: link to the first."""
    widget = feld.field.widget
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{feld.id_for_label or feld.auto_id}_0"
    if isinstance(widget, forms.MultiWidget):
        return f"{feld.auto_id}_0"
    return str(feld.auto_id)


class KernFormMixin:
    """German messages that say what to do, sections, and a place for errors of the domain.

    `abschnitte` groups fields under a heading: `(("Anschrift", ("strasse", "ort")), …)`. Fields that no
    section names come first.
    """

    abschnitte: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for feld in self.fields.values():
            self._meldungen_setzen(feld)

    @staticmethod
    def _meldungen_setzen(feld: forms.Field) -> None:
        """Only where the form's author has not written a message; the most specific kind of field wins."""
        gesetzt = set()
        for klasse, art, meldung in _MELDUNGEN:
            if art in gesetzt or not isinstance(feld, klasse):
                continue
            gesetzt.add(art)
            if str(feld.error_messages.get(art)) == str(_standardmeldung(type(feld), art)):
                feld.error_messages[art] = meldung

    @property
    def gruppen(self) -> list[tuple[Any, list[forms.BoundField]]]:
        benannt = {name for _titel, namen in self.abschnitte for name in namen}
        frei = [self[name] for name in self.fields if name not in benannt]  # type: ignore[index]
        gruppen: list[tuple[Any, list[forms.BoundField]]] = [("", frei)] if frei else []
        for titel, namen in self.abschnitte:
            vorhanden = [self[name] for name in namen if name in self.fields]  # type: ignore[index]
            if vorhanden:
                gruppen.append((titel, vorhanden))
        return gruppen

    def fachfehler(self, fehler: Fachfehler) -> None:
        """Show a refusal of the domain where the person can mend it."""
        feld = fehler.feld if fehler.feld in self.fields else None
        self.add_error(feld, forms.ValidationError(fehler.meldung, code=fehler.code))  # type: ignore[attr-defined]


def _standardmeldung(klasse: type[forms.Field], art: str) -> Any:
    """What Django would say; the same look-up along the bases that a field makes for itself."""
    for basis in klasse.__mro__:
        if art in vars(basis).get("default_error_messages", {}):
            return basis.default_error_messages[art]  # type: ignore[attr-defined]
    return None


_AUSWAHL_FEHLT = _("Hier fehlt eine Auswahl. Bitte eine Möglichkeit wählen.")
_AUSWAHL_VERALTET = _("Diese Auswahl gibt es nicht mehr. Bitte eine andere Möglichkeit wählen.")
_MELDUNGEN: tuple[tuple[type[forms.Field], str, Any], ...] = (
    (forms.ChoiceField, "required", _AUSWAHL_FEHLT),
    (forms.ModelChoiceField, "required", _AUSWAHL_FEHLT),
    (forms.BooleanField, "required", _("Bitte bestätigen Sie diesen Punkt.")),
    (forms.FileField, "required", _("Es ist keine Datei gewählt. Bitte eine Datei wählen.")),
    (forms.Field, "required", _("Diese Angabe fehlt. Bitte ausfüllen.")),
    (
        forms.DateField,
        "invalid",
        _("Dieses Datum gibt es nicht, oder es ist anders geschrieben. Bitte so eingeben: 24.03.2022."),
    ),
    (forms.TimeField, "invalid", _("Diese Uhrzeit ist nicht lesbar. Bitte so eingeben: 14:00.")),
    (
        forms.EmailField,
        "invalid",
        _("Das ist keine vollständige E-Mail-Adresse. Bitte so eingeben: vorname.name@kreis.example."),
    ),
    (
        forms.CharField,
        "max_length",
        _("Das ist zu lang: höchstens %(limit_value)d Zeichen, es sind %(show_value)d. Bitte kürzen."),
    ),
    (forms.ModelChoiceField, "invalid_choice", _AUSWAHL_VERALTET),
    (forms.ChoiceField, "invalid_choice", _AUSWAHL_VERALTET),
)


class KernForm(KernFormMixin, forms.Form):
    pass


class KernModelForm(KernFormMixin, forms.ModelForm):
    pass
