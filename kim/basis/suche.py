"""Registry for the one search field: each room finds what the person may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kim.basis.akteur import Akteur
from kim.basis.modul import Modul
from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Treffer:
    titel: str
    url: str
    hinweis: str = ""


@dataclass(frozen=True, slots=True)
class Suchquelle:
    schluessel: str
    titel: str
    suchen: Callable[[Akteur, str, int], Sequence[Treffer]]
    recht: str | None = None
    modul: Modul | None = None
    rang: int = 100


SUCHE: Register[Suchquelle] = Register("Suche")
