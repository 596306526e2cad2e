"""Anteile als ganze Zahlen: nenner·wert gegen zaehler·basis. Keine Rundung, kein Prozent."""

from __future__ import annotations

from typing import Protocol

from lenkung.regeln.werte import Vergleich


class Bruch(Protocol):
    @property
    def zaehler(self) -> int: ...
    @property
    def nenner(self) -> int: ...
    @property
    def vergleich(self) -> Vergleich: ...


def erreicht(wert: int, basis: int, bruch: Bruch) -> bool:
    links, rechts = bruch.nenner * wert, bruch.zaehler * basis
    return links > rechts if bruch.vergleich is Vergleich.MEHR_ALS else links >= rechts


def kleinster_wert(rechts: int, faktor: int, bruch: Bruch) -> int:
    """Die kleinste Zahl ab 1, deren Produkt mit `faktor` die rechte Seite erreicht."""
    ganze, rest = divmod(rechts, faktor)
    return max(1, ganze + 1 if rest or bruch.vergleich is Vergleich.MEHR_ALS else ganze)


def ungleichung(wert: int, basis: int, bruch: Bruch) -> str:
    """2·12 ≥ 17"""
    ja, nein = (">", "≤") if bruch.vergleich is Vergleich.MEHR_ALS else ("≥", "<")
    zeichen = ja if erreicht(wert, basis, bruch) else nein
    return f"{_mal(bruch.nenner, wert)} {zeichen} {_mal(bruch.zaehler, basis)}"


def _mal(faktor: int, zahl: int) -> str:
    return str(zahl) if faktor == 1 else f"{faktor}·{zahl}"
