"""Liest die mitgelieferten Stammdaten eines Kreises aus ihrem Text (TOML) und prüft sie in sich."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from typing import Any, TypeVar

from kim.stammdaten.regeln.werte import EinrichtungArt, KommuneArt, Rechtskreis, Rheinseite

T = TypeVar("T")


class DatendateiFehler(ValueError):
    """Die Datei ist unbrauchbar; die Meldung nennt Tabelle, Eintrag und Feld."""


@dataclass(frozen=True, slots=True)
class KreisDaten:
    kuerzel: str
    name: str
    fundstelle: str
    absenderzeile: str = ""
    anschrift: str = ""
    telefon: str = ""
    email: str = ""
    website: str = ""
    fusszeile: str = ""


@dataclass(frozen=True, slots=True)
class KommuneDaten:
    name: str
    art: str
    fundstelle: str
    gemeindeschluessel: str = ""
    rheinseite: str = ""
    fundstelle_rheinseite: str = ""


@dataclass(frozen=True, slots=True)
class EinrichtungDaten:
    name: str
    art: str
    fundstelle: str
    kurzname: str = ""
    rechtskreis: str = ""
    kommune: str = ""
    bemerkung: str = ""


@dataclass(frozen=True, slots=True)
class StandortDaten:
    name: str
    fundstelle: str
    kommune: str = ""
    einrichtung: str = ""
    anschrift: str = ""
    hinweise: str = ""


@dataclass(frozen=True, slots=True)
class Kreisdatei:
    kreis: KreisDaten
    kommunen: tuple[KommuneDaten, ...] = field(default=())
    einrichtungen: tuple[EinrichtungDaten, ...] = field(default=())
    standorte: tuple[StandortDaten, ...] = field(default=())


def lesen(text: str) -> Kreisdatei:
    """Der geprüfte Inhalt; sonst ein DatendateiFehler, der sagt, wo es hakt."""
    try:
        roh = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fehler:
        raise DatendateiFehler(f"Kein gültiges TOML: {fehler}") from None
    unbekannt = set(roh) - {"kreis", "kommune", "einrichtung", "standort"}
    if unbekannt:
        raise DatendateiFehler(f"Unbekannte Tabelle: {', '.join(sorted(unbekannt))}")
    datei = Kreisdatei(
        kreis=_satz(KreisDaten, "kreis", roh.get("kreis", {})),
        kommunen=tuple(_satz(KommuneDaten, "kommune", satz) for satz in roh.get("kommune", [])),
        einrichtungen=tuple(
            _satz(EinrichtungDaten, "einrichtung", satz) for satz in roh.get("einrichtung", [])
        ),
        standorte=tuple(_satz(StandortDaten, "standort", satz) for satz in roh.get("standort", [])),
    )
    _pruefen(datei)
    return datei


def _satz(art: type[T], tabelle: str, roh: dict[str, Any]) -> T:
    bekannt = {feld.name: feld for feld in fields(art)}  # type: ignore[arg-type]
    name = roh.get("name", "ohne Namen")
    for schluessel, wert in roh.items():
        if schluessel not in bekannt:
            raise DatendateiFehler(f"{tabelle} „{name}“: unbekanntes Feld {schluessel}")
        if not isinstance(wert, str) or not wert.strip():
            raise DatendateiFehler(
                f"{tabelle} „{name}“: {schluessel} muss ein Text sein und darf nicht leer sein"
            )
    for schluessel, feld in bekannt.items():
        if feld.default is MISSING and schluessel not in roh:
            raise DatendateiFehler(f"{tabelle} „{name}“: {schluessel} fehlt")
    return art(**{schluessel: wert.strip() for schluessel, wert in roh.items()})


def _pruefen(datei: Kreisdatei) -> None:
    _eindeutig("kommune", [kommune.name for kommune in datei.kommunen])
    _eindeutig("einrichtung", [einrichtung.name for einrichtung in datei.einrichtungen])
    _eindeutig("standort", [f"{s.name} ({s.kommune or s.einrichtung})" for s in datei.standorte])
    kommunen = {kommune.name for kommune in datei.kommunen}
    einrichtungen = {einrichtung.name for einrichtung in datei.einrichtungen}
    for kommune in datei.kommunen:
        _wert("kommune", kommune.name, "art", KommuneArt, kommune.art)
        _wert("kommune", kommune.name, "rheinseite", Rheinseite, kommune.rheinseite)
        if kommune.rheinseite and not kommune.fundstelle_rheinseite:
            raise DatendateiFehler(f"kommune „{kommune.name}“: fundstelle_rheinseite fehlt")
    for einrichtung in datei.einrichtungen:
        _wert("einrichtung", einrichtung.name, "art", EinrichtungArt, einrichtung.art)
        _wert("einrichtung", einrichtung.name, "rechtskreis", Rechtskreis, einrichtung.rechtskreis)
        _verweis("einrichtung", einrichtung.name, "kommune", einrichtung.kommune, kommunen)
    for standort in datei.standorte:
        if not standort.kommune and not standort.einrichtung:
            raise DatendateiFehler(f"standort „{standort.name}“: kommune oder einrichtung fehlt")
        _verweis("standort", standort.name, "kommune", standort.kommune, kommunen)
        _verweis("standort", standort.name, "einrichtung", standort.einrichtung, einrichtungen)


def _eindeutig(tabelle: str, namen: list[str]) -> None:
    gesehen: set[str] = set()
    for name in namen:
        if name in gesehen:
            raise DatendateiFehler(f"{tabelle} „{name}“ steht zweimal in der Datei")
        gesehen.add(name)


def _wert(tabelle: str, name: str, feld: str, werte: type[StrEnum], wert: str) -> None:
    if wert and wert not in werte._value2member_map_:
        raise DatendateiFehler(f"{tabelle} „{name}“: {feld} kennt „{wert}“ nicht")


def _verweis(tabelle: str, name: str, feld: str, wert: str, vorhanden: set[str]) -> None:
    if wert and wert not in vorhanden:
        raise DatendateiFehler(f"{tabelle} „{name}“: {feld} „{wert}“ steht nicht in der Datei")
