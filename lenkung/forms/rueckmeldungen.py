"""Forms of answers and Vorzimmer: they check what was typed; what holds, the domain says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kim.stammdaten.forms.saetze import StammsatzForm
from lenkung.domain.vorzimmer import personen_des_gremiums
from lenkung.forms.gremien import PersonField, TatForm
from lenkung.models import Teilnahme, Vorzimmer
from lenkung.models.auswahl import ZUSAGEN
from lenkung.regeln.teilnahme import ZUSAGEN_JE_ART, Zusage

_ZURUECK = _("noch keine Antwort (eine eingetragene zurücknehmen)")


class EintragenForm(TatForm):
    """What somebody said by phone or mail."""

    zusage = forms.ChoiceField(label=_("Antwort"), widget=forms.RadioSelect)
    vermerk = forms.CharField(
        label=_("Vermerk"),
        max_length=300,
        required=False,
        help_text=_("Wie und von wem Sie es erfahren haben, zum Beispiel „Anruf am 14.03.“."),
    )

    def __init__(self, *args: Any, teilnahme: Teilnahme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titel = dict(ZUSAGEN)
        wahl: list[tuple[str, Any]] = [
            (zusage.value, titel[zusage.value]) for zusage in ZUSAGEN_JE_ART[teilnahme.sitzung.form]
        ]
        if teilnahme.antwort is not Zusage.OFFEN:
            wahl.append((Zusage.OFFEN.value, _ZURUECK))
        feld: Any = self.fields["zusage"]
        feld.choices = wahl


class VorzimmerForm(StammsatzForm):
    felder_zu_fehlern = {"email": "email"}
    person = PersonField(
        queryset=None, label=_("für"), help_text=_("Mitglied oder Stellvertretung dieses Gremiums.")
    )

    class Meta:
        model = Vorzimmer
        fields = ("person", "name", "email", "darf_antworten")
        help_texts = {
            "email": _("Hierhin gehen Kopien der Einladung und der Unterlagen."),
            "darf_antworten": _("Dann bekommt das Vorzimmer einen eigenen Link, um zu- oder abzusagen."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["person"]
            return
        feld: Any = self.fields["person"]
        menge = personen_des_gremiums(self.instance.gremium, timezone.localdate())
        feld.queryset = menge.order_by("nachname", "vorname", "pk")
