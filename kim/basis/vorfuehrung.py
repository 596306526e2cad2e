"""Registries of the demo: its accounts, so that the sign-in page can offer them, and what each module adds.

Both are empty in production or never asked there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Vorfuehrkonto:
    """`schluessel` stands in the address of the prefilled form, so it must not be a personal datum."""

    schluessel: str
    titel: str
    email: str
    passwort: str
    gruppe: str


@dataclass(frozen=True, slots=True)
class Vorfuehrungskreis:
    """A Kreis of the demo while it is being built."""

    kreis_id: int
    kuerzel: str
    domain: str
    personen: Mapping[str, int]
    """Of the people with accounts: their name in the data file -> Person."""


def _nichts(kreis: Vorfuehrungskreis) -> None:
    """Most modules have nothing to prepare."""


@dataclass(frozen=True, slots=True)
class Vorfuehrungsteil:
    """What a module adds to the demo of each Kreis, inside the transaction that builds it."""

    schluessel: str
    aufbauen: Callable[[Vorfuehrungskreis], None]
    """After the people have their accounts and roles."""
    vorbereiten: Callable[[Vorfuehrungskreis], None] = _nichts
    """Before: makes what a role can be held on."""


VORFUEHRUNG: Register[Vorfuehrkonto] = Register("Vorführung")
VORFUEHRUNGSTEILE: Register[Vorfuehrungsteil] = Register("Teile der Vorführung")
