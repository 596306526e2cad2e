"""Remarks on the draft, and what it takes to sign, to withdraw and to change a Niederschrift."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.konten.forms.zweitfaktor import ZweitfaktorMixin
from kim.web.formulare import KernForm
from lenkung.domain.anmerkung import ANTWORT_HOECHSTENS, TEXT_HOECHSTENS
from lenkung.domain.niederschriftsfassung import ANLASS_HOECHSTENS, GRUND_HOECHSTENS
from lenkung.forms.altniederschriften import PdfField
from lenkung.models import Niederschriftsabschnitt
from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.niederschriftsfassung import funktion


class AnmerkungForm(KernForm):
    text = forms.CharField(
        label=_("Was soll anders sein?"), max_length=TEXT_HOECHSTENS, widget=forms.Textarea(attrs={"rows": 4})
    )
    vorschlag = forms.CharField(
        label=_("So soll es heißen"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Der Text dieses Abschnitts. Ändern Sie ihn nur, wenn Sie andere Worte vorschlagen."),
    )

    def __init__(self, *args: Any, abschnitt: Niederschriftsabschnitt, **kwargs: Any) -> None:
        kwargs["initial"] = {"vorschlag": abschnitt.geltend}
        super().__init__(*args, **kwargs)


class AntwortForm(KernForm):
    antwort = forms.CharField(
        label=_("Warum nicht?"),
        max_length=ANTWORT_HOECHSTENS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Das liest, wer die Anmerkung geschrieben hat."),
    )


class UnterzeichnenForm(ZweitfaktorMixin, KernForm):
    """`gelesen` is the checksum of the file that the page offered to read."""

    gelesen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    bestaetigt = forms.BooleanField(
        label=_("Ich habe das PDF gelesen und unterzeichne es so."),
        error_messages={"required": _("Bitte bestätigen, dass Sie das PDF gelesen haben.")},
    )


class WiderrufForm(KernForm):
    grund = forms.CharField(
        label=_("Warum wird die Unterschrift widerrufen?"),
        max_length=GRUND_HOECHSTENS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NeueFassungForm(KernForm):
    anlass = forms.CharField(
        label=_("Was ist der Anlass?"),
        max_length=ANLASS_HOECHSTENS,
        help_text=_("Steht in der neuen Fassung, zum Beispiel „geändert durch Beschluss 3/2024“."),
    )


class PapierForm(KernForm):
    """One scan, and for each demanded signature the name that stands on it."""

    datei = PdfField(label=_("Scan der unterzeichneten Niederschrift"))

    def __init__(
        self, *args: Any, aemter: Iterable[AmtArt], vorschlag: dict[AmtArt, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for amt in aemter:
            self.fields[amt.value] = forms.CharField(
                label=_t("Auf dem Papier hat unterzeichnet: %(amt)s") % {"amt": funktion(amt)},
                max_length=200,
                initial=(vorschlag or {}).get(amt, ""),
                help_text=_(
                    "Vor- und Nachname. Damit bestätigen Sie, dass diese Unterschrift auf dem Scan ist."
                ),
            )

    def namen(self) -> dict[AmtArt, str]:
        return {amt: self.cleaned_data[amt.value] for amt in AmtArt if amt.value in self.cleaned_data}
