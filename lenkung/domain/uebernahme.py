"""Was dem Einlesen früherer Sitzungen und Beschlüsse gemeinsam ist: die Zellen und ihre Fehler."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.erlaubnis import Erlaubnis, verweigert
from kim.stammdaten.regeln.einspielung import Satz, Spalte, Unlesbar, Zellenfehler
from lenkung.models import Gremium
from lenkung.regeln.uebernahme import Beschlusszeichen, uhrzeit_lesen, zeichen_lesen


def uhrzeit(wert: str) -> time | None:
    if not wert.strip():
        return None
    gelesen = uhrzeit_lesen(wert)
    if gelesen is None:
        raise Unlesbar(_("Das ist keine Uhrzeit. Bitte so schreiben: 14:00."))
    return gelesen


def zeichen(wert: str) -> Beschlusszeichen | None:
    if not wert.strip():
        return None
    gelesen = zeichen_lesen(wert)
    if gelesen is None:
        raise Unlesbar(
            _("Das ist keine Nummer. Bitte so schreiben: 7/2022. Eine andere Schreibweise in die Fundstelle.")
        )
    return gelesen


def darf_mit(frage: Callable[[Akteur, Gremium], Erlaubnis]) -> Callable[[Akteur, int, int | None], Erlaubnis]:
    """Das Recht am Gremium, so wie das Register danach fragt."""

    def darf(akteur: Akteur, kreis_id: int, bezug_id: int | None) -> Erlaubnis:
        gremium = Gremium.objects.filter(pk=bezug_id or 0, kreis_id=kreis_id).first()
        return verweigert(_("Dieses Gremium gibt es nicht.")) if gremium is None else frage(akteur, gremium)

    return darf


@dataclass
class Zellen:
    """Sammelt, was an den Zellen nicht stimmt; am Ende wird alles auf einmal gesagt."""

    spalten: tuple[Spalte, ...]
    fehler: list[Zellenfehler] = field(default_factory=list)

    def melden(self, satz: Satz, spalte: str, meldung: str) -> None:
        titel = {eine.schluessel: eine.titel for eine in self.spalten}.get(spalte, "")
        self.fehler.append(Zellenfehler(satz.zeile, titel, lesbar(satz.werte.get(spalte)), meldung))

    def felder_pruefen(self, satz: Satz, modell: models.Model, je_feld: dict[str, str]) -> None:
        """Längen und Zeichen, wie sie für die Seiten gelten. `je_feld`: in welcher Spalte das Feld steht."""
        ausser = [feld.name for feld in modell._meta.fields if feld.name not in je_feld]
        try:
            modell.clean_fields(exclude=ausser)
        except ValidationError as nein:
            for feld, meldungen in nein.message_dict.items():
                for meldung in meldungen:
                    self.melden(satz, je_feld[feld], meldung)


def lesbar(wert: Any) -> str:
    """Eine Zelle, wie ein Mensch sie schreibt, und nicht länger, als man sie liest."""
    if isinstance(wert, date):
        return datum(wert)
    if isinstance(wert, time):
        return f"{wert:%H:%M}"
    if isinstance(wert, Beschlusszeichen):
        return f"{wert.nummer}/{wert.jahr}" if wert.jahr else str(wert.nummer)
    text = "" if wert is None else str(wert)
    return text if len(text) <= 60 else text[:59] + "…"
