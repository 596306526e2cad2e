"""Forms of circular decisions: they check what was typed; what holds, the domain says."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.regeln.einspielung import absatz
from lenkung.domain.queries.umlauf import waehlbare_fassungen
from lenkung.domain.umlauf import UmlaufAngaben
from lenkung.domain.umlaufantwort import Umlaufantwort
from lenkung.forms.gremien import TatForm
from lenkung.models import Umlaufverfahren
from lenkung.models.auswahl import UMLAUFWERTE
from lenkung.regeln.sitzung import ortszeit
from lenkung.regeln.umlauf import Umlaufwert

_KURZ = {"class": "kim-breite-kurz"}
_BEGRUENDUNG_HOECHSTENS = 1000
ENDE = time(12, 0)
WAHL = [
    (Umlaufwert.JA.value, _("Ja, ich stimme zu")),
    (Umlaufwert.NEIN.value, _("Nein, ich stimme nicht zu")),
    (Umlaufwert.ENTHALTUNG.value, _("Ich enthalte mich")),
    (Umlaufwert.GEGEN_UMLAUF.value, _("Ich widerspreche dem Umlauf: darüber soll eine Sitzung beraten")),
]


def _zeitpunkt(form: forms.Form, daten: dict[str, Any], name: str) -> datetime | None:
    tag, uhrzeit = daten.get(f"{name}_tag"), daten.get(f"{name}_uhrzeit")
    if tag is None or uhrzeit is None:
        return None
    wann = ortszeit(tag, uhrzeit)
    if wann is None:
        meldung = _t("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt. Bitte ändern.")
        form.add_error(f"{name}_uhrzeit", ValidationError(meldung))
    return wann


class UmlaufForm(TatForm):
    """A draft: what is put to the vote, and until when."""

    umleitung = {"frist": "frist_tag"}
    titel = forms.CharField(
        label=_("Titel"), max_length=200, help_text=_("Worum es geht, in wenigen Worten.")
    )
    text = forms.CharField(
        label=_("Wortlaut"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Der Satz, über den abgestimmt wird. Er wird der Wortlaut des Beschlusses."),
    )
    fassung: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None,
        label=_("Vorlage"),
        required=False,
        empty_label=_("Ohne Vorlage"),
        help_text=_("Freigegebene Vorlagen. Sie steht auf der Seite zum Antworten und geht mit der E-Mail."),
    )
    frist_tag = forms.DateField(
        label=_("Antworten bis (Tag)"),
        widget=forms.DateInput(attrs=_KURZ),
        help_text=_("Lassen Sie genug Zeit: Wer bis dahin nicht antwortet, stimmt nicht ab."),
    )
    frist_uhrzeit = forms.TimeField(
        label=_("Antworten bis (Uhrzeit)"), widget=forms.TimeInput(format="%H:%M", attrs=_KURZ)
    )
    oeffentlich = forms.BooleanField(label=_("Der Beschluss darf veröffentlicht werden"), required=False)
    stand = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class _meta:
        model = Umlaufverfahren

    def __init__(
        self, *args: Any, gremium_id: int, instance: Umlaufverfahren | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_bisher(instance), **kwargs)
        self.instance = instance
        feld: Any = self.fields["fassung"]
        feld.queryset = waehlbare_fassungen(gremium_id)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        daten["frist"] = _zeitpunkt(self, daten, "frist")
        return daten

    def angaben(self) -> UmlaufAngaben:
        daten = self.cleaned_data
        fassung = daten["fassung"]
        return {
            "titel": " ".join(daten["titel"].split()),
            "text": absatz(daten["text"]),
            "frist": daten["frist"],
            "oeffentlich": daten["oeffentlich"],
            "fassung_id": fassung.pk if fassung else None,
        }

    def fachfehler(self, fehler: Any) -> None:
        fehler.feld = self.umleitung.get(fehler.feld, fehler.feld)
        super().fachfehler(fehler)

    def vergleichen(self, gespeichert: Umlaufverfahren) -> None:
        """The message names who changed it; the next attempt counts against what is stored now."""
        self.instance = gespeichert


def _bisher(umlauf: Umlaufverfahren | None) -> dict[str, Any]:
    if umlauf is None:
        return {"frist_uhrzeit": ENDE, "oeffentlich": True}
    frist = timezone.localtime(umlauf.frist)
    return {
        "titel": umlauf.titel,
        "text": umlauf.text,
        "fassung": umlauf.fassung_id,
        "frist_tag": frist.date(),
        "frist_uhrzeit": frist.time(),
        "oeffentlich": umlauf.oeffentlich,
        "stand": stand_von(umlauf),
    }


class UmlaufantwortForm(TatForm):
    """One decision, big targets; an objection to the way asks for its reason."""

    wert = forms.ChoiceField(label=_("Ihre Stimme"), choices=WAHL, widget=forms.RadioSelect)
    begruendung = forms.CharField(
        label=_("Warum soll eine Sitzung beraten?"),
        required=False,
        max_length=_BEGRUENDUNG_HOECHSTENS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Nur beim Widerspruch gegen den Umlauf, dann nötig. Er beendet den Umlauf für alle und lässt "
            "sich nicht zurücknehmen."
        ),
    )

    def antwort(self) -> Umlaufantwort:
        return Umlaufantwort(Umlaufwert(self.cleaned_data["wert"]), self.cleaned_data["begruendung"])


class UmlaufantwortEintragenForm(UmlaufantwortForm):
    """For somebody who wrote a letter or called."""

    umleitung = {"eingegangen_am": "eingegangen_tag"}
    teilnahme = forms.ChoiceField(label=_("Wer hat geantwortet?"), widget=forms.RadioSelect)
    eingegangen_tag = forms.DateField(
        label=_("Eingegangen am (Tag)"),
        widget=forms.DateInput(attrs=_KURZ),
        help_text=_("Gezählt wird, was vor der Frist eingegangen ist."),
    )
    eingegangen_uhrzeit = forms.TimeField(
        label=_("Eingegangen um"), widget=forms.TimeInput(format="%H:%M", attrs=_KURZ)
    )
    vermerk = forms.CharField(
        label=_("Fundstelle oder Vermerk"),
        max_length=300,
        help_text=_("Woher die Antwort stammt, zum Beispiel „Brief vom 12.05.“ oder „Anruf bei Frau Probe“."),
    )
    field_order = ("teilnahme", "wert", "begruendung", "eingegangen_tag", "eingegangen_uhrzeit", "vermerk")

    def __init__(self, *args: Any, personen: list[tuple[int, str]], **kwargs: Any) -> None:
        jetzt = timezone.localtime()
        super().__init__(
            *args,
            initial={
                "teilnahme": personen[0][0],
                "eingegangen_tag": jetzt.date(),
                "eingegangen_uhrzeit": jetzt.time(),
            },
            **kwargs,
        )
        wert: Any = self.fields["wert"]
        wert.label, wert.choices = _("Stimme"), UMLAUFWERTE
        self.fields["begruendung"].label = _("Begründung des Widerspruchs")
        feld: Any = self.fields["teilnahme"]
        feld.choices = personen

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        daten["eingegangen_am"] = _zeitpunkt(self, daten, "eingegangen")
        return daten

    def fachfehler(self, fehler: Any) -> None:
        fehler.feld = self.umleitung.get(fehler.feld, fehler.feld)
        super().fachfehler(fehler)


class FeststellenForm(TatForm):
    """Only what the Geschäftsordnung leaves to the chair; most often nothing."""

    def __init__(self, *args: Any, ohne_mehrheit: bool, mit_stichentscheid: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ohne_mehrheit:
            self.fields["angenommen"] = forms.ChoiceField(
                label=_("Was stellen Sie fest?"),
                choices=[("ja", _("angenommen")), ("nein", _("abgelehnt"))],
                widget=forms.RadioSelect,
                help_text=_("Die Geschäftsordnung bestimmt keine Mehrheit."),
            )
        if mit_stichentscheid:
            self.fields["stichentscheid"] = forms.BooleanField(
                label=_("Bei Gleichstand stimmt der Vorsitz mit Ja"), required=False
            )
        for feld in self.fields.values():
            self._meldungen_setzen(feld)

    def angaben(self) -> dict[str, Any]:
        daten = self.cleaned_data
        return {
            "angenommen": daten["angenommen"] == "ja" if "angenommen" in daten else None,
            "stichentscheid": daten.get("stichentscheid", False),
        }


class AbbrechenForm(TatForm):
    grund = forms.CharField(
        label=_("Grund"), max_length=500, help_text=_("Steht in der E-Mail an alle Befragten.")
    )
    als_vorschlag = forms.BooleanField(
        label=_("Als Punkt für die nächste Sitzung vorschlagen"), required=False, initial=True
    )


class VerwerfenForm(TatForm):
    """A draft that nobody has seen."""

    grund = forms.CharField(label=_("Grund"), max_length=500, help_text=_("Steht im Verlauf."))
