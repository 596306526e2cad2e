"""Registry: may this Zustellung still go? Asked under lock, just before sending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kim.basis.erlaubnis import Erlaubnis
from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Sendevorbehalt:
    """`fragen` gets the ids of Nachricht and Zustellung; a denial holds it back, with the reason."""

    schluessel: str
    fragen: Callable[[int, int], Erlaubnis]


SENDEVORBEHALTE: Register[Sendevorbehalt] = Register("Sendevorbehalte")
