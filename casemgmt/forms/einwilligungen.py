"""Forms of consents: they check what was typed; what holds, the domain says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casemgmt.domain.einwilligung import Einwilligungsangaben
from casemgmt.domain.queries.empfaengerwahl import Wahleinrichtung
from casemgmt.models import Einwilligung
from casemgmt.models.einwilligungsauswahl import (
    DATENKLASSEN,
    EINWILLIGUNGSARTEN,
    SPRACHNAMEN,
    UNTERZEICHNENDE,
    WIDERRUFSWEGE,
    ZWECKE,
)
from casemgmt.regeln.einwilligung import Unterzeichnend
from casemgmt.regeln.sprachen import blattsprache
from kim.dokumente.forms.hochladen import HochladenForm
from kim.web.formulare import KernForm

PLAETZE = 4
"""So many recipients one sheet can name."""
_KURZ = {"class": "kim-breite-kurz"}
_ORT = {"personen": "empfaenger1", "empfaenger": "empfaenger1"}


class Tatform(KernForm):
    """Puts a refusal of a model or of the domain beside the field that it is about."""

    def fachfehler(self, fehler: Any) -> None:
        fehler.feld = _ORT.get(fehler.feld, fehler.feld)
        super().fachfehler(fehler)

    def modellfehler(self, fehler: ValidationError) -> None:
        meldungen = fehler.error_dict if hasattr(fehler, "error_dict") else {"": fehler.error_list}
        for feld, liste in meldungen.items():
            for meldung in liste:
                ziel = feld if feld in self.fields else str(meldung.code or "")
                self.add_error(ziel if ziel in self.fields else None, meldung)


def empfaengerauswahl(wahl: Iterable[Wahleinrichtung]) -> list[Any]:
    """One list of bodies with the people there: „12“ is the body, „12:34“ one person of it."""
    ergebnis: list[Any] = [("", _("Niemand"))]
    for einrichtung in wahl:
        ganz = (str(einrichtung.nummer), _("%(name)s, alle dort") % {"name": einrichtung.name})
        personen = [(f"{einrichtung.nummer}:{p.nummer}", p.name) for p in einrichtung.personen]
        ergebnis.append((einrichtung.name, [ganz, *personen]))
    return ergebnis


def empfaenger_lesen(wert: str) -> tuple[int, int | None]:
    einrichtung, _trenner, person = wert.partition(":")
    return int(einrichtung), int(person) if person else None


class EinwilligungForm(Tatform):
    """One column: what kind, whom, what, what for, until when, in which language."""

    abschnitte: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (_("An wen?"), tuple(f"empfaenger{n}" for n in range(1, PLAETZE + 1))),
        (_("Was und wofür?"), ("datenklassen", "zwecke")),
        (_("Wie lange?"), ("von", "bis")),
        (_("Sprache und Unterschrift"), ("sprache", "sprachmittlung", "sorgeberechtigte")),
    )
    art = forms.ChoiceField(
        label=_("Was soll unterschrieben werden?"),
        choices=EINWILLIGUNGSARTEN,
        widget=forms.RadioSelect,
        help_text=_(
            "Für Gesundheit und den Inhalt der Beratung braucht es die Entbindung von der Schweigepflicht. "
            "Sie nennt die Personen, die etwas erfahren dürfen."
        ),
    )
    datenklassen = forms.MultipleChoiceField(
        label=_("Welche Angaben?"),
        choices=DATENKLASSEN,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nur, was für den Zweck nötig ist."),
    )
    zwecke = forms.MultipleChoiceField(label=_("Wofür?"), choices=ZWECKE, widget=forms.CheckboxSelectMultiple)
    von = forms.DateField(label=_("Gilt ab"), widget=forms.DateInput(attrs=_KURZ))
    bis = forms.DateField(
        label=_("Gilt bis"),
        widget=forms.DateInput(attrs=_KURZ),
        help_text=_(
            "Der letzte Tag. Um Mitternacht danach wird nichts mehr weitergegeben. Höchstens zwei Jahre."
        ),
    )
    sprache = forms.ChoiceField(
        label=_("Sprache des Blatts"),
        choices=SPRACHNAMEN,
        help_text=_("Das Blatt zeigt Deutsch und daneben diese Sprache."),
    )
    sprachmittlung = forms.CharField(
        label=_("Wer übersetzt?"),
        required=False,
        max_length=200,
        help_text=_("Name der Person, die dolmetscht. Leer lassen, wenn niemand nötig ist."),
    )
    sorgeberechtigte = forms.TypedChoiceField(
        label=_("Wie viele Sorgeberechtigte müssen unterschreiben?"),
        choices=[(1, _("eine Person, sie sorgt allein")), (2, _("zwei Personen"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    stand = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        wahl: Iterable[Wahleinrichtung],
        minderjaehrig: bool,
        sprachen: Sequence[str] = (),
        satz: Einwilligung | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=_anfang(satz, sprachen), **kwargs)
        auswahl = empfaengerauswahl(wahl)
        for nummer in range(1, PLAETZE + 1):
            self.fields[f"empfaenger{nummer}"] = forms.ChoiceField(
                label=_("Empfänger") if nummer == 1 else _("Weiterer Empfänger"),
                choices=auswahl,
                required=nummer == 1,
                help_text=_("Eine Einrichtung oder eine Person dort.") if nummer == 1 else "",
            )
            self._meldungen_setzen(self.fields[f"empfaenger{nummer}"])
        if not minderjaehrig:
            del self.fields["sorgeberechtigte"]

    def angaben(self) -> Einwilligungsangaben:
        daten = self.cleaned_data
        gewaehlt = [daten[f"empfaenger{n}"] for n in range(1, PLAETZE + 1) if daten[f"empfaenger{n}"]]
        return {
            "art": daten["art"],
            "sprache": daten["sprache"],
            "empfaenger": [empfaenger_lesen(wert) for wert in gewaehlt],
            "datenklassen": daten["datenklassen"],
            "zwecke": daten["zwecke"],
            "von": daten["von"],
            "bis": daten["bis"],
            "sorgeberechtigte": daten.get("sorgeberechtigte", 1),
            "sprachmittlung": " ".join(daten["sprachmittlung"].split()),
        }


def _anfang(satz: Einwilligung | None, sprachen: Sequence[str]) -> dict[str, Any]:
    if satz is None:
        heute = timezone.localdate()
        return {
            "von": heute,
            "bis": _in_einem_jahr(heute),
            "sprache": blattsprache(sprachen),
            "sorgeberechtigte": 2,
        }
    plaetze = [
        f"{zeile.einrichtung_id}:{zeile.person_id}" if zeile.person_id else str(zeile.einrichtung_id)
        for zeile in satz.empfaenger.all()
    ]
    return {
        "art": satz.art,
        "datenklassen": satz.datenklassen,
        "zwecke": satz.zwecke,
        "von": satz.von,
        "bis": satz.bis,
        "sprache": satz.sprache,
        "sprachmittlung": satz.sprachmittlung,
        "sorgeberechtigte": satz.sorgeberechtigte,
        "stand": satz.stand,
        **{f"empfaenger{nummer}": wert for nummer, wert in enumerate(plaetze, start=1)},
    }


def _in_einem_jahr(tag: date) -> date:
    return tag + timedelta(days=364)


# Signing ----------------------------------------------------------------------------------------------------


class _Unterschriftform(Tatform):
    wer = forms.ChoiceField(label=_("Wer unterschreibt?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name der sorgeberechtigten Person"), required=False, max_length=200)
    stand = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, offen: Sequence[Unterzeichnend], stand: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"stand": stand, "wer": next(iter(offen), "")}, **kwargs)
        titel = dict(UNTERZEICHNENDE)
        wahl: Any = self.fields["wer"]
        wahl.choices = [(wer.value, titel[wer.value]) for wer in dict.fromkeys(offen)]
        if Unterzeichnend.SORGE not in offen:
            del self.fields["name"]

    def angaben(self) -> dict[str, Any]:
        daten = self.cleaned_data
        name = daten.get("name", "") if daten["wer"] == Unterzeichnend.SORGE else ""
        return {"stand": daten["stand"], "wer": daten["wer"], "name": name}


class SchirmForm(_Unterschriftform):
    striche = forms.CharField(
        label=_("Unterschrift"),
        widget=forms.HiddenInput,
        error_messages={"required": _("Hier fehlt die Unterschrift. Bitte in das Feld schreiben.")},
    )

    def angaben(self) -> dict[str, Any]:
        return {**super().angaben(), "striche": self.cleaned_data["striche"]}


class HandzeichenForm(_Unterschriftform):
    zeuge = forms.CharField(
        label=_("Zeugin oder Zeuge"),
        max_length=200,
        help_text=_("Wer gesehen hat, dass die Person ihr Zeichen gesetzt hat: Vor- und Nachname."),
    )

    def angaben(self) -> dict[str, Any]:
        return {**super().angaben(), "zeuge": self.cleaned_data["zeuge"]}


class BlattForm(Tatform, HochladenForm):
    """The signed sheet; several may have signed it."""

    stand = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, offen: Sequence[Unterzeichnend], stand: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"stand": stand}, **kwargs)
        self.offen = list(offen)
        titel = dict(UNTERZEICHNENDE)
        for nummer, wer in enumerate(offen, start=1):
            self.fields[f"hat{nummer}"] = forms.BooleanField(
                label=_("Unterschrieben hat: %(wer)s") % {"wer": titel[wer.value]},
                required=False,
                initial=True,
            )
            if wer is Unterzeichnend.SORGE:
                self.fields[f"name{nummer}"] = forms.CharField(
                    label=_("Name der sorgeberechtigten Person"), required=False, max_length=200
                )

    def angaben(self) -> dict[str, Any]:
        daten = self.cleaned_data
        unterzeichnet = [
            (wer.value, daten.get(f"name{nummer}", ""))
            for nummer, wer in enumerate(self.offen, start=1)
            if daten.get(f"hat{nummer}")
        ]
        return {"stand": daten["stand"], "unterzeichnet": unterzeichnet, "datei": self.geprueft}


class MuendlichForm(Tatform):
    am_tag = forms.DateField(label=_("Wann? (Tag)"), widget=forms.DateInput(attrs=_KURZ))
    am_uhrzeit = forms.TimeField(label=_("Uhrzeit"), widget=forms.TimeInput(format="%H:%M", attrs=_KURZ))
    grund = forms.CharField(
        label=_("Warum nur mündlich?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Zum Beispiel: Gespräch am Telefon, Person kann heute nicht kommen."),
    )
    stand = forms.IntegerField(widget=forms.HiddenInput)

    def fachfehler(self, fehler: Any) -> None:
        fehler.feld = {"am": "am_tag"}.get(fehler.feld, fehler.feld)
        super().fachfehler(fehler)


class WiderrufForm(Tatform):
    weg = forms.ChoiceField(
        label=_("Wie hat die Person widerrufen?"), choices=WIDERRUFSWEGE, widget=forms.RadioSelect
    )
