"""Liest eine Geschäftsordnung aus ihrer Datendatei (TOML).

Oben der Kopf, darunter je Bestimmung Stelle, Wortlaut, Lesart und Angaben.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from types import NoneType
from typing import Any

from lenkung.regeln.bestimmungen import BESTIMMUNGEN, Bestimmung
from lenkung.regeln.pruefen import widersprueche


class GoDateiFehler(ValueError):
    """Die Datei ist unbrauchbar; die Meldung nennt die Stelle."""


@dataclass(frozen=True, slots=True)
class GoDatei:
    kennung: str
    bezeichnung: str
    kreis: str
    quelle: str
    bestimmungen: dict[str, Bestimmung]
    beschlossen_am: date | None = None
    in_kraft_ab: date | None = None
    in_kraft_bis: date | None = None
    wie: str = ""
    """Die Kennung der Fassung, deren Bestimmungen gelten, wo hier nichts anderes steht."""


_TEXTE = ("norm", "wortlaut", "lesart")
_TAGE = ("beschlossen_am", "in_kraft_ab", "in_kraft_bis")


def lesen(text: str) -> GoDatei:
    try:
        roh = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fehler:
        raise GoDateiFehler(f"kein gültiges TOML: {fehler}") from None
    teile = roh.pop("bestimmung", {})
    if not isinstance(teile, dict):
        raise GoDateiFehler("„bestimmung“ ist keine Tabelle")
    bestimmungen = {name: _bestimmung(name, angaben) for name, angaben in teile.items()}
    for feld in ("kennung", "bezeichnung", "kreis", "quelle"):
        if not isinstance(roh.get(feld), str) or not roh[feld]:
            raise GoDateiFehler(f"„{feld}“ fehlt")
    for feld in _TAGE:
        # A moment would pass for a day: datetime is a kind of date.
        if type(roh.get(feld)) not in (date, NoneType):
            raise GoDateiFehler(f"„{feld}“ ist kein Tag")
    if not isinstance(roh.get("wie", ""), str):
        raise GoDateiFehler("„wie“ ist keine Kennung")
    try:
        return GoDatei(bestimmungen=bestimmungen, **roh)
    except TypeError as fehler:
        raise GoDateiFehler(f"unbekannte Angabe im Kopf: {fehler}") from None


def _bestimmung(name: str, angaben: Any) -> Bestimmung:
    if name not in BESTIMMUNGEN:
        raise GoDateiFehler(f"unbekannte Bestimmung „{name}“")
    if not isinstance(angaben, dict):
        raise GoDateiFehler(f"„bestimmung.{name}“ ist keine Tabelle")
    werte = {feld: wert for feld, wert in angaben.items() if feld not in _TEXTE}
    texte = {feld: angaben.get(feld, "") for feld in _TEXTE}
    for feld, text in texte.items():
        if not isinstance(text, str):
            raise GoDateiFehler(f"„{name}.{feld}“ ist kein Text")
    return Bestimmung(werte=werte, **texte)


def vollstaendig(datei: GoDatei, grundlage: GoDatei | None) -> GoDatei:
    """Übernimmt von der Grundlage, was die Datei nicht selbst sagt, und prüft das Ganze auf Widersprüche."""
    bestimmungen = {**(grundlage.bestimmungen if grundlage else {}), **datei.bestimmungen}
    if verstoesse := widersprueche(bestimmungen):
        raise GoDateiFehler("; ".join(f"{v.feld}: {v.text}" for v in verstoesse))
    return GoDatei(
        kennung=datei.kennung,
        bezeichnung=datei.bezeichnung,
        kreis=datei.kreis,
        quelle=datei.quelle,
        bestimmungen=bestimmungen,
        beschlossen_am=datei.beschlossen_am,
        in_kraft_ab=datei.in_kraft_ab,
        in_kraft_bis=datei.in_kraft_bis,
        wie=datei.wie,
    )
