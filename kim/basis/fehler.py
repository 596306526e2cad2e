"""Errors that a person can read. `code` is stable, `meldung` says what is wrong and what to do."""

from __future__ import annotations

from kim.basis.erlaubnis import Erlaubnis


class Fachfehler(Exception):
    """A refused act. Raised by `domain/`, shown by the views; `feld` names the form field, if any."""

    code = "fachfehler"

    def __init__(self, meldung: str, *, code: str | None = None, feld: str | None = None) -> None:
        super().__init__(meldung)
        self.meldung = meldung
        self.feld = feld
        if code is not None:
            self.code = code


class NichtErlaubt(Fachfehler):
    code = "nicht_erlaubt"


class Ueberholt(Fachfehler):
    """Somebody else changed the record in the meantime."""

    code = "ueberholt"


def verlange(erlaubnis: Erlaubnis) -> None:
    """The one way a domain function insists on a permission."""
    if not erlaubnis:
        raise NichtErlaubt(erlaubnis.grund)
