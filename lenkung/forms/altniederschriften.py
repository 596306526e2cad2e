"""Taking in a Niederschrift from before."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import zahl
from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.dateipruefung import GepruefteDatei, datei_pruefen, groesse_pruefen
from kim.dokumente.regeln.dateityp import Dateityp
from kim.web.formulare import KernModelForm
from lenkung.models import Altniederschrift


class PdfField(forms.FileField):
    """One PDF; `clean` gives the checked file."""

    def __init__(self, **kwargs: Any) -> None:
        hilfe = _("Ein PDF, höchstens %(mb)s MB.") % {"mb": zahl(settings.KIM_UPLOAD_GRENZE / 1024 / 1024)}
        super().__init__(
            **{"help_text": hilfe, "widget": forms.FileInput(attrs={"accept": ".pdf"}), **kwargs}
        )

    def clean(self, data: Any, initial: Any = None) -> GepruefteDatei:
        datei = super().clean(data, initial)
        try:
            groesse_pruefen(datei.size)
            return datei_pruefen(name=datei.name, inhalt=datei.read(), erlaubt=frozenset({Dateityp.PDF}))
        except Fachfehler as fehler:
            raise ValidationError(fehler.meldung, code=fehler.code) from fehler


_ANGABEN = ["tag", "stand", "bemerkung"]


class AltniederschriftForm(KernModelForm):
    class Meta:
        model = Altniederschrift
        fields = _ANGABEN
        widgets = {"tag": forms.DateInput(attrs={"class": "kim-breite-kurz"})}

    def angaben(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in _ANGABEN}


class AufnehmenForm(AltniederschriftForm):
    datei = PdfField(label=_("Die Niederschrift"))

    field_order = ["datei", *_ANGABEN]
