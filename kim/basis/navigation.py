"""What stands in the main navigation. Shown only to those who hold the right, and while the module is on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kim.basis.akteur import Akteur
from kim.basis.modul import Modul
from kim.basis.register import Register


class Gruppe(StrEnum):
    """In the order of the page; the value is the shown title."""

    HEUTE = "Heute"
    LENKUNG = "Lenkung"
    FALLARBEIT = "Fallarbeit"
    STRUKTURLUECKEN = "Strukturlücken"
    MODUL3 = "Modul 3"
    AUSWERTUNG = "Auswertung"
    VERWALTUNG = "Verwaltung"


@dataclass(frozen=True, slots=True)
class Naveintrag:
    """`recht` None: for everyone who is signed in."""

    schluessel: str
    titel: str
    url_name: str
    gruppe: Gruppe
    recht: str | None = None
    modul: Modul | None = None
    rang: int = 100
    symbol: str = ""
    wenn: Callable[[Akteur], bool] | None = None
    """Asked besides the right, on every page: without a query."""


NAVIGATION: Register[Naveintrag] = Register("Navigation")
