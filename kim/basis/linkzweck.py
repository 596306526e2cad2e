"""Registry of what a link in a mail can do. It acts only after a button is pressed: mail scanners open
links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Linkergebnis:
    """What the person reads afterwards. `url` leads on, if there is somewhere to go."""

    titel: str
    text: str
    url: str = ""
    knopf: str = ""


@dataclass(frozen=True, slots=True)
class Linkzweck:
    """`handeln` gets the id that the link was made for and runs in the transaction that consumes the link.

    It locks and checks the record itself; a Fachfehler is shown and leaves the link as it was. `beschreibung`
    adds a sentence about the record to the page, without personal data: a scanner reads that page as well.
    `seite` names the address of a page of its own, which gets the token: where one button is not enough.
    """

    schluessel: str
    titel: str
    text: str
    knopf: str
    handeln: Callable[[int], Linkergebnis] | None = None
    beschreibung: Callable[[int], str] | None = None
    einmalig: bool = True
    seite: str = "versand:aktionslink"


LINKZWECKE: Register[Linkzweck] = Register("Linkzwecke")
