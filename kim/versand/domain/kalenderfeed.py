"""Ein Kalender, den ein Programm unter einer privaten Adresse abholt (RFC 5545): Geheimnis und Datei."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from kim.basis.zeit import BERLIN
from kim.versand.domain.kalendertext import PRODID


def neues_geheimnis() -> str:
    """Steht einmal in der Adresse und sonst nirgends."""
    return secrets.token_urlsafe(32)


def fingerabdruck(geheimnis: str) -> str:
    """Nur dieser Wert steht in der Datenbank: wer sie liest, kann die Adresse nicht nachbauen."""
    return hashlib.sha256(geheimnis.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Feedeintrag:
    uid: str
    beginn: datetime
    ende: datetime
    titel: str
    ort: str = ""
    url: str = ""
    status: str = "CONFIRMED"


def als_kalender(name: str, eintraege: Iterable[Feedeintrag], *, jetzt: datetime) -> str:
    kalender = Calendar()
    kalender.add("prodid", PRODID)
    kalender.add("version", "2.0")
    kalender.add("method", "PUBLISH")
    kalender.add("x-wr-calname", name)
    kalender.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for eintrag in eintraege:
        ereignis = Event()
        ereignis.add("uid", eintrag.uid)
        ereignis.add("dtstamp", jetzt.astimezone(UTC).replace(microsecond=0))
        ereignis.add("dtstart", eintrag.beginn.astimezone(BERLIN))
        ereignis.add("dtend", eintrag.ende)
        ereignis.add("summary", eintrag.titel)
        for feld, wert in (("location", eintrag.ort), ("url", eintrag.url)):
            if wert:
                ereignis.add(feld, wert)
        ereignis.add("status", eintrag.status)
        ereignis.add("class", "PRIVATE")
        kalender.add_component(ereignis)
    kalender.add_missing_timezones()
    return kalender.to_ical().decode()
