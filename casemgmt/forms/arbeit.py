"""Other work and head counts: what was typed; what holds, the domain says."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casemgmt.domain.queries.vor_ort import Vorgaben
from casemgmt.forms.beratung import Zeitform
from casemgmt.models import Arbeitstermin, Kopfzahl
from casemgmt.models.terminauswahl import ARBEITSARTEN, KOPFZAHLARTEN
from casemgmt.regeln.termin import Arbeitsangaben, Arbeitsart, Geraetezeit, Kopfzahlangaben, Kopfzahlart
from casemgmt.regeln.terminregeln import LAENGSTENS_MINUTEN, Rhythmus
from kim.web.formulare import KernForm

_KURZ = {"class": "kim-breite-kurz"}
EINMAL = ""
RHYTHMEN = [
    (EINMAL, _("einmal")),
    (Rhythmus.WOECHENTLICH.value, _("jede Woche")),
    (Rhythmus.ZWEIWOECHENTLICH.value, _("alle zwei Wochen")),
    (Rhythmus.MONATLICH.value, _("jeden Monat am selben Wochentag")),
]


def _orte_setzen(form: Any, vorgaben: Vorgaben) -> None:
    """Only where there is a choice."""
    form.fields["standort_id"].choices = [("", _("kein fester Ort")), *vorgaben.standorte]
    form.fields["kommune_id"].choices = [("", _("bitte wählen")), *vorgaben.kommunen]
    form.fields["kommune_id"].required = vorgaben.bereich == "lokal"
    if not vorgaben.mehrere_kommunen:
        del form.fields["kommune_id"]


def _kommune(form: Any) -> int | None:
    wert = form.cleaned_data.get("kommune_id")
    if wert:
        return int(wert)
    return None if "kommune_id" in form.fields else form.vorgaben.kommune_id


class ArbeitsterminForm(Zeitform):
    kennung = forms.UUIDField(widget=forms.HiddenInput)
    art = forms.ChoiceField(label=_("Was war es?"), choices=ARBEITSARTEN, widget=forms.RadioSelect)
    titel = forms.CharField(
        label=_("Worum ging es?"),
        required=False,
        max_length=200,
        help_text=_("In wenigen Worten, ohne Namen."),
    )
    dauer_minuten = forms.IntegerField(
        label=_("Dauer in Minuten"),
        min_value=1,
        max_value=LAENGSTENS_MINUTEN,
        widget=forms.NumberInput(attrs={**_KURZ, "inputmode": "numeric"}),
    )
    teilnehmende = forms.IntegerField(
        label=_("Wie viele nahmen teil?"),
        required=False,
        min_value=0,
        max_value=10_000,
        widget=forms.NumberInput(attrs={**_KURZ, "inputmode": "numeric"}),
    )
    kommune_id = forms.ChoiceField(label=_("Für welche Kommune?"), required=False)
    standort_id = forms.ChoiceField(label=_("Wo?"), required=False)
    notiz = forms.CharField(
        label=_("Notiz"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    rhythmus = forms.ChoiceField(
        label=_("Wiederholt sich das?"), choices=RHYTHMEN, required=False, widget=forms.RadioSelect
    )
    bis = forms.DateField(
        label=_("Letzter Tag der Serie"),
        required=False,
        widget=forms.DateInput(attrs=_KURZ),
        help_text=_("Nur bei einer Serie. Feiertage und Wochenenden fallen aus."),
    )
    field_order = ("art", "titel", "beginn_tag", "beginn_uhrzeit", "dauer_minuten")

    def __init__(
        self, *args: Any, vorgaben: Vorgaben, satz: Arbeitstermin | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_bisher(vorgaben, satz), **kwargs)
        self.vorgaben = vorgaben
        _orte_setzen(self, vorgaben)
        for name in ("beginn_tag", "beginn_uhrzeit"):
            self.fields[name].required = True
        rhythmus: Any = self.fields["rhythmus"]
        rhythmus.leer_ist_eine_wahl = True
        if satz is not None:
            for name in ("rhythmus", "bis", "kommune_id"):
                self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        daten["beginn"] = self.zeitpunkt(daten)
        if daten.get("rhythmus") and not daten.get("bis") and "bis" not in self.errors:
            self.add_error("bis", ValidationError(_t("Bitte den letzten Tag der Serie angeben.")))
        return daten

    def angaben(self) -> Arbeitsangaben:
        daten = self.cleaned_data
        return Arbeitsangaben(
            art=Arbeitsart(daten["art"]),
            beginn=daten["beginn"],
            dauer_minuten=daten["dauer_minuten"],
            titel=daten["titel"],
            teilnehmende=daten["teilnehmende"],
            notiz=daten["notiz"],
            kommune_id=_kommune(self),
            standort_id=int(daten["standort_id"]) if daten["standort_id"] else None,
        )

    def serie(self) -> dict[str, Any]:
        rhythmus = self.cleaned_data.get("rhythmus")
        return {"rhythmus": Rhythmus(rhythmus), "bis": self.cleaned_data["bis"]} if rhythmus else {}

    def geraet(self) -> Geraetezeit:
        """The page makes the UUID: sent twice, it is one entry."""
        return Geraetezeit(self.cleaned_data["kennung"])


def _bisher(vorgaben: Vorgaben, satz: Arbeitstermin | None) -> dict[str, Any]:
    jetzt: datetime = timezone.localtime()
    if satz is None:
        return {
            "kennung": uuid4(),
            "beginn_tag": jetzt.date(),
            "beginn_uhrzeit": jetzt.replace(minute=0, second=0).time(),
            "dauer_minuten": 60,
            "kommune_id": vorgaben.kommune_id,
            "standort_id": vorgaben.standort_id,
            "rhythmus": EINMAL,
        }
    beginn = timezone.localtime(satz.beginn)
    return {
        "kennung": satz.kennung,
        "art": satz.art,
        "titel": satz.titel,
        "beginn_tag": beginn.date(),
        "beginn_uhrzeit": beginn.time(),
        "dauer_minuten": satz.dauer_minuten,
        "teilnehmende": satz.teilnehmende,
        "standort_id": satz.standort_id,
        "notiz": satz.notiz,
    }


class KopfzahlForm(KernForm):
    kennung = forms.UUIDField(widget=forms.HiddenInput)
    art = forms.ChoiceField(label=_("Was wird gezählt?"), choices=KOPFZAHLARTEN, widget=forms.RadioSelect)
    anzahl = forms.IntegerField(
        label=_("Wie viele Menschen?"),
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={**_KURZ, "inputmode": "numeric"}),
    )
    tag = forms.DateField(label=_("Tag"), widget=forms.DateInput(attrs=_KURZ))
    kommune_id = forms.ChoiceField(label=_("Für welche Kommune?"), required=False)
    standort_id = forms.ChoiceField(label=_("Wo?"), required=False)

    def __init__(self, *args: Any, vorgaben: Vorgaben, **kwargs: Any) -> None:
        bisher = {
            "kennung": uuid4(),
            "tag": timezone.localdate(),
            "kommune_id": vorgaben.kommune_id,
            "standort_id": vorgaben.standort_id,
        }
        super().__init__(*args, initial=bisher, **kwargs)
        self.vorgaben = vorgaben
        _orte_setzen(self, vorgaben)

    def angaben(self) -> Kopfzahlangaben:
        daten = self.cleaned_data
        return Kopfzahlangaben(
            art=Kopfzahlart(daten["art"]),
            tag=daten["tag"],
            anzahl=daten["anzahl"],
            kommune_id=_kommune(self),
            standort_id=int(daten["standort_id"]) if daten["standort_id"] else None,
        )

    def geraet(self) -> Geraetezeit:
        """The page makes the UUID: sent twice, it is one entry."""
        return Geraetezeit(self.cleaned_data["kennung"])


class KopfzahlAenderungForm(KernForm):
    """What was counted stays what it was; the day and the number are changed."""

    anzahl = forms.IntegerField(
        label=_("Wie viele Menschen?"),
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={**_KURZ, "inputmode": "numeric"}),
    )
    tag = forms.DateField(label=_("Tag"), widget=forms.DateInput(attrs=_KURZ))

    def __init__(self, *args: Any, satz: Kopfzahl, **kwargs: Any) -> None:
        bisher = {"anzahl": satz.anzahl, "tag": satz.tag, "kennung": uuid4()}
        super().__init__(*args, initial=bisher, **kwargs)


class KopfzahlBerichtigungForm(KopfzahlAenderungForm):
    kennung = forms.UUIDField(widget=forms.HiddenInput)
    anzahl = forms.IntegerField(
        label=_("Wie viele Menschen waren es?"),
        min_value=0,
        max_value=100_000,
        help_text=_("0, wenn niemand da war oder zweimal gezählt wurde."),
        widget=forms.NumberInput(attrs={**_KURZ, "inputmode": "numeric"}),
    )
    grund = forms.CharField(
        label=_("Warum wird berichtigt?"),
        max_length=500,
        help_text=_("In einem Satz. Beide Einträge bleiben lesbar; es zählt der neue."),
    )
    field_order = ("anzahl", "tag", "grund")
