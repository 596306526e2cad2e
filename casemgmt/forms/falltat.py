"""What the forms of cases, requests and plans share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kim.web.formulare import KernForm

KURZ = {"class": "kim-breite-kurz"}


def tagfeld(label: Any, *, pflicht: bool = True, hilfe: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=pflicht, help_text=hilfe, widget=forms.DateInput(attrs=KURZ))


def langtext(label: Any, *, hoechstens: int, pflicht: bool = True, hilfe: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=hoechstens,
        required=pflicht,
        help_text=hilfe,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Falltat(KernForm):
    """A form without a record of its own: puts the answer of the domain beside a field that it has."""

    umleitung: dict[str, str] = {}

    def fachfehler(self, fehler: Any) -> None:
        fehler.feld = self.umleitung.get(fehler.feld, fehler.feld)
        super().fachfehler(fehler)

    def domaenenfehler(self, fehler: ValidationError) -> None:
        for feld, meldungen in fehler.error_dict.items():
            for meldung in meldungen:
                ziel = self.umleitung.get(feld, feld)
                ziel = ziel if ziel in self.fields else str(meldung.code)
                self.add_error(ziel if ziel in self.fields else None, meldung)


class MitStand(Falltat):
    """Carries the version that the person had before her."""

    stand = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, stand: int, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"stand": stand, **(initial or {})}, **kwargs)

    def auf_neuen_stand(self, stand: int) -> None:
        """The next attempt counts against what is stored now: the person has been told."""
        daten: Any = self.data
        self.data = daten.copy()
        self.data["stand"] = str(stand)  # type: ignore[index]
