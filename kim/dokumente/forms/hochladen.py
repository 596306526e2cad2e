"""Choosing a file. What is in it, the domain looks at."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import zahl
from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.dateipruefung import (
    GepruefteDatei,
    datei_pruefen,
    endungen_als_text,
    groesse_pruefen,
)
from kim.dokumente.domain.kreislogo import LOGO_GRENZE
from kim.dokumente.regeln.dateityp import ALLE, BILDER, ENDUNGEN, Dateityp
from kim.web.formulare import KernForm


class HochladenForm(KernForm):
    erlaubt: Collection[Dateityp] = ALLE

    datei = forms.FileField(label=_("Datei"), widget=forms.FileInput)
    geprueft: GepruefteDatei

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = self.fields["datei"]
        feld.error_messages["empty"] = _("Die Datei ist leer. Bitte wählen Sie eine andere.")
        feld.widget.attrs["accept"] = ",".join(f".{e}" for typ in self.erlaubt for e in ENDUNGEN[typ])
        feld.help_text = _("Erlaubt sind %(typen)s, höchstens %(mb)s MB.") % {
            "typen": endungen_als_text(self.erlaubt),
            "mb": zahl(self.grenze / 1024 / 1024),
        }

    @property
    def grenze(self) -> int:
        return settings.KIM_UPLOAD_GRENZE

    def clean_datei(self) -> Any:
        datei = self.cleaned_data["datei"]
        try:
            # before it is read into memory
            groesse_pruefen(datei.size, self.grenze)
            self.geprueft = datei_pruefen(
                name=datei.name, inhalt=datei.read(), erlaubt=self.erlaubt, grenze=self.grenze
            )
        except Fachfehler as fehler:
            raise forms.ValidationError(fehler.meldung, code=fehler.code) from fehler
        return datei


class LogoForm(HochladenForm):
    erlaubt = BILDER

    @property
    def grenze(self) -> int:
        return LOGO_GRENZE
