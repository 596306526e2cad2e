"""Registry: where inside the house somebody can be referred to, without a letter. A later module registers
itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kim.basis.akteur import Akteur
from kim.basis.modul import Modul
from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Zielgebiet:
    """For which Kreise, and for which single Kommunen, somebody answers what comes in."""

    kreise: Sequence[int] = ()
    kommunen: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Verweisziel:
    """`gebiet` says whose Verweise an actor may see and answer. The sender learns the state, not the file."""

    schluessel: str
    titel: str
    gebiet: Callable[[Akteur], Zielgebiet]
    mit_kommune: bool = False
    """The target is one per Kommune: the sender names it."""
    modul: Modul | None = None
    """Offered only while this module is on in the Kreis."""


VERWEISZIELE: Register[Verweisziel] = Register("Verweisziele")
