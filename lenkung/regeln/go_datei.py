"""Liest eine Geschäftsordnung aus ihrer Datendatei (TOML).

Oben der Kopf, darunter je Bestimmung Stelle, Wortlaut, Lesart und Angaben.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
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
    roh = tomllib.loads(text)
    bestimmungen = {name: _bestimmung(name, angaben) for name, angaben in roh.pop("bestimmung", {}).items()}
    for feld in ("kennung", "bezeichnung", "kreis", "quelle"):
        if not isinstance(roh.get(feld), str) or not roh[feld]:
            raise GoDateiFehler(f"„{feld}“ fehlt")
    for feld in _TAGE:
        if not isinstance(roh.get(feld), date | None):
            raise GoDateiFehler(f"„{feld}“ ist kein Tag")
    try:
        return GoDatei(bestimmungen=bestimmungen, **roh)
    except TypeError as fehler:
        raise GoDateiFehler(f"unbekannte Angabe im Kopf: {fehler}") from None


def _bestimmung(name: str, angaben: dict[str, Any]) -> Bestimmung:
    if name not in BESTIMMUNGEN:
        raise GoDateiFehler(f"unbekannte Bestimmung „{name}“")
    werte = {feld: wert for feld, wert in angaben.items() if feld not in _TEXTE}
    texte = {feld: angaben.get(feld, "") for feld in _TEXTE}
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
