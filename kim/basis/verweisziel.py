"""Registry: where inside the house somebody can be referred to, without a letter. A later module registers
itself, as a target, as a source, or as both.

Source and target know each other by a key alone. The target keeps no copy of what was passed on: it asks the
source, each time, what may be read at that moment. What became of it goes back the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from kim.basis.akteur import Akteur
from kim.basis.modul import Modul
from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Zielgebiet:
    """For which Kreise, and for which single Kommunen, somebody answers what comes in."""

    kreise: Sequence[int] = ()
    kommunen: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Verweiseingang:
    """Handed to the target when somebody there accepts. Nothing about the person stands in it."""

    quelle: str
    """Key of the source in VERWEISQUELLEN."""
    kennung: UUID
    kreis_id: int
    kommune_id: int | None
    herkunft: str
    """The part of the house it comes from, as the source calls it."""
    absender: str
    gesendet_am: datetime


@dataclass(frozen=True, slots=True)
class Verweisinhalt:
    """What may be read of it now: exactly what the consent covers."""

    zeilen: tuple[tuple[str, str], ...]
    """To be read by people."""
    werte: Mapping[str, Any] = field(default_factory=dict)
    """The same by the names of the fields of a person, to begin a file with."""
    nachricht: str = ""


class Verweisausgang(StrEnum):
    UEBERNOMMEN = "uebernommen"
    WEITERGEGEBEN = "weitergegeben"
    ABGELEHNT = "abgelehnt"


@dataclass(frozen=True, slots=True)
class Ausgang:
    was: Verweisausgang
    grund: str = ""
    """A reason in the target's own words, only with a refusal."""
    nicht_zustaendig: bool = False


@dataclass(frozen=True, slots=True)
class Verweisquelle:
    """`sperren` comes before any lock of the target, so that two acts never wait for each other."""

    schluessel: str
    lesen: Callable[[UUID, Akteur], Verweisinhalt | None]
    sperren: Callable[[UUID], None]
    melden: Callable[[UUID, Ausgang, Akteur], None]


@dataclass(frozen=True, slots=True)
class Annahme:
    """What a target does with a Verweis that somebody there accepts, and when it is withdrawn again."""

    eroeffnen: Callable[[Verweiseingang, Akteur], object]
    zuruecknehmen: Callable[[str, UUID, Akteur], None]
    """Only what still waits; under the lock of the source."""
    seite: Callable[[str, UUID, Akteur], str]
    """Address of what was opened; empty for whoever does not see it."""


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
    annahme: Annahme | None = None
    """Without one, the target answers by hand what became of it."""


VERWEISZIELE: Register[Verweisziel] = Register("Verweisziele")
VERWEISQUELLEN: Register[Verweisquelle] = Register("Verweisquellen")
