"""Logging a consultation on one screen: few fields, each with what held the last time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casemgmt.domain.queries.themen import BEKANNT
from casemgmt.domain.queries.vor_ort import Fallwahl, Vorgaben
from casemgmt.models import Termin
from casemgmt.models.terminauswahl import KANAELE, SPRACHMITTLUNGEN
from casemgmt.regeln.sprachen import GESPRAECHSSPRACHEN
from casemgmt.regeln.termin import Beratungsangaben, Geraetezeit, Kanal, Sprachmittlung
from casemgmt.regeln.terminregeln import LAENGSTENS_MINUTEN
from kim.web.formulare import KernForm
from lenkung.regeln.sitzung import ortszeit

ANONYM = "anonym"
OHNE_ANGABE = "de"
"""Of somebody without a name nothing is known; the language of whoever came before is not hers."""
DAUERN = (15, 30, 45, 60, 90)
ANDERE = "andere"
_KURZ = {"class": "kim-breite-kurz"}


class Zeitform(KernForm):
    """Day and time of day are two fields; together they are one moment in Germany."""

    umleitung = {"beginn": "beginn_uhrzeit"}

    beginn_tag = forms.DateField(
        label=_("Tag"), required=False, widget=forms.DateInput(attrs={**_KURZ, "inputmode": "numeric"})
    )
    beginn_uhrzeit = forms.TimeField(
        label=_("Beginn"), required=False, widget=forms.TimeInput(format="%H:%M", attrs=_KURZ)
    )

    def fachfehler(self, fehler: Any) -> None:
        fehler.feld = self.umleitung.get(fehler.feld, fehler.feld)
        super().fachfehler(fehler)

    def zeitpunkt(self, daten: dict[str, Any]) -> datetime | None:
        tag, uhrzeit = daten.get("beginn_tag"), daten.get("beginn_uhrzeit")
        if tag is None and uhrzeit is None:
            return None
        if uhrzeit is None:
            if "beginn_uhrzeit" not in self.errors:
                self.add_error("beginn_uhrzeit", ValidationError(_t("Bitte auch die Uhrzeit angeben.")))
            return None
        wann = ortszeit(tag or timezone.localdate(), uhrzeit)
        if wann is None:
            self.add_error(
                "beginn_uhrzeit",
                ValidationError(_t("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt.")),
            )
        return wann


class Personenwahl(forms.MultipleChoiceField):
    """The persons of each case are on the page, ticked out of sight: those of the chosen one count, see
    `angaben`. So what belongs to another is no mistake."""

    def valid_value(self, value: Any) -> bool:
        return str(value).isdecimal()


class Themenwahl(forms.MultipleChoiceField):
    """What every Kreis has need not be looked up; only a topic of its own is."""

    def valid_value(self, value: Any) -> bool:
        return value in BEKANNT or super().valid_value(value)


class BeratungForm(Zeitform):
    """`fest`: the case is settled, as when a planned one was held or an entry is changed."""

    geplant = False
    kennung = forms.UUIDField(widget=forms.HiddenInput)
    fall_id = forms.ChoiceField(
        label=_("Für wen?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte einen Fall antippen, oder „Anonym“.")},
    )
    klienten = Personenwahl(label=_("Wer war da?"), required=False, widget=forms.CheckboxSelectMultiple)
    dauer_minuten = forms.ChoiceField(
        label=_("Wie lange?"),
        choices=[*((str(m), f"{m}") for m in DAUERN), (ANDERE, _("andere"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte antippen, wie lange es dauerte.")},
    )
    dauer_andere = forms.IntegerField(
        label=_("Andere Dauer in Minuten"),
        required=False,
        min_value=1,
        max_value=LAENGSTENS_MINUTEN,
        widget=forms.NumberInput(attrs={**_KURZ, "inputmode": "numeric"}),
    )
    themen = Themenwahl(
        label=_("Worum ging es?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte mindestens ein Thema antippen.")},
    )
    kanal = forms.ChoiceField(label=_("Wie?"), choices=KANAELE, widget=forms.RadioSelect)
    sprachmittlung = forms.ChoiceField(
        label=_("Sprachmittlung"), choices=SPRACHMITTLUNGEN, widget=forms.RadioSelect
    )
    sprache = forms.ChoiceField(label=_("Sprache"), required=False)
    personen = forms.IntegerField(
        label=_("Wie viele waren da?"),
        required=False,
        min_value=1,
        max_value=200,
        help_text=_("Leer lassen: so viele, wie angetippt sind, sonst eine Person."),
        widget=forms.NumberInput(attrs={**_KURZ, "inputmode": "numeric"}),
    )
    kommune_id = forms.ChoiceField(label=_("Für welche Kommune?"), required=False)
    standort_id = forms.ChoiceField(label=_("Wo?"), required=False)
    naechster_schritt = forms.CharField(
        label=_("Nächster Schritt"),
        required=False,
        max_length=300,
        help_text=_("Ein Satz, ohne Namen Dritter."),
    )
    notiz = forms.CharField(
        label=_("Notiz"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    vorbereitung_minuten = forms.IntegerField(
        label=_("Vorbereitung in Minuten"),
        required=False,
        min_value=0,
        max_value=LAENGSTENS_MINUTEN,
        widget=forms.NumberInput(attrs=_KURZ),
    )
    nachbereitung_minuten = forms.IntegerField(
        label=_("Nachbereitung in Minuten"),
        required=False,
        min_value=0,
        max_value=LAENGSTENS_MINUTEN,
        widget=forms.NumberInput(attrs=_KURZ),
    )

    def __init__(
        self,
        *args: Any,
        wahl: Sequence[Fallwahl],
        vorgaben: Vorgaben,
        fest: bool = False,
        anonym_moeglich: bool = True,
        **kwargs: Any,
    ) -> None:
        bisher = {
            "kennung": uuid4(),
            "kanal": Kanal.VOR_ORT.value,
            "sprachmittlung": Sprachmittlung.KEINE.value,
            # Read only where the page is shown: saving does not need them.
            "kommune_id": lambda: vorgaben.kommune_id,
            "standort_id": lambda: vorgaben.standort_id,
            **(kwargs.pop("initial", None) or {}),
        }
        super().__init__(*args, initial=bisher, **kwargs)
        self.vorgaben, self.fest, self.anonym_moeglich = vorgaben, fest, anonym_moeglich
        felder: Any = self.fields
        if fest:
            del felder["fall_id"], felder["kommune_id"]
        else:
            felder["kommune_id"].choices = lambda: [("", _("bitte wählen")), *vorgaben.kommunen]
            if not vorgaben.mehrere_kommunen:
                del felder["kommune_id"]
        self.anbieten(wahl)
        felder["themen"].choices = lambda: [(t.schluessel, t.titel) for t in vorgaben.themen]
        felder["standort_id"].choices = lambda: [("", _("kein fester Ort")), *vorgaben.standorte]
        wie_zuletzt = [("", _("wie beim letzten Mal"))] if not fest else []
        felder["sprache"].choices = [*wie_zuletzt, *GESPRAECHSSPRACHEN.items()]

    def anbieten(self, wahl: Sequence[Fallwahl]) -> None:
        """Between which cases and persons one chooses."""
        self.wahl, felder = list(wahl), self.fields
        if not self.fest:
            anonym = [(ANONYM, _("Anonym"))] if self.anonym_moeglich else []
            felder["fall_id"].choices = [*((str(w.fall.pk), w.name) for w in self.wahl), *anonym]  # type: ignore[attr-defined]
        felder["klienten"].choices = [(str(pk), name) for w in self.wahl for pk, name in w.personen]  # type: ignore[attr-defined]

    def clean_dauer_minuten(self) -> int | None:
        wert = self.cleaned_data["dauer_minuten"]
        return None if wert == ANDERE else int(wert)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        self._dauer(daten)
        daten["beginn"] = self.zeitpunkt(daten)
        if daten.get("fall_id") == ANONYM and "kommune_id" in self.fields and not daten.get("kommune_id"):
            self.add_error("kommune_id", ValidationError(_t("Bitte wählen, für welche Kommune.")))
        return daten

    def _dauer(self, daten: dict[str, Any]) -> None:
        """A number that was typed counts unless one of the buttons is pressed."""
        if daten.get("dauer_minuten") is not None or "dauer_andere" in self.errors:
            return
        if daten.get("dauer_andere") is not None:
            daten["dauer_minuten"] = daten["dauer_andere"]
            self.errors.pop("dauer_minuten", None)
        elif "dauer_minuten" not in self.errors:
            self.add_error("dauer_andere", ValidationError(_t("Bitte die Minuten angeben.")))

    @property
    def gewaehlt(self) -> Fallwahl | None:
        if self.fest:
            return self.wahl[0] if self.wahl else None
        nummer = self.cleaned_data["fall_id"]
        return next((w for w in self.wahl if str(w.fall.pk) == nummer), None)

    def angaben(self) -> Beratungsangaben:
        daten, wahl = self.cleaned_data, self.gewaehlt
        dauer = daten["dauer_minuten"]
        # Only the persons of the chosen case: those of the others were ticked as well, out of sight.
        eigene = {str(pk) for pk, _name in wahl.personen} if wahl else set()
        klienten = tuple(int(pk) for pk in daten["klienten"] if pk in eigene)
        beginn = daten["beginn"] or timezone.now().replace(microsecond=0) - timedelta(minutes=dauer)
        return Beratungsangaben(
            beginn=beginn,
            dauer_minuten=dauer,
            kanal=Kanal(daten["kanal"]),
            themen=tuple(daten.get("themen", ())),
            sprachmittlung=Sprachmittlung(daten["sprachmittlung"]),
            sprache=daten["sprache"] or (wahl.sprache if wahl else OHNE_ANGABE),
            personen=daten.get("personen") or max(1, len(klienten)),
            fall_id=wahl.fall.pk if wahl else None,
            klienten=klienten,
            kommune_id=None if wahl else _nummer(daten.get("kommune_id")) or self.vorgaben.kommune_id,
            standort_id=_nummer(daten["standort_id"]),
            naechster_schritt=daten.get("naechster_schritt", ""),
            notiz=daten.get("notiz", ""),
            vorbereitung_minuten=daten.get("vorbereitung_minuten") or 0,
            nachbereitung_minuten=daten.get("nachbereitung_minuten") or 0,
        )

    def geraet(self) -> Geraetezeit:
        """The page makes the UUID: sent twice, it is one entry."""
        return Geraetezeit(self.cleaned_data["kennung"])


class BerichtigungForm(BeratungForm):
    grund = forms.CharField(
        label=_("Warum wird berichtigt?"),
        max_length=500,
        help_text=_("Ein Satz. Der bisherige Eintrag bleibt lesbar, es zählt der neue."),
    )


class AenderungForm(BeratungForm):
    stand = forms.IntegerField(widget=forms.HiddenInput)


class PlanungForm(BeratungForm):
    """What is still to come has no topics yet, and needs its time."""

    geplant = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("themen", "naechster_schritt", "vorbereitung_minuten", "nachbereitung_minuten"):
            del self.fields[name]
        for name in ("beginn_tag", "beginn_uhrzeit"):
            self.fields[name].required = True
        self.fields["klienten"].label = _("Wer kommt?")
        self.fields["dauer_minuten"].error_messages["required"] = _("Bitte antippen, wie lange es dauert.")
        self.fields["notiz"].help_text = _("Zum Beispiel, was besprochen werden soll.")


class PlanungAendernForm(PlanungForm):
    stand = forms.IntegerField(widget=forms.HiddenInput)


def _nummer(wert: Any) -> int | None:
    return int(wert) if wert else None


def bisherige(termin: Termin, themen: Sequence[str]) -> dict[str, Any]:
    """What a stored one looks like in the form."""
    beginn = timezone.localtime(termin.beginn)
    feste = termin.dauer_minuten in DAUERN
    klienten = [str(zeile.klient_id) for zeile in termin.anwesende.all()]
    return {
        "fall_id": str(termin.fall_id) if termin.fall_id else ANONYM,
        "klienten": klienten,
        "dauer_minuten": str(termin.dauer_minuten) if feste else ANDERE,
        "dauer_andere": None if feste else termin.dauer_minuten,
        "themen": list(themen),
        "kanal": termin.kanal,
        "sprachmittlung": termin.sprachmittlung,
        "sprache": termin.sprache,
        "personen": None if termin.personen == max(1, len(klienten)) else termin.personen,
        "standort_id": termin.standort_id,
        "naechster_schritt": termin.naechster_schritt,
        "notiz": termin.notiz,
        "vorbereitung_minuten": termin.vorbereitung_minuten or None,
        "nachbereitung_minuten": termin.nachbereitung_minuten or None,
        "beginn_tag": beginn.date(),
        "beginn_uhrzeit": beginn.time(),
    }
