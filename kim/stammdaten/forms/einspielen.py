"""The upload of a table. Reads the file at once; what is wrong in it is named cell by cell."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import dateigroesse
from kim.stammdaten.regeln.einspielung import Zeile, Zellenfehler
from kim.web.formulare import KernForm
from kim.web.tabellendatei import GRENZE, Dateifehler, Tabelleninhalt, Zellenproblem, lesen


class HochladenForm(KernForm):
    datei = forms.FileField(
        label=_("Datei"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=_("CSV oder XLSX, höchstens %(grenze)s. Bei XLSX zählt das erste Blatt.")
        % {"grenze": dateigroesse(GRENZE)},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inhalt: Tabelleninhalt | None = None
        self.zellenfehler: list[Zellenfehler] = []

    def clean_datei(self) -> Any:
        datei = self.cleaned_data["datei"]
        try:
            self.inhalt = lesen(datei.file, groesse=datei.size)
        except Dateifehler as fehler:
            raise forms.ValidationError(str(fehler), code="datei") from fehler
        except Zellenproblem as problem:
            self.zellenfehler = [Zellenfehler(problem.zeile, problem.spalte, problem.wert, problem.meldung)]
        return datei

    def zeilen(self) -> list[Zeile]:
        assert self.inhalt is not None
        return [Zeile(nummer, zellen) for nummer, zellen in self.inhalt.zeilen]
