"""Der Weg einer Sitzung, von der Planung bis zum Schluss oder zur Absage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum

from kim.basis.zeit import BERLIN
from lenkung.regeln.werte import Sitzungsart


class Sitzungsstand(StrEnum):
    GEPLANT = "geplant"
    TAGESORDNUNG_FESTGELEGT = "tagesordnung_festgelegt"
    EINGELADEN = "eingeladen"
    EROEFFNET = "eroeffnet"
    GESCHLOSSEN = "geschlossen"
    ABGESAGT = "abgesagt"


WEG = (
    Sitzungsstand.GEPLANT,
    Sitzungsstand.TAGESORDNUNG_FESTGELEGT,
    Sitzungsstand.EINGELADEN,
    Sitzungsstand.EROEFFNET,
    Sitzungsstand.GESCHLOSSEN,
)
"""Der gerade Weg; abgesagt ist das andere Ende."""

UEBERGAENGE: Mapping[Sitzungsstand, frozenset[Sitzungsstand]] = {
    Sitzungsstand.GEPLANT: frozenset({Sitzungsstand.TAGESORDNUNG_FESTGELEGT, Sitzungsstand.ABGESAGT}),
    Sitzungsstand.TAGESORDNUNG_FESTGELEGT: frozenset({Sitzungsstand.EINGELADEN, Sitzungsstand.ABGESAGT}),
    Sitzungsstand.EINGELADEN: frozenset({Sitzungsstand.EROEFFNET, Sitzungsstand.ABGESAGT}),
    Sitzungsstand.EROEFFNET: frozenset({Sitzungsstand.GESCHLOSSEN}),
    Sitzungsstand.GESCHLOSSEN: frozenset(),
    Sitzungsstand.ABGESAGT: frozenset(),
}

VERAENDERLICH = frozenset(
    {Sitzungsstand.GEPLANT, Sitzungsstand.TAGESORDNUNG_FESTGELEGT, Sitzungsstand.EINGELADEN}
)
"""Vor der Eröffnung lassen sich Termin, Ort und Art noch ändern."""


def geht(von: Sitzungsstand, nach: Sitzungsstand) -> bool:
    return nach in UEBERGAENGE[von]


def braucht_link(art: Sitzungsart) -> bool:
    """Aus der Einladung muss bei einer digitalen Sitzung der Link hervorgehen (GO RSK § 4 Abs. 3 und 5)."""
    return art is not Sitzungsart.PRAESENZ


def ortszeit(tag: date, uhrzeit: time) -> datetime | None:
    """Der Zeitpunkt in Deutschland; None, wenn die Uhr an diesem Tag darüber hinwegspringt."""
    wann = datetime.combine(tag, uhrzeit)
    weltzeit = wann.replace(tzinfo=BERLIN).astimezone(UTC)
    return weltzeit if weltzeit.astimezone(BERLIN).replace(tzinfo=None) == wann else None
