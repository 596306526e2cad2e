"""Der Weg eines Vorschlags zur Tagesordnung. Nichts, was vorgeschlagen wurde, verschwindet."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Vorschlagsstand(StrEnum):
    EINGEGANGEN = "eingegangen"
    RUECKFRAGE = "rueckfrage"
    """Die Geschäftsstelle hat nachgefragt und wartet auf Antwort."""
    VERSCHOBEN = "verschoben"
    """Im Themenspeicher, für eine spätere Sitzung."""
    AUFGENOMMEN = "aufgenommen"
    ABGELEHNT = "abgelehnt"
    ZURUECKGEZOGEN = "zurueckgezogen"


OFFEN = frozenset({Vorschlagsstand.EINGEGANGEN, Vorschlagsstand.RUECKFRAGE, Vorschlagsstand.VERSCHOBEN})
UEBERGAENGE: Mapping[Vorschlagsstand, frozenset[Vorschlagsstand]] = {
    Vorschlagsstand.EINGEGANGEN: frozenset(Vorschlagsstand) - {Vorschlagsstand.EINGEGANGEN},
    Vorschlagsstand.RUECKFRAGE: frozenset(Vorschlagsstand) - {Vorschlagsstand.RUECKFRAGE},
    Vorschlagsstand.VERSCHOBEN: frozenset(Vorschlagsstand),
    # An item taken off the agenda again goes back to the backlog.
    Vorschlagsstand.AUFGENOMMEN: frozenset({Vorschlagsstand.VERSCHOBEN}),
    Vorschlagsstand.ABGELEHNT: frozenset(),
    Vorschlagsstand.ZURUECKGEZOGEN: frozenset(),
}


class Schritt(StrEnum):
    """Was mit einem Vorschlag geschah, in der Folge der Zeit."""

    EINGEREICHT = "eingereicht"
    GEFRAGT = "gefragt"
    GEANTWORTET = "geantwortet"
    VERSCHOBEN = "verschoben"
    AUFGENOMMEN = "aufgenommen"
    ABGELEHNT = "abgelehnt"
    ZURUECKGEZOGEN = "zurueckgezogen"


def geht(von: Vorschlagsstand, nach: Vorschlagsstand) -> bool:
    return nach in UEBERGAENGE[von]
