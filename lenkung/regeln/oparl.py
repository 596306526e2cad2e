"""OParl 1.1 als Form: welche Objekte es gibt, wie Zeiten stehen, wonach eine Liste sich filtern lässt.

Die Spezifikation ist OParl 1.1 (Fassung v1.1.1). Zeiten haben den Abstand zur Weltzeit (±hh:mm), nie „Z“ und
nie Bruchteile von Sekunden.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from kim.basis.zeit import BERLIN

VERSION = "https://schema.oparl.org/1.1/"
ZEITFILTER = ("created_since", "created_until", "modified_since", "modified_until")
JE_SEITE = 100
VERWEIS, EINGEBETTET, SEITE, LISTE = "@verweis", "@objekt", "@seite", "@liste"
"""Im Gespeicherten steht statt einer Adresse, worauf sie zeigt; den Rechner kennt erst die Antwort."""


class Objektart(StrEnum):
    """So heißen die Arten in den Adressen; der Name in OParl steht in `TYPEN`."""

    BODY = "body"
    LEGISLATIVETERM = "legislativeterm"
    ORGANIZATION = "organization"
    PERSON = "person"
    MEMBERSHIP = "membership"
    MEETING = "meeting"
    AGENDAITEM = "agendaitem"
    PAPER = "paper"
    CONSULTATION = "consultation"
    FILE = "file"
    LOCATION = "location"


TYPEN: Mapping[Objektart, str] = {
    Objektart.BODY: "Body",
    Objektart.LEGISLATIVETERM: "LegislativeTerm",
    Objektart.ORGANIZATION: "Organization",
    Objektart.PERSON: "Person",
    Objektart.MEMBERSHIP: "Membership",
    Objektart.MEETING: "Meeting",
    Objektart.AGENDAITEM: "AgendaItem",
    Objektart.PAPER: "Paper",
    Objektart.CONSULTATION: "Consultation",
    Objektart.FILE: "File",
    Objektart.LOCATION: "Location",
}

LISTEN: Mapping[str, Objektart] = {
    "organization": Objektart.ORGANIZATION,
    "person": Objektart.PERSON,
    "meeting": Objektart.MEETING,
    "paper": Objektart.PAPER,
    "agendaItem": Objektart.AGENDAITEM,
    "consultation": Objektart.CONSULTATION,
    "file": Objektart.FILE,
    "locationList": Objektart.LOCATION,
    "legislativeTermList": Objektart.LEGISLATIVETERM,
    "membership": Objektart.MEMBERSHIP,
}
"""Die Listen einer Körperschaft, wie ihre Eigenschaften heißen."""


@dataclass(frozen=True, slots=True)
class Bezug:
    """Wovon ein Objekt spricht: der Schlüssel, unter dem es seine Adresse behält."""

    art: Objektart
    schluessel: str


@dataclass(frozen=True, slots=True)
class Objekt:
    """Ein Objekt, wie es jetzt öffentlich ist. Verweise sind Werte vom Typ `Bezug` oder `Eingebettet`."""

    bezug: Bezug
    inhalt: Mapping[str, Any] = field(default_factory=dict)
    sitzung: int | None = None
    """Zu welcher Sitzung es gehört; danach entscheidet der Sichtstand."""


@dataclass(frozen=True, slots=True)
class Eingebettet:
    """Das ganze Objekt an dieser Stelle, nicht nur seine Adresse."""

    bezug: Bezug


@dataclass(frozen=True, slots=True)
class Seite:
    """Eine Seite für Menschen, als Weg ohne Rechner."""

    weg: str


@dataclass(frozen=True, slots=True)
class Liste:
    """Eine Liste der Körperschaft, unter ihrem Namen."""

    name: str


def zeit(wann: datetime) -> str:
    """2023-09-13T14:00:00+02:00"""
    return wann.astimezone(BERLIN).isoformat(timespec="seconds")


# An offset is demanded; who writes „Z“ or leaves the seconds out is understood all the same.
_ZEIT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:\d{2})\Z")


def zeit_lesen(text: str) -> datetime | None:
    """None, wenn es keine vollständige Zeit ist. Ein „+“, das als Leerzeichen ankam, wird verstanden."""
    text = text.strip().replace(" ", "+")
    if not _ZEIT.match(text):
        return None
    try:
        gelesen = datetime.fromisoformat(text)
        # At the ends of the calendar a moment may have no name in UTC, which databases keep.
        gelesen.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return gelesen


def abdruck(inhalt: Mapping[str, Any]) -> str:
    text = json.dumps(inhalt, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def eingebettete(wert: Any) -> list[str]:
    """Die Kennungen der Objekte, die ganz in diesem Gespeicherten stehen."""
    if isinstance(wert, dict):
        if EINGEBETTET in wert:
            return [wert[EINGEBETTET][1]]
        return [fund for teil in wert.values() for fund in eingebettete(teil)]
    if isinstance(wert, list):
        return [fund for teil in wert for fund in eingebettete(teil)]
    return []
