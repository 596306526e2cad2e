"""All forms of the page on which a session from paper is entered, read as one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler
from kim.web.formulare import Fehlereintrag, fehlereintraege
from lenkung.domain.nachtrag import Nachtrag
from lenkung.domain.queries.zusammensetzung import Sitzzeile
from lenkung.forms.nachtragen import BeschlussForm, KopfForm, PersonForm, PunktForm
from lenkung.models import Sitzung, Tagesordnungspunkt
from lenkung.regeln.ordnung import Mehrheitsregel
from lenkung.regeln.sitzung import ortszeit

LEERE_ZEILEN = 3
MEISTE_ZEILEN, MEISTE_BESCHLUESSE = 60, 10


class Nachtragsbogen:
    """`mehr` in the data asks for another row instead of entering: "punkt", or "beschluss-3" for item 3."""

    def __init__(
        self,
        daten: Any,
        *,
        sitzung: Sitzung,
        punkte: list[tuple[Tagesordnungspunkt, str]],
        zeilen: list[Sitzzeile],
        leitung: str,
        mehrheit: Mehrheitsregel | None,
    ) -> None:
        self.sitzung, self.sitze, self.mehrheit = sitzung, zeilen, mehrheit
        self.mehr = daten.get("mehr", "") if daten is not None else ""
        self.daten = self._mit_zeile(daten)
        self.kopf = KopfForm(
            self.daten,
            initial={
                "leitung": leitung,
                "ort": sitzung.ort,
                "beginn": timezone.localtime(sitzung.beginn).time(),
                "ende": sitzung.ende.time(),
                "zeilen": len(punkte) + (0 if punkte else LEERE_ZEILEN),
            },
        )
        self.punkte = [
            self._punkt(nummer, *(punkte[nummer - 1] if nummer <= len(punkte) else (None, "")))
            for nummer in range(1, max(len(punkte), _zahl(self.kopf["zeilen"].value(), MEISTE_ZEILEN)) + 1)
        ]
        self.plaetze = [
            (
                zeile,
                [
                    PersonForm(self.daten, zeile=zeile, besetzung=besetzung)
                    for besetzung in (zeile.mitglied, zeile.stellvertretung)
                    if besetzung is not None
                ],
            )
            for zeile in zeilen
        ]
        if self.mehr:
            # Who asks for one more row is not finished yet: nothing is wrong so far.
            for form in self.alle:
                form._errors = ErrorDict()

    def _mit_zeile(self, daten: Any) -> Any:
        """The same data with one row more, if that was asked for."""
        if not self.mehr:
            return daten
        art, _strich, nummer = self.mehr.partition("-")
        name, meiste = (
            ("zeilen", MEISTE_ZEILEN) if art == "punkt" else (f"p{nummer}-anzahl", MEISTE_BESCHLUESSE)
        )
        daten = daten.copy()
        daten[name] = str(min(_zahl(daten.get(name), meiste) + 1, meiste))
        if art == "punkt":
            neu = f"p{daten[name]}"
            daten.update({f"{neu}-anzahl": "1", f"{neu}-art": "beratung", f"{neu}-minuten": "10"})
            daten[f"{neu}-stand"] = "behandelt"
        return daten

    def _punkt(self, nummer: int, vorhanden: Tagesordnungspunkt | None, notiz: str) -> PunktForm:
        anfang = {"punkt": vorhanden.pk if vorhanden else None, "notiz": notiz}
        form = PunktForm(self.daten, nummer=nummer, vorhanden=vorhanden, initial=anfang)
        form.beschluesse = [
            BeschlussForm(
                self.daten,
                prefix=f"p{nummer}b{stelle}",
                sitze=[zeile for zeile in self.sitze if zeile.sitz.stimmrecht],
                mehrheit=self.mehrheit,
                stelle=form.stelle,
            )
            for stelle in range(1, max(1, _zahl(form["anzahl"].value(), MEISTE_BESCHLUESSE)) + 1)
        ]
        return form

    @property
    def naechster(self) -> int:
        """The number that one more item would have."""
        return len(self.punkte) + 1

    @property
    def personen(self) -> Iterator[PersonForm]:
        return (form for _zeile, formen in self.plaetze for form in formen)

    @property
    def alle(self) -> list[Any]:
        """In the order of the page."""
        punkte = [form for punkt in self.punkte for form in (punkt, *punkt.beschluesse)]
        return [self.kopf, *self.personen, *punkte]

    @property
    def fehler(self) -> list[Fehlereintrag]:
        return [
            replace(eintrag, beschriftung=", ".join(filter(None, (form.stelle, eintrag.beschriftung))))
            for form in self.alle
            for eintrag in fehlereintraege(form)
        ]

    def lesen(self) -> Nachtrag | None:
        """What the page says; None while something is missing or wrong."""
        gueltig = [form.is_valid() for form in self.alle]
        vollstaendig = [punkt.vollstaendig() for punkt in self.punkte]
        if not all((*gueltig, *vollstaendig)):
            return None
        kopf = self.kopf.cleaned_data
        beginn, ende = self._zeit("beginn"), self._zeit("ende")
        gefuellt = [punkt for punkt in self.punkte if not punkt.leer]
        je_nummer = {punkt.nummer: stelle for stelle, punkt in enumerate(gefuellt, 1)}
        anwesend = [person.anwesend(je_nummer) for person in self.personen]
        if self.fehler:
            return None
        return Nachtrag(
            leitung=kopf["leitung"],
            punkte=tuple(punkt.nachpunkt(kopf["fundstelle"]) for punkt in gefuellt),
            anwesend=tuple(angabe for angabe in anwesend if angabe is not None),
            beginn=beginn,
            ende=ende,
            beschlussfaehig=kopf["beschlussfaehig"],
            ort=kopf["ort"],
        )

    def _zeit(self, name: str) -> datetime | None:
        zeit = ortszeit(self.sitzung.tag, self.kopf.cleaned_data[name])
        if zeit is None:
            self.kopf.add_error(
                name, _("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt. Bitte ändern.")
            )
        return zeit

    def bestaetigt(self, nachtrag: Nachtrag) -> bool:
        """Exactly this was shown, and then confirmed."""
        daten = self.kopf.cleaned_data
        return bool(daten["geprueft"]) and daten["abdruck"] == _abdruck(nachtrag)

    def gezeigt(self, nachtrag: Nachtrag) -> None:
        """The page shows what would be entered; its next answer may confirm just that."""
        daten = self.daten.copy()
        daten["abdruck"] = _abdruck(nachtrag)
        self.kopf.data = daten

    def fachfehler(self, fehler: Fachfehler) -> None:
        """Beside the field that it means, in whichever form that is."""
        prefix, _strich, feld = (fehler.feld or "").rpartition("-")
        form = next((form for form in self.alle if prefix and form.prefix == prefix), self.kopf)
        form.fachfehler(Fachfehler(fehler.meldung, code=fehler.code, feld=feld or fehler.feld))

    def domaenenfehler(self, fehler: ValidationError) -> None:
        self.kopf.domaenenfehler(fehler)


def _abdruck(nachtrag: Nachtrag) -> str:
    return hashlib.sha256(repr(nachtrag).encode()).hexdigest()


def _zahl(wert: Any, meiste: int) -> int:
    text = str(wert if wert is not None else "")
    return min(int(text), meiste) if text.isdecimal() and len(text) < 5 else 0
