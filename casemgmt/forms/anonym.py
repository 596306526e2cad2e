"""An anonymous consultation becomes part of a case because the person says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casemgmt.domain.queries.vor_ort import Fallwahl
from kim.web.formulare import KernForm


class AnonymZumFallForm(KernForm):
    fall_id = forms.ChoiceField(
        label=_("Zu welchem Fall?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte einen Fall antippen.")},
    )
    klienten = forms.MultipleChoiceField(
        label=_("Wer hat zugestimmt?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    zugestimmt_am = forms.DateField(
        label=_("Zugestimmt am"), widget=forms.DateInput(attrs={"class": "kim-breite-kurz"})
    )
    zugestimmt = forms.BooleanField(
        label=_("Die Person weiß, dass diese Beratung dann in ihrer Akte steht, und will das so."),
        error_messages={"required": _("Ohne Zustimmung bleibt die Beratung anonym.")},
    )

    def __init__(self, *args: Any, wahl: Sequence[Fallwahl], **kwargs: Any) -> None:
        bisher = {
            "zugestimmt_am": timezone.localdate(),
            "klienten": [str(w.personen[0][0]) for w in wahl if w.personen],
        }
        super().__init__(*args, initial=bisher, **kwargs)
        self.wahl = list(wahl)
        felder: Any = self.fields
        felder["fall_id"].choices = [(str(w.fall.pk), w.name) for w in self.wahl]
        felder["klienten"].choices = [(str(pk), name) for w in self.wahl for pk, name in w.personen]

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if "fall_id" in daten and not self._klienten(daten):
            self.add_error("klienten", ValidationError(_t("Bitte angeben, wer zugestimmt hat.")))
        return daten

    def _klienten(self, daten: dict[str, Any]) -> tuple[int, ...]:
        eigene = {
            str(pk) for w in self.wahl if str(w.fall.pk) == daten["fall_id"] for pk, _name in w.personen
        }
        return tuple(int(pk) for pk in daten.get("klienten", ()) if pk in eigene)

    def angaben(self) -> dict[str, Any]:
        daten = self.cleaned_data
        return {
            "fall_id": int(daten["fall_id"]),
            "klienten": self._klienten(daten),
            "zugestimmt_am": daten["zugestimmt_am"],
        }
