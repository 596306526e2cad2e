"""Prüft eine Tabelle Zelle für Zelle, bevor irgendetwas übernommen wird."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

HOECHSTENS_ZEILEN = 1000
HOECHSTENS_ZEICHEN = 2000


@dataclass(frozen=True, slots=True)
class Zellenfehler:
    """Wo es steht, was da steht, was daran falsch ist und was zu tun ist."""

    zeile: int
    spalte: str
    wert: str
    meldung: str


class Unlesbar(ValueError):
    """Der Wert einer Zelle passt nicht; die Meldung sagt, was zu tun ist."""


Leser = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Spalte:
    schluessel: str
    titel: str
    lesen: Leser
    pflicht: bool = False
    nur_ausgabe: bool = False
    """Steht in der Ausgabe, wird beim Einlesen übergangen."""
    hoechstens: int = HOECHSTENS_ZEICHEN
    """Zeichen in einer Zelle."""


@dataclass(frozen=True, slots=True)
class Zeile:
    nummer: int
    zellen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Satz:
    """Eine geprüfte Zeile: nur die Spalten, die in der Datei stehen."""

    zeile: int
    werte: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Pruefergebnis:
    saetze: tuple[Satz, ...] = ()
    fehler: tuple[Zellenfehler, ...] = ()


def text(wert: str) -> str:
    """Ein einzeiliger Text: Leerraum zusammengezogen, Zeichen in Normalform."""
    return " ".join(unicodedata.normalize("NFC", wert).split())


def absatz(wert: str) -> str:
    """Ein mehrzeiliger Text."""
    zeilen = unicodedata.normalize("NFC", wert).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(zeile.strip() for zeile in zeilen).strip()


def nummer(wert: str) -> int | None:
    """Die Nummer eines vorhandenen Eintrags, wie die Ausgabe sie nennt."""
    if not wert.strip():
        return None
    treffer = re.fullmatch(r"([0-9]{1,15})(\.0)?", wert.strip())
    if treffer is None:
        raise Unlesbar("Das ist keine Nummer. Bitte die Nummer aus der Ausgabe lassen oder die Zelle leeren.")
    return int(treffer[1])


def gemeindeschluessel(wert: str) -> str:
    """Acht Ziffern; eine führende Null, die das Tabellenprogramm verschluckt hat, wird ergänzt."""
    ziffern = re.sub(r"\.0$", "", wert.strip()).replace(" ", "")
    return ziffern.zfill(8) if re.fullmatch(r"[0-9]{7}", ziffern) else ziffern


def tag(wert: str) -> date | None:
    """Ein Tag als 24.03.2022 oder 2022-03-24."""
    wert = wert.strip()
    if not wert:
        return None
    for muster in ("%d.%m.%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(wert, muster).date()
        except ValueError:
            continue
    raise Unlesbar("Das ist kein Tag. Bitte so schreiben: 24.03.2022.")


def wort_aus(auswahl: Sequence[tuple[str, str]]) -> Leser:
    """Liest eine Bezeichnung der Liste als ihr Wort; Groß und Klein sind gleich."""
    woerter = {titel.casefold(): wort for wort, titel in auswahl} | {
        wort.casefold(): wort for wort, _ in auswahl
    }

    def lesen(wert: str) -> str:
        gesucht = text(wert).casefold()
        if not gesucht:
            return ""
        if gesucht not in woerter:
            moeglich = ", ".join(titel for _, titel in auswahl)
            raise Unlesbar(f"Das gibt es hier nicht. Möglich sind: {moeglich}.")
        return woerter[gesucht]

    return lesen


def pruefen(spalten: Sequence[Spalte], kopf: Sequence[str], zeilen: Sequence[Zeile]) -> Pruefergebnis:
    """Alle Fehler der Datei auf einmal, und die Sätze der Zeilen, die in sich stimmen."""
    zuordnung, fehler = _kopf_zuordnen(spalten, kopf)
    if fehler:
        return Pruefergebnis(fehler=tuple(fehler))
    if len(zeilen) > HOECHSTENS_ZEILEN:
        meldung = (
            f"Die Datei hat {len(zeilen)} Zeilen, möglich sind {HOECHSTENS_ZEILEN}. Bitte die Datei teilen."
        )
        return Pruefergebnis(fehler=(Zellenfehler(zeilen[HOECHSTENS_ZEILEN].nummer, "", "", meldung),))
    saetze: list[Satz] = []
    breite = max(zuordnung, default=-1) + 1
    for zeile in zeilen:
        werte: dict[str, object] = {}
        zuvor = len(fehler)
        # Programs leave out empty cells at the end of a row; a mandatory one must still be missed.
        zellen = zeile.zellen + ("",) * (breite - len(zeile.zellen))
        for stelle, zelle in enumerate(zellen):
            spalte = zuordnung.get(stelle)
            if spalte is None:
                if zelle.strip():
                    meldung = "Rechts von der letzten Spalte steht noch etwas. Bitte die Zelle leeren."
                    fehler.append(Zellenfehler(zeile.nummer, f"Spalte {stelle + 1}", _kurz(zelle), meldung))
                continue
            if spalte.nur_ausgabe:
                continue
            try:
                werte[spalte.schluessel] = _zelle(spalte, zelle)
            except Unlesbar as grund:
                fehler.append(Zellenfehler(zeile.nummer, spalte.titel, _kurz(zelle), str(grund)))
        if len(fehler) == zuvor:
            saetze.append(Satz(zeile.nummer, werte))
    if not zeilen:
        fehler.append(
            Zellenfehler(
                1, "", "", "Unter der Kopfzeile steht nichts. Bitte mindestens eine Zeile ausfüllen."
            )
        )
    return Pruefergebnis(tuple(saetze), tuple(fehler))


def _kopf_zuordnen(
    spalten: Sequence[Spalte], kopf: Sequence[str]
) -> tuple[dict[int, Spalte], list[Zellenfehler]]:
    nach_titel = {spalte.titel.casefold(): spalte for spalte in spalten}
    zuordnung: dict[int, Spalte] = {}
    fehler: list[Zellenfehler] = []
    for stelle, roh in enumerate(kopf):
        titel = text(roh).rstrip("*").strip()
        if not titel:
            continue
        spalte = nach_titel.get(titel.casefold())
        if spalte is None:
            bekannt = ", ".join(spalte.titel for spalte in spalten if not spalte.nur_ausgabe)
            meldung = f"Diese Spalte gibt es hier nicht. Bekannt sind: {bekannt}."
            fehler.append(Zellenfehler(1, f"Spalte {stelle + 1}", _kurz(titel), meldung))
        elif spalte in zuordnung.values():
            fehler.append(
                Zellenfehler(1, spalte.titel, "", "Die Spalte steht zweimal da. Bitte eine löschen.")
            )
        else:
            zuordnung[stelle] = spalte
    for spalte in spalten:
        if spalte.pflicht and spalte not in zuordnung.values():
            fehler.append(
                Zellenfehler(1, spalte.titel, "", "Die Spalte fehlt. Bitte in die Kopfzeile schreiben.")
            )
    return zuordnung, fehler


def _zelle(spalte: Spalte, roh: str) -> object:
    if len(roh) > spalte.hoechstens:
        raise Unlesbar(f"Der Text ist länger als {spalte.hoechstens} Zeichen. Bitte kürzen.")
    wert = spalte.lesen(roh)
    if spalte.pflicht and wert in ("", None):
        raise Unlesbar("Hier muss etwas stehen. Bitte ausfüllen.")
    return wert


def _kurz(wert: str) -> str:
    return wert if len(wert) <= 60 else wert[:59] + "…"
