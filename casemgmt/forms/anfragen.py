"""Requests: taking one down, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casemgmt.forms.faelle import auswahl
from casemgmt.forms.falltat import Falltat, langtext, tagfeld
from casemgmt.models.auswahl import FALLBEREICHE
from casemgmt.models.fallauswahl import ABLEHNUNGSGRUENDE, ZUGANGSWEGE
from casemgmt.regeln.anfrage import Ablehnungsgrund
from casemgmt.regeln.sprachen import HAEUFIGE

Wahl = Sequence[tuple[Any, Any]]
_SPRACHWAHL = list(HAEUFIGE.items())


class AnfrageForm(Falltat):
    umleitung = {"einrichtung_id": "einrichtung"}
    abschnitte = (
        (_("Woher sie kommt"), ("zugangsweg", "einrichtung", "absender")),
        (_("Nur, was gebraucht wird"), ("name", "anliegen", "sprachen")),
    )
    eingegangen_am = tagfeld(_("Eingegangen am"))
    zugangsweg = forms.ChoiceField(label=_("Zugangsweg"), choices=[("", _("Bitte wählen")), *ZUGANGSWEGE])
    absender = forms.CharField(
        label=_("Wer hat geschickt?"),
        max_length=200,
        required=False,
        help_text=_("Nur, wenn die Stelle nicht in der Liste steht."),
    )
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, help_text=_("Kann auch später kommen.")
    )
    anliegen = langtext(_("Anliegen in einem Satz"), hoechstens=500, pflicht=False)
    sprachen = forms.MultipleChoiceField(
        label=_("Sprachen"), choices=_SPRACHWAHL, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        bereiche: Sequence[str],
        kommunen: Wahl,
        einrichtungen: Wahl,
        heute: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"eingegangen_am": heute}, **kwargs)
        if len(bereiche) > 1:
            self.fields["bereich"] = forms.ChoiceField(
                label=_("Bereich"), choices=[(w, t) for w, t in FALLBEREICHE if w in bereiche]
            )
        if kommunen:
            self.fields["kommune"] = auswahl(_("Kommune"), kommunen)
            if len(kommunen) == 1:
                self.fields["kommune"].initial = kommunen[0][0]
        self.fields["einrichtung"] = auswahl(_("Stelle aus den Stammdaten"), einrichtungen, pflicht=False)
        for feld in self.fields.values():
            self._meldungen_setzen(feld)


class UebernehmenForm(Falltat):
    vorname = forms.CharField(label=_("Vorname"), max_length=120, required=False)
    nachname = forms.CharField(label=_("Nachname"), max_length=120)
    datenschutzhinweis_am = tagfeld(
        _("Datenschutzhinweis gegeben am"),
        hilfe=_("Erst danach wird ein Name festgehalten."),
    )
    sprachen = forms.MultipleChoiceField(
        label=_("Sprachen"), choices=_SPRACHWAHL, required=False, widget=forms.CheckboxSelectMultiple
    )


class ZuordnenForm(Falltat):
    def __init__(self, *args: Any, faelle: Wahl, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fall"] = auswahl(_("Laufender Fall"), faelle)
        self._meldungen_setzen(self.fields["fall"])


class WeitergebenForm(Falltat):
    stelle = forms.CharField(
        label=_("Stelle"),
        max_length=200,
        required=False,
        help_text=_("Nur, wenn sie nicht in der Liste steht."),
    )

    def __init__(self, *args: Any, einrichtungen: Wahl, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["einrichtung"] = auswahl(_("Stelle aus den Stammdaten"), einrichtungen, pflicht=False)
        self.order_fields(["einrichtung", "stelle"])


class AblehnenForm(Falltat):
    grund = forms.ChoiceField(
        label=_("Grund"),
        choices=[g for g in ABLEHNUNGSGRUENDE if g[0] != Ablehnungsgrund.ZURUECKGEZOGEN.value],
        widget=forms.RadioSelect,
    )
