"""Forms of polls: they check what was typed; what holds, the domain says."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import wochentag, zeitpunkt
from kim.stammdaten.regeln.einspielung import absatz
from kim.web.formulare import KernForm
from lenkung.domain.abfrage import AbfrageAngaben, Moeglichkeit
from lenkung.forms.gremien import TatForm
from lenkung.forms.sitzungen import UEBLICHE_UHRZEIT
from lenkung.models import Abfrage, Abfrageteilnahme
from lenkung.models.auswahl import MEINUNGEN
from lenkung.regeln.abfrage import Abfrageart, Meinung
from lenkung.regeln.sitzung import ortszeit

_KURZ = {"class": "kim-breite-kurz"}
TERMINE = 5
ENDE = time(12, 0)


def _tag(label: Any, *, pflicht: bool) -> forms.DateField:
    return forms.DateField(label=label, required=pflicht, widget=forms.DateInput(attrs=_KURZ))


def _uhrzeit(label: Any, *, pflicht: bool) -> forms.TimeField:
    return forms.TimeField(label=label, required=pflicht, widget=forms.TimeInput(format="%H:%M", attrs=_KURZ))


class _AbfrageForm(TatForm):
    """What all kinds of question have in common; each kind says which answers it offers."""

    art: Abfrageart
    umleitung = {"laeuft_bis": "bis_tag"}
    frage = forms.CharField(label=_("Frage"), max_length=300)
    erlaeuterung = forms.CharField(
        label=_("Erläuterung"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Steht in der E-Mail und auf der Seite zum Antworten."),
    )
    bis_tag = _tag(_("Antworten bis (Tag)"), pflicht=True)
    bis_uhrzeit = _uhrzeit(_("Antworten bis (Uhrzeit)"), pflicht=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = {"bis_uhrzeit": ENDE, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        # The end stands last, below the answers that a kind adds.
        self.order_fields([name for name in self.fields if not name.startswith("bis_")])

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        bis = self._zeitpunkt(daten.get("bis_tag"), daten.get("bis_uhrzeit"), "bis_uhrzeit")
        if bis is not None:
            daten["laeuft_bis"] = bis
        return daten

    def _zeitpunkt(self, tag: Any, uhrzeit: Any, feld: str) -> datetime | None:
        if tag is None or uhrzeit is None:
            return None
        wann = ortszeit(tag, uhrzeit)
        if wann is None:
            self.add_error(
                feld,
                ValidationError(
                    _t("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt. Bitte ändern."),
                    code="uhrzeit",
                ),
            )
        return wann

    def angaben(self) -> AbfrageAngaben:
        daten = self.cleaned_data
        return {
            "art": self.art.value,
            "frage": " ".join(daten["frage"].split()),
            "erlaeuterung": absatz(daten["erlaeuterung"]),
            "laeuft_bis": daten["laeuft_bis"],
        }

    def moeglichkeiten(self) -> list[Moeglichkeit]:
        raise NotImplementedError


class AbsageForm(_AbfrageForm):
    art = Abfrageart.ABSAGE

    def moeglichkeiten(self) -> list[Moeglichkeit]:
        return [Moeglichkeit(_t("Die Sitzung soll ausfallen"))]


class TerminForm(_AbfrageForm):
    art = Abfrageart.TERMIN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nummer in range(1, TERMINE + 1):
            pflicht = nummer == 1
            self.fields[f"tag_{nummer}"] = _tag(_t("Tag"), pflicht=pflicht)
            self.fields[f"uhrzeit_{nummer}"] = _uhrzeit(_t("Uhrzeit"), pflicht=False)
            self.initial.setdefault(f"uhrzeit_{nummer}", UEBLICHE_UHRZEIT)
            for name in (f"tag_{nummer}", f"uhrzeit_{nummer}"):
                self._meldungen_setzen(self.fields[name])
        self.order_fields([name for name in self.fields if not name.startswith("bis_")])

    def clean(self) -> dict[str, Any]:
        daten = super().clean()
        self.termine: list[datetime] = []
        for nummer in range(1, TERMINE + 1):
            tag, uhrzeit = daten.get(f"tag_{nummer}"), daten.get(f"uhrzeit_{nummer}")
            wann = self._zeitpunkt(tag, uhrzeit or UEBLICHE_UHRZEIT, f"uhrzeit_{nummer}")
            if wann is not None:
                self.termine.append(wann)
        return daten

    @property
    def termine_felder(self) -> list[tuple[int, Any, Any]]:
        """For the page, which sets day and time side by side."""
        return [
            (nummer, self[f"tag_{nummer}"], self[f"uhrzeit_{nummer}"]) for nummer in range(1, TERMINE + 1)
        ]

    def moeglichkeiten(self) -> list[Moeglichkeit]:
        return [Moeglichkeit(f"{wochentag(w)}, {zeitpunkt(w)}", w) for w in sorted(self.termine)]


class FrageForm(_AbfrageForm):
    art = Abfrageart.FRAGE
    moeglichkeiten_text = forms.CharField(
        label=_("Möglichkeiten"),
        max_length=1700,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Eine je Zeile, höchstens acht. Zu jeder sagen die Befragten ja, notfalls oder nein."),
    )
    umleitung = {"laeuft_bis": "bis_tag", "text": "moeglichkeiten_text"}

    def fachfehler(self, fehler: Any) -> None:
        if fehler.feld == "moeglichkeiten":
            fehler.feld = "moeglichkeiten_text"
        super().fachfehler(fehler)

    def clean_moeglichkeiten_text(self) -> str:
        wert: str = self.cleaned_data["moeglichkeiten_text"]
        if any(len(zeile) > 200 for zeile in wert.splitlines()):
            raise ValidationError(
                _t("Eine Möglichkeit ist zu lang: höchstens 200 Zeichen je Zeile. Bitte kürzen.")
            )
        return wert

    def moeglichkeiten(self) -> list[Moeglichkeit]:
        zeilen = (" ".join(z.split()) for z in self.cleaned_data["moeglichkeiten_text"].splitlines())
        return [Moeglichkeit(zeile) for zeile in zeilen if zeile]


FORMULARE: dict[Abfrageart, type[_AbfrageForm]] = {
    Abfrageart.ABSAGE: AbsageForm,
    Abfrageart.TERMIN: TerminForm,
    Abfrageart.FRAGE: FrageForm,
}


class MeinungForm(KernForm):
    """One group of radio buttons for each answer that is offered."""

    def __init__(self, *args: Any, teilnahme: Abfrageteilnahme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gesagt = {meinung.option_id: meinung.meinung for meinung in teilnahme.meinungen.all()}
        for option in teilnahme.abfrage.optionen.all():
            feld = forms.ChoiceField(label=option.text, choices=MEINUNGEN, widget=forms.RadioSelect)
            self._meldungen_setzen(feld)
            self.fields[f"option_{option.pk}"] = feld
            if option.pk in gesagt:
                self.initial[f"option_{option.pk}"] = gesagt[option.pk]

    def meinungen(self) -> dict[int, Meinung]:
        return {int(name.removeprefix("option_")): Meinung(wert) for name, wert in self.cleaned_data.items()}


class ZuruecknehmenForm(TatForm):
    grund = forms.CharField(
        label=_("Grund"),
        max_length=200,
        help_text=_("Steht in der E-Mail an alle Befragten."),
    )

    class _meta:
        model = Abfrage
