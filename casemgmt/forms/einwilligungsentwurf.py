"""Forms of what was signed on a device: adding what lacks, or putting it aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casemgmt.domain.einwilligung import Einwilligungsangaben
from casemgmt.domain.queries.empfaengerwahl import Wahleinrichtung
from casemgmt.forms.einwilligungen import EinwilligungForm, Tatform
from casemgmt.models.einwilligungsauswahl import DATENKLASSEN
from casemgmt.regeln.einwilligung import ANVERTRAUT, Einwilligungsart


class UebernahmeForm(EinwilligungForm):
    """The same questions as for a new one, but only passing on of data: that is what was signed."""

    abschnitte = (*EinwilligungForm.abschnitte, (_("Gelesen"), ("gelesen",)))

    def __init__(
        self,
        *args: Any,
        wahl: Iterable[Wahleinrichtung],
        anfang: Mapping[str, Any],
        wortlaut_bekannt: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, wahl=wahl, minderjaehrig=False, **kwargs)
        self.initial.update(anfang)
        felder: Any = self.fields
        del felder["art"], felder["stand"]
        felder["datenklassen"].choices = [paar for paar in DATENKLASSEN if paar[0] not in ANVERTRAUT]
        if wortlaut_bekannt:
            # The wording that was read decides it.
            felder["sprache"].disabled = True
            felder["sprache"].help_text = _("In dieser Sprache wurde gelesen und unterschrieben.")
        else:
            felder["gelesen"] = forms.BooleanField(
                label=_(
                    "Der Wortlaut in dieser Sprache wurde gelesen oder vorgelesen, ehe unterschrieben wurde"
                )
            )
            self._meldungen_setzen(felder["gelesen"])

    def angaben(self) -> Einwilligungsangaben:
        self.cleaned_data["art"] = Einwilligungsart.DATENUEBERMITTLUNG.value
        return super().angaben()


class AblegenForm(Tatform):
    grund = forms.CharField(
        label=_("Warum?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Zum Beispiel: Die Person möchte doch nicht; neu aufgenommen auf Papier."),
    )
