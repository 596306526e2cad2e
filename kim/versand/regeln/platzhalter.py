"""Platzhalter in Mailtexten: {name}. Ersetzt wird einmal; was ein Wert enthält, wird nicht noch einmal
ersetzt."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kim.basis.befund import Befund, Verstoss
from kim.basis.mailtext import Mailtextart

_STELLE = re.compile(r"\{([^{}\n]{1,60})\}")


def stellen(text: str) -> list[str]:
    """Alle Platzhalter eines Textes in ihrer Reihenfolge, jeder einmal."""
    return list(dict.fromkeys(treffer.strip() for treffer in _STELLE.findall(text)))


def ersetzen(text: str, werte: Mapping[str, str]) -> str:
    """Unbekannte Stellen bleiben stehen: nicht alles in geschweiften Klammern ist ein Platzhalter."""
    return _STELLE.sub(lambda treffer: werte.get(treffer[1].strip(), treffer[0]), text)


def pruefen(art: Mailtextart, *, betreff: str, text: str) -> Befund:
    """Alle Verstöße auf einmal; jeder nennt den Platzhalter, um den es geht."""
    verstoesse = []
    if not betreff.strip():
        verstoesse.append(Verstoss("betreff_leer", "Der Betreff fehlt."))
    if "\n" in betreff.strip() or "\r" in betreff.strip():
        verstoesse.append(Verstoss("betreff_mehrzeilig", "Der Betreff darf nur eine Zeile haben."))
    if not text.strip():
        verstoesse.append(Verstoss("text_leer", "Der Text fehlt."))
    for name in stellen(f"{betreff}\n{text}"):
        if name not in art.namen:
            verstoesse.append(
                Verstoss("platzhalter_unbekannt", f"Den Platzhalter {{{name}}} gibt es in diesem Text nicht.")
            )
    vorhanden = set(stellen(text))
    for platzhalter in art.platzhalter:
        if platzhalter.pflicht and platzhalter.name not in vorhanden:
            verstoesse.append(
                Verstoss(
                    "platzhalter_fehlt",
                    f"Der Platzhalter {{{platzhalter.name}}} fehlt im Text: {platzhalter.erklaerung}.",
                )
            )
    return Befund("verwendbar" if not verstoesse else "nicht verwendbar", verstoesse=tuple(verstoesse))
