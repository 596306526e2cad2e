"""Registry for the start page: each room says what awaits a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from kim.basis.akteur import Akteur
from kim.basis.modul import Modul
from kim.basis.register import Register


class Dringlichkeit(IntEnum):
    UEBERFAELLIG = 0
    HEUTE = 1
    BALD = 2
    IRGENDWANN = 3


@dataclass(frozen=True, slots=True)
class Heutezeile:
    """One act with a verb ("Einladung versenden"), never a mere number."""

    text: str
    url: str
    dringlichkeit: Dringlichkeit = Dringlichkeit.IRGENDWANN
    frist: date | None = None
    norm: str = ""
    hinweis: str = ""


@dataclass(frozen=True, slots=True)
class Termin:
    """Something in the person's calendar; stands below the list of acts."""

    wann: datetime
    text: str
    url: str
    ort: str = ""


@dataclass(frozen=True, slots=True)
class Heutequelle:
    """`recht` None asks for everyone. At most one or two queries each: the start page has a budget of 12.

    `mit_terminen` instead of `zeilen` where both come from the same records and are read once.
    """

    schluessel: str
    zeilen: Callable[[Akteur, date], Iterable[Heutezeile]] | None = None
    mit_terminen: Callable[[Akteur, date], tuple[Iterable[Heutezeile], Iterable[Termin]]] | None = None
    recht: str | None = None
    modul: Modul | None = None


HEUTE: Register[Heutequelle] = Register("Heute")
