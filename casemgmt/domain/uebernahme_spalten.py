"""Welche Spalten eine Tabelle der bisherigen Datenbank haben kann."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time

from casemgmt.models.auswahl import AUFENTHALTSSTATUS, AUSGAENGE, ENDGRUENDE, PHASEN
from casemgmt.models.terminauswahl import KANAELE, TERMINSTAENDE
from casemgmt.regeln.themen import MITGELIEFERT
from casemgmt.regeln.uebernahme import Uebernahmeart
from kim.stammdaten.regeln.einspielung import Spalte, Unlesbar, absatz, tag, text, wort_aus


def _worte(auswahl: Sequence[tuple[str, object]]) -> list[tuple[str, str]]:
    return [(wert, str(titel)) for wert, titel in auswahl]


def _liste(wert: str) -> list[str]:
    """Mehrere in einer Zelle, getrennt durch Komma oder Semikolon."""
    return [teil for teil in (text(teil) for teil in re.split(r"[,;\n]", wert)) if teil]


def _ganze_zahl(wert: str) -> int | None:
    wert = re.sub(r"\.0$", "", wert.strip())
    if not wert:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", wert):
        raise Unlesbar("Das ist keine ganze Zahl. Bitte nur Ziffern schreiben.")
    return int(wert)


def _uhrzeit(wert: str) -> time | None:
    treffer = re.match(r"([0-2]?[0-9])[:.]([0-5][0-9])", wert.strip().split(" ")[-1])
    if not wert.strip():
        return None
    if treffer is None or int(treffer[1]) > 23:
        raise Unlesbar("Das ist keine Uhrzeit. Bitte so schreiben: 14:30.")
    return time(int(treffer[1]), int(treffer[2]))


def _themen(wert: str) -> list[str]:
    lesen = wort_aus([(thema.schluessel, thema.titel) for thema in MITGELIEFERT])
    return [str(lesen(eines)) for eines in _liste(wert)]


_SCHLUESSEL = Spalte("schluessel", "Schlüssel", text, pflicht=True)
SPALTEN: Mapping[str, tuple[Spalte, ...]] = {
    Uebernahmeart.PERSONEN: (
        _SCHLUESSEL,
        Spalte("kommune", "Kommune", text, pflicht=True),
        Spalte("nachname", "Nachname", text, pflicht=True),
        Spalte("vorname", "Vorname", text),
        Spalte("geburtsdatum", "Geburtsdatum", tag),
        Spalte("geburtsjahr", "Geburtsjahr", _ganze_zahl),
        Spalte("sprachen", "Sprachen", _liste),
        Spalte("aufenthaltsstatus", "Aufenthaltsstatus", wort_aus(_worte(AUFENTHALTSSTATUS))),
        Spalte("ankunft", "In Deutschland seit", tag),
        Spalte("telefon", "Telefon", text),
        Spalte("email", "E-Mail", text),
        Spalte("anschrift", "Anschrift", absatz),
        Spalte("datenschutzhinweis_am", "Datenschutzhinweis gegeben am", tag, pflicht=True),
    ),
    Uebernahmeart.FAELLE: (
        _SCHLUESSEL,
        Spalte("personen", "Schlüssel der Personen", _liste, pflicht=True),
        Spalte("kommune", "Kommune", text, pflicht=True),
        Spalte("eroeffnet_am", "Eröffnet am", tag, pflicht=True),
        Spalte("verantwortlich", "Verantwortlich (E-Mail)", text, pflicht=True),
        Spalte("phase", "Phase", wort_aus(_worte(PHASEN))),
        Spalte("ausgang", "Ausgang", wort_aus(_worte(AUSGAENGE))),
        Spalte("endgrund", "Grund des Endes", wort_aus(_worte(ENDGRUENDE))),
        Spalte("beendet_am", "Beendet am", tag),
    ),
    Uebernahmeart.TERMINE: (
        _SCHLUESSEL,
        Spalte("fall", "Schlüssel des Falls", text),
        Spalte("kommune", "Kommune", text),
        Spalte("tag", "Tag", tag, pflicht=True),
        Spalte("uhrzeit", "Uhrzeit", _uhrzeit),
        Spalte("dauer_minuten", "Dauer in Minuten", _ganze_zahl, pflicht=True),
        Spalte("konto", "Durchgeführt von (E-Mail)", text, pflicht=True),
        Spalte("stand", "Stand", wort_aus(_worte(TERMINSTAENDE))),
        Spalte("kanal", "Kanal", wort_aus(_worte(KANAELE))),
        Spalte("personen", "Anwesende", _ganze_zahl),
        Spalte("themen", "Themen", _themen),
        Spalte("naechster_schritt", "Nächster Schritt", text),
        Spalte("notiz", "Notiz", absatz),
    ),
}


def titel(art: str) -> list[tuple[str, str]]:
    return [(spalte.schluessel, spalte.titel) for spalte in SPALTEN[art]]
