"""In which language the sheet is printed, and what is to be brought."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from casemgmt.domain.terminzettel import zetteltexte
from casemgmt.models import Termin
from casemgmt.regeln.sprachen import blattsprache
from casemgmt.regeln.terminzettel import SACHEN
from kim.web.formulare import KernForm


class ZettelForm(KernForm):
    schluessel = forms.UUIDField(widget=forms.HiddenInput)
    sprache = forms.ChoiceField(label=_("Sprache, neben Deutsch"))
    sachen = forms.MultipleChoiceField(
        label=_("Bitte mitbringen"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texte = zetteltexte()
        felder: Any = self.fields
        felder["sprache"].choices = [
            (k, t.name if t.geprueft else _("%(name)s (Entwurf, zu prüfen)") % {"name": t.name})
            for k, t in sorted(texte.items(), key=lambda paar: (paar[0] != "de", paar[1].name))
        ]
        felder["sachen"].choices = [(name, texte["de"].sachen[name]) for name in SACHEN]


def zettelform(termin: Termin) -> ZettelForm:
    sprache = blattsprache([termin.sprache])
    return ZettelForm(initial={"schluessel": uuid4(), "sprache": sprache, "sachen": ["ausweis"]})
