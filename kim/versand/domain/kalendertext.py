"""Kalenderdateien (RFC 5545, RFC 5546): Einladung und Absage, die Kalenderprogramme verstehen."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText
from icalendar.parser import Contentline

from kim.basis.zeit import BERLIN
from kim.versand.models import Kalendereintrag
from kim.versand.regeln.kalender import Kalenderangabe, naechste_sequenz

PRODID = "-//KIM//Kommunales Integrationsmanagement//DE"


def kalendereintrag_weiterzaehlen(*, kreis_id: int, angabe: Kalenderangabe, rechner: str) -> Kalendereintrag:
    """In der Transaktion der Nachricht: die UID bleibt, die Nummer steigt mit jeder Nachricht zum Termin."""
    eintrag, neu = Kalendereintrag.objects.select_for_update().get_or_create(
        kreis_id=kreis_id,
        schluessel=angabe.schluessel,
        defaults={
            "uid": f"{secrets.token_hex(16)}@{rechner}",
            "sequenz": naechste_sequenz(None),
            "abgesagt": angabe.absage,
        },
    )
    if neu:
        return eintrag
    eintrag.sequenz, eintrag.abgesagt = naechste_sequenz(eintrag.sequenz), angabe.absage
    eintrag.save()
    return eintrag


def kalendertexte(
    *,
    angabe: Kalenderangabe,
    uid: str,
    sequenz: int,
    stempel: datetime,
    veranstalter: tuple[str, str],
    personen: Sequence[tuple[str, str]],
) -> list[str]:
    """Derselbe Termin für jede Person einzeln, mindestens für eine; andere Eingeladene stehen nicht darin.

    Gebaut wird er einmal; je Person wird nur die Zeile getauscht, die sie nennt.
    """
    antwort = angabe.antwort_erbeten and not angabe.absage
    muster = _eingeladen(*personen[0], antwort=antwort)
    text = _termin(angabe, uid, sequenz, stempel, veranstalter, muster)
    # If the line were not there, this would fail: no appointment goes out that names the wrong person.
    anfang, ende = text.split(_zeile(muster), 1)
    return [anfang + _zeile(_eingeladen(*person, antwort=antwort)) + ende for person in personen]


def _zeile(person: vCalAddress) -> str:
    """Wie sie in der Datei steht, nach 75 Zeichen umbrochen."""
    return Contentline.from_parts("ATTENDEE", person.params, person).to_ical().decode() + "\r\n"


def _termin(
    angabe: Kalenderangabe,
    uid: str,
    sequenz: int,
    stempel: datetime,
    veranstalter: tuple[str, str],
    person: vCalAddress,
) -> str:
    ereignis = Event()
    ereignis.add("uid", uid)
    ereignis.add("sequence", sequenz)
    ereignis.add("dtstamp", stempel.astimezone(ZoneInfo("UTC")))
    ereignis.add("dtstart", angabe.beginn.astimezone(BERLIN))
    ereignis.add("dtend", angabe.ende.astimezone(BERLIN))
    ereignis.add("summary", angabe.titel)
    for name, wert in (("location", angabe.ort), ("description", angabe.beschreibung), ("url", angabe.url)):
        if wert:
            ereignis.add(name, wert)
    ereignis.add("status", "CANCELLED" if angabe.absage else "CONFIRMED")
    ereignis.add("class", "PRIVATE")
    ereignis.add("organizer", _beteiligt(*veranstalter))
    ereignis.add("attendee", person)
    kalender = Calendar()
    kalender.add("prodid", PRODID)
    kalender.add("version", "2.0")
    kalender.add("method", angabe.methode.value)
    kalender.add_component(ereignis)
    # Without the rules of the zone a calendar would have to guess when clocks change.
    kalender.add_missing_timezones()
    return kalender.to_ical().decode()


def _beteiligt(name: str, adresse: str) -> vCalAddress:
    beteiligt = vCalAddress(f"mailto:{adresse}")
    beteiligt.params["cn"] = vText(name)
    return beteiligt


def _eingeladen(name: str, adresse: str, *, antwort: bool) -> vCalAddress:
    person = _beteiligt(name, adresse)
    person.params["role"] = vText("REQ-PARTICIPANT")
    person.params["partstat"] = vText("NEEDS-ACTION")
    person.params["rsvp"] = vText("TRUE" if antwort else "FALSE")
    return person
