"""Registry of the demo's accounts, so that the sign-in page can offer them. Empty in production."""

from __future__ import annotations

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


VORFUEHRUNG: Register[Vorfuehrkonto] = Register("Vorführung")
