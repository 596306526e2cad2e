"""Files that go along: several at once, each looked into before anything is stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import zahl
from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.dateipruefung import (
    GepruefteDatei,
    datei_pruefen,
    endungen_als_text,
    groesse_pruefen,
)
from kim.dokumente.regeln.dateityp import ENDUNGEN, Dateityp
from lenkung.domain.anlage import HOECHSTENS, menge_pruefen
from lenkung.forms.gremien import TatForm


class DateienInput(forms.FileInput):
    allow_multiple_selected = True


class DateienField(forms.FileField):
    """`clean` gives the checked files; each refusal names its file."""

    widget = DateienInput

    def __init__(self, **kwargs: Any) -> None:
        hilfe = _("Mehrere sind möglich, höchstens %(n)s. Erlaubt: %(typen)s, je Datei bis %(mb)s MB.") % {
            "n": HOECHSTENS,
            "typen": endungen_als_text(),
            "mb": zahl(settings.KIM_UPLOAD_GRENZE / 1024 / 1024),
        }
        super().__init__(**{"label": _("Anlagen"), "help_text": hilfe, **kwargs})
        self.widget.attrs["accept"] = ",".join(f".{e}" for typ in Dateityp for e in ENDUNGEN[typ])

    def clean(self, data: Any, initial: Any = None) -> list[GepruefteDatei]:
        dateien = [datei for datei in data or [] if datei is not None]
        if not dateien:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        try:
            menge_pruefen([datei.size for datei in dateien])
        except Fachfehler as fehler:
            raise ValidationError(fehler.meldung, code=fehler.code) from fehler
        geprueft, fehler_je_datei = [], []
        for datei in dateien:
            try:
                groesse_pruefen(datei.size)
                geprueft.append(datei_pruefen(name=datei.name, inhalt=datei.read()))
            except Fachfehler as fehler:
                meldung = _t("%(name)s: %(meldung)s") % {"name": datei.name, "meldung": fehler.meldung}
                fehler_je_datei.append(ValidationError(meldung, code=fehler.code))
        if fehler_je_datei:
            raise ValidationError(fehler_je_datei)
        return geprueft


class MitDateien:
    """A browser does not keep chosen files: who mends another field is told to choose them again."""

    files: Any
    fields: dict[str, forms.Field]

    def noch_einmal_waehlen(self) -> None:
        gewaehlt = "dateien" in self.fields and bool(self.files.getlist("dateien"))
        if gewaehlt and self.errors and "dateien" not in self.errors:  # type: ignore[attr-defined]
            meldung = _t("Bitte wählen Sie die Dateien noch einmal; der Browser behält sie nicht.")
            self.add_error("dateien", ValidationError(meldung, code="noch_einmal"))  # type: ignore[attr-defined]


class AnlagenForm(TatForm):
    dateien = DateienField()


class UmbenennenForm(TatForm):
    titel = forms.CharField(
        label=_("Bezeichnung"), max_length=200, help_text=_("So steht die Anlage in Listen und im PDF.")
    )
