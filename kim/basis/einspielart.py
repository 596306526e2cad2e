"""Registry of what can be taken over from a table: its columns, what a row would do, and doing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis
from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Einspielart:
    """The preview keeps the file, checks it cell by cell and asks for confirmation; the rest is said here.

    `bezug_id` names the record that the rows belong to, if the kind has one. The types of columns, rows and
    plans are those of `kim.stammdaten`, which keeps the previews.
    """

    schluessel: str
    spalten: Sequence[Any]
    planen: Callable[[int, int | None, Sequence[Any]], Any]
    """(kreis_id, bezug_id, rows) -> plan; raises with all cells that do not fit. Writes nothing."""
    schreiben: Callable[[int, int | None, Any, Akteur, str], None]
    """(kreis_id, bezug_id, row of the plan, actor, reason)."""
    darf: Callable[[Akteur, int, int | None], Erlaubnis]


EINSPIELARTEN: Register[Einspielart] = Register("Einspielarten")
