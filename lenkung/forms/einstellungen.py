"""Settings of a Gremium: invitation, papers, and each reminder with its days and recipients."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.web.formulare import KernForm
from lenkung.domain.einstellungen import EinstellungAngaben
from lenkung.models import Gremiumseinstellung
from lenkung.models.auswahl import ERINNERUNGSARTEN
from lenkung.regeln.erinnerung import (
    ZIELE,
    ZUR_SITZUNG,
    Erinnerungsart,
    Erinnerungsziel,
    Regel,
    regel_fehler,
    tage_lesen,
)

ZIELWORTE = {
    Erinnerungsziel.MITGLIEDER: _("Mitglieder"),
    Erinnerungsziel.STELLVERTRETUNGEN: _("Stellvertretungen"),
    Erinnerungsziel.VORSITZ: _("Vorsitz"),
    Erinnerungsziel.GESCHAEFTSSTELLE: _("Geschäftsstelle"),
}
_HILFEN = {
    Erinnerungsart.VORSCHLAEGE: _("vor dem letzten Tag für Vorschläge"),
    Erinnerungsart.TAGESORDNUNG: _("vor dem Tag, an dem die Tagesordnung stehen muss"),
    Erinnerungsart.VERSAND: _("vor dem letzten Tag, an dem die Einladung hinaus muss"),
    Erinnerungsart.ANTWORT: _("vor der Sitzung; nur an alle, die gefragt sind und noch schweigen"),
    Erinnerungsart.SITZUNG: _("vor der Sitzung; an alle, die kommen oder noch nicht geantwortet haben"),
}


class EinstellungenForm(KernForm):
    einladung_an_stellvertretung = forms.BooleanField(
        label=_("Einladung zur Kenntnis auch an die Stellvertretungen"), required=False
    )
    anhang_grenze_mb = forms.IntegerField(
        label=_("Unterlagen bis zu so viel Megabyte im Anhang"),
        min_value=1,
        max_value=15,
        help_text=_("Höchstens 15. Was zusammen größer ist, geht als persönlicher Link hinaus."),
        widget=forms.NumberInput(attrs={"class": "kim-breite-kurz"}),
    )
    link_tage = forms.IntegerField(
        label=_("Links zu Unterlagen gelten so viele Tage über die Sitzung hinaus"),
        min_value=0,
        max_value=365,
        widget=forms.NumberInput(attrs={"class": "kim-breite-kurz"}),
    )
    abdruck = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        *args: Any,
        einstellung: Gremiumseinstellung,
        regeln: Any,
        abdruck: str,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {
            **{name: getattr(einstellung, name) for name in EinstellungAngaben.__annotations__},
            "abdruck": abdruck,
            **_anfangswerte(regeln),
        }
        super().__init__(*args, **kwargs)
        titel = dict(ERINNERUNGSARTEN)
        abschnitte: list[tuple[Any, tuple[str, ...]]] = [
            (_("Einladung und Unterlagen"), tuple(EinstellungAngaben.__annotations__))
        ]
        for art in Erinnerungsart:
            felder = _felder(art)
            self.fields.update(felder)
            abschnitte.append((titel[art.value], tuple(felder)))
            # What is switched off may stand without days.
            if f"{art.value}_tage" in felder:
                felder[f"{art.value}_tage"].required = not self.is_bound or f"{art.value}_aktiv" in self.data
        for feld in self.fields.values():
            self._meldungen_setzen(feld)
        self.abschnitte = tuple(abschnitte)  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        daten: dict[str, Any] = super().clean() or {}
        self.regeln: dict[Erinnerungsart, Regel] = {}
        for art in Erinnerungsart:
            try:
                tage = tage_lesen(daten.get(f"{art.value}_tage", ""))
            except ValueError:
                self.add_error(
                    f"{art.value}_tage", _("Bitte ganze Zahlen angeben, zum Beispiel: 5, 2, 1, 0.")
                )
                continue
            gewaehlt = daten.get(f"{art.value}_an", ())
            an = tuple(ziel for ziel in ZIELE[art] if ziel.value in gewaehlt)
            regel = Regel(bool(daten.get(f"{art.value}_aktiv")), tage, an)
            if fehler := regel_fehler(art, regel):
                self.add_error(_feld_des_fehlers(art, regel), fehler)
            self.regeln[art] = regel
        return daten

    def neuer_abdruck(self, abdruck: str) -> None:
        """Somebody else saved meanwhile; who has read that may save over it."""
        daten: Any = self.data
        self.data = daten.copy()
        self.data["abdruck"] = abdruck  # type: ignore[index]

    def angaben(self) -> EinstellungAngaben:
        return {name: self.cleaned_data[name] for name in EinstellungAngaben.__annotations__}  # type: ignore[return-value]


def _feld_des_fehlers(art: Erinnerungsart, regel: Regel) -> str:
    return f"{art.value}_{'an' if not regel.an or art not in ZUR_SITZUNG else 'tage'}"


def _felder(art: Erinnerungsart) -> dict[str, forms.Field]:
    felder: dict[str, forms.Field] = {
        f"{art.value}_aktiv": forms.BooleanField(label=_("Daran erinnern"), required=False)
    }
    if art in ZUR_SITZUNG:
        felder[f"{art.value}_tage"] = forms.CharField(
            label=_("So viele Tage vorher"),
            max_length=60,
            help_text=_HILFEN[art],
            widget=forms.TextInput(attrs={"class": "kim-breite-mittel", "autocomplete": "off"}),
        )
    else:
        felder[f"{art.value}_aktiv"].help_text = _("Einmal im Monat, solange der Sitz frei ist.")
    an: Any = forms.MultipleChoiceField(
        label=_("An"),
        required=False,
        choices=[(ziel.value, ZIELWORTE[ziel]) for ziel in ZIELE[art]],
        widget=forms.CheckboxSelectMultiple,
    )
    an.leer_ist_eine_wahl = True
    felder[f"{art.value}_an"] = an
    return felder


def _anfangswerte(regeln: Any) -> dict[str, Any]:
    werte: dict[str, Any] = {}
    for art, regel in regeln.items():
        werte[f"{art.value}_aktiv"] = regel.aktiv
        werte[f"{art.value}_tage"] = ", ".join(str(tag) for tag in regel.tage)
        werte[f"{art.value}_an"] = [ziel.value for ziel in regel.an]
    return werte
