"""Registries by which upper rooms say who may see what belongs to them: stored files and histories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis
from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Dokumentzugriff:
    """`schluessel` is `Dokument.gehoert_zu_art`; without an entry nobody may download."""

    schluessel: str
    darf_lesen: Callable[[Akteur, Any], Erlaubnis]
    sichtbare: Callable[[Akteur], Any] | None = None
    """The records whose files the actor may read. Then a file of another one is not even found: the answer
    takes as many queries as for a file that does not exist."""


@dataclass(frozen=True, slots=True)
class Historienart:
    """Makes the history of a kind of record readable at /protokoll/<schluessel>/<id>/."""

    schluessel: str
    titel: str
    sichtbare: Callable[[Akteur], Any]
    """The queryset of records whose history the actor may read."""
    sensibel: bool = False
    """Reading such a history is itself written to the log of reads."""
    url: Callable[[Any], str] | None = None
    """The page of the record, for the way back."""
    ohne_felder: Callable[[Akteur, Any], frozenset[str]] | None = None
    """Fields of this record whose earlier and present values this actor does not read."""


DOKUMENTZUGRIFFE: Register[Dokumentzugriff] = Register("Dokumentzugriffe")
HISTORIENARTEN: Register[Historienart] = Register("Historienarten")
