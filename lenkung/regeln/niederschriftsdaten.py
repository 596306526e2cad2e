"""Der Inhalt einer festgeschriebenen Niederschrift als schlichte Daten.

Aus ihnen allein entstehen das PDF, seine maschinenlesbare Anlage und die öffentliche Fassung. Zwei
Niederschriften mit demselben Inhalt haben denselben Abdruck, auf jedem Rechner.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "kim-niederschrift/1"


@dataclass(frozen=True, slots=True)
class Sitzungsangabe:
    """Zeiten nach ISO 8601 mit Abstand zur Weltzeit."""

    nummer: int
    tag: str
    beginn: str
    ende: str
    ort: str
    form: str
    leitung: str


@dataclass(frozen=True, slots=True)
class Personenangabe:
    """`gruppe`: mit_stimme, ohne_stimme oder gast; `zeiten`: Paare von und bis, ohne Ende leer."""

    name: str
    stelle: str
    gruppe: str
    stellvertretung: bool = False
    digital: bool = False
    zeiten: tuple[tuple[str, str], ...] = ()
    punkte: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Beschlussangabe:
    """Ohne Zahlen wurde nicht gezählt; ohne `rechnung` sagt auch sonst niemand, wie es ausging."""

    nummer: int
    zeichen: str
    titel: str
    text: str
    weise: str
    angenommen: bool
    oeffentlich: bool
    ja: int | None = None
    nein: int | None = None
    enthaltung: int | None = None
    stichentscheid: bool = False
    rechnung: str = ""
    namentlich: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Abschnittsangabe:
    """`festgestellt` ist der Wortlaut der Beschlüsse, wie der Vorsitz sie festgestellt hat."""

    art: str
    text: str
    titel: str = ""
    punkt: int | None = None
    """Die Nummer auf der Tagesordnung."""
    punktart: str = ""
    stand: str = ""
    oeffentlich: bool = True
    festgestellt: str = ""
    erklaerung: str = ""
    beschluesse: tuple[Beschlussangabe, ...] = ()


@dataclass(frozen=True, slots=True)
class Niederschriftsdaten:
    kreis: str
    gremium: str
    sitzung: Sitzungsangabe
    abschnitte: tuple[Abschnittsangabe, ...]
    geschaeftsordnung: str = ""
    anwesenheit: tuple[Personenangabe, ...] = ()
    nicht_vertreten: tuple[str, ...] = ()
    format: str = FORMAT

    @property
    def punkte(self) -> tuple[Abschnittsangabe, ...]:
        return tuple(abschnitt for abschnitt in self.abschnitte if abschnitt.punkt is not None)

    @property
    def beschluesse(self) -> tuple[Beschlussangabe, ...]:
        return tuple(satz for abschnitt in self.abschnitte for satz in abschnitt.beschluesse)


def als_inhalt(daten: Niederschriftsdaten) -> dict[str, Any]:
    """So steht es in der Datenbank und in der Anlage des PDF: nur Wörter, Zahlen, Listen."""
    inhalt: dict[str, Any] = json.loads(json.dumps(asdict(daten)))
    return inhalt


def aus_inhalt(inhalt: Mapping[str, Any]) -> Niederschriftsdaten:
    """Die Umkehrung; ein anderes Format wird nicht gedeutet."""
    if inhalt.get("format") != FORMAT:
        raise ValueError("unbekanntes Format einer Niederschrift")
    return Niederschriftsdaten(
        kreis=inhalt["kreis"],
        gremium=inhalt["gremium"],
        sitzung=Sitzungsangabe(**inhalt["sitzung"]),
        abschnitte=tuple(_abschnitt(satz) for satz in inhalt["abschnitte"]),
        geschaeftsordnung=inhalt["geschaeftsordnung"],
        anwesenheit=tuple(_person(satz) for satz in inhalt["anwesenheit"]),
        nicht_vertreten=tuple(inhalt["nicht_vertreten"]),
    )


def abdruck(inhalt: Mapping[str, Any]) -> str:
    """SHA-256 über die eine Schreibweise: sortierte Schlüssel, keine Leerzeichen, UTF-8."""
    return hashlib.sha256(kanonisch(inhalt)).hexdigest()


def kanonisch(inhalt: Mapping[str, Any]) -> bytes:
    return json.dumps(inhalt, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _abschnitt(satz: Mapping[str, Any]) -> Abschnittsangabe:
    return Abschnittsangabe(**{**satz, "beschluesse": tuple(_beschluss(b) for b in satz["beschluesse"])})


def _beschluss(satz: Mapping[str, Any]) -> Beschlussangabe:
    return Beschlussangabe(**{**satz, "namentlich": tuple(_stimmen(satz["namentlich"]))})


def _stimmen(saetze: list[list[Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for wort, namen in saetze:
        yield wort, tuple(namen)


def _person(satz: Mapping[str, Any]) -> Personenangabe:
    return Personenangabe(
        **{
            **satz,
            "zeiten": tuple((von, bis) for von, bis in satz["zeiten"]),
            "punkte": tuple(satz["punkte"]),
        }
    )
