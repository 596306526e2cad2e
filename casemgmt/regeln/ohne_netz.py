"""Was ohne Netz erfasst wurde: wie es verpackt ist, wann es angenommen wird und warum nicht."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

FASSUNG = 1
"""Der Kasten und sein Inhalt sagen, nach welcher Fassung sie gemacht sind."""
HOECHSTGROESSE = 512 * 1024
NACHLAUF = timedelta(days=30)
"""So lange nimmt die Ablage noch an, was jemand vor dem Ende seines Kontos erfasst hat."""
GERAETE_HOECHSTENS = 10
"""So viele neue Geräte meldet ein Konto in der Zeit des Nachlaufs an; jedes gelöschte Lager ist ein neues."""
ABLAGE_HOECHSTENS = 300
"""So viele offene Einträge hat ein Konto in der Ablage. Was darüber ist, wartet auf dem Gerät."""
UHR_HOECHSTENS = timedelta(hours=12)
"""Geht die Uhr des Geräts weiter falsch, stimmt der Tag nicht mehr: dann entscheidet ein Mensch."""
VORAUS_HOECHSTENS = timedelta(minutes=15)


class Uebertragungsstand(StrEnum):
    ANGENOMMEN = "angenommen"
    OFFEN = "offen"
    """Liegt in der Ablage „nicht übertragen“."""
    ERLEDIGT = "erledigt"


class Ablagegrund(StrEnum):
    KEIN_ZUGANG = "kein_zugang"
    KONTO_BEENDET = "konto_beendet"
    KONFLIKT = "konflikt"
    UHR = "uhr"
    UNBEKANNT = "unbekannt"
    UNLESBAR = "unlesbar"
    UNVOLLSTAENDIG = "unvollstaendig"
    UNGUELTIG = "ungueltig"


class Loesung(StrEnum):
    """Wie ein Eintrag der Ablage erledigt wurde."""

    WIEDERHOLT = "wiederholt"
    ZUGEORDNET = "zugeordnet"
    ANONYM = "anonym"
    FREIGEGEBEN = "freigegeben"
    ABGELEGT = "abgelegt"
    """Von Hand nachgetragen oder nicht gebraucht, mit Grund; der Inhalt bleibt bis zur Löschfrist."""


class Kastenfehler(ValueError):
    """So, wie er ankam, ist der Kasten nicht zu lesen."""


@dataclass(frozen=True, slots=True)
class Kasten:
    """Ein versiegelter Eintrag. Ihn öffnet nur der Empfangsschlüssel, den `schluessel` nennt."""

    kennung: UUID
    marke: UUID
    schluessel: str
    epk: bytes
    huelle: bytes
    daten: bytes


@dataclass(frozen=True, slots=True)
class Inhalt:
    art: str
    fassung: int
    entwurf: bool
    """Beim Sperren des Geräts stand er halb ausgefüllt da."""
    erfasst_am: datetime
    """Nach der Uhr des Geräts."""
    daten: Mapping[str, Any]


def _bytes(daten: Mapping[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(daten[name], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error) as fehler:
        raise Kastenfehler(name) from fehler


def kennung_lesen(wert: Any) -> UUID:
    try:
        return UUID(str(wert))
    except ValueError as fehler:
        raise Kastenfehler("kennung") from fehler


def kasten_lesen(roh: Any) -> Kasten:
    if not isinstance(roh, Mapping) or roh.get("v") != FASSUNG:
        raise Kastenfehler("v")
    return Kasten(
        kennung=kennung_lesen(roh.get("kennung")),
        marke=kennung_lesen(roh.get("marke")),
        schluessel=str(roh.get("schluessel", "")),
        epk=_bytes(roh, "epk"),
        huelle=_bytes(roh, "huelle"),
        daten=_bytes(roh, "daten"),
    )


def inhalt_lesen(roh: Any) -> Inhalt:
    try:
        erfasst_am = datetime.fromisoformat(roh["erfasst_am"])
        if erfasst_am.tzinfo is None or not isinstance(roh["daten"], Mapping):
            raise Kastenfehler("inhalt")
        return Inhalt(
            art=str(roh["art"]),
            fassung=int(roh["fassung"]),
            entwurf=roh.get("entwurf") is True,
            erfasst_am=erfasst_am,
            daten=roh["daten"],
        )
    except (KeyError, TypeError, ValueError, OverflowError) as fehler:
        raise Kastenfehler("inhalt") from fehler


def bindung(kennung: UUID, marke: UUID) -> bytes:
    """Bindet den Inhalt an seine Kennung und an die Marke dessen, der ihn erfasst hat."""
    return f"kim-ohne-netz-{FASSUNG}|{kennung}|{marke}".encode()


def zweck(schluessel: str) -> bytes:
    return f"kim-ohne-netz-{FASSUNG}|server|{schluessel}".encode()


def uhr_geht_falsch(geraet: datetime | None, server: datetime) -> bool:
    """Beide im selben Augenblick abgelesen, nämlich beim Senden."""
    return geraet is not None and abs(server - geraet) > UHR_HOECHSTENS


def berichtigt(zeit: datetime, geraet: datetime, server: datetime) -> datetime:
    """Was die Uhr des Geräts gezeigt hätte, ginge sie richtig."""
    return zeit + (server - geraet)


def nachlauf_offen(ende: datetime, jetzt: datetime) -> bool:
    return jetzt <= ende + NACHLAUF


_AKTENZEICHEN = re.compile(r"(?:KIM)?[\s/-]*(\d{4})[\s/-]+0*(\d{1,7})", re.IGNORECASE)


def aktenzeichen_lesen(text: str) -> tuple[int, int] | None:
    """Jahr und Nummer, auch wenn jemand „2026-12“ oder „kim 2026/0012“ schreibt."""
    treffer = _AKTENZEICHEN.fullmatch(text.strip())
    return (int(treffer[1]), int(treffer[2])) if treffer else None


def ohne_namen(text: str, namen: Iterable[str]) -> str:
    """Was mitgenommen wird, nennt niemanden: bekannte Namen werden zu „…“."""
    worte = {wort for name in namen for wort in re.findall(r"[^\W\d_]{2,}", name)}
    if not worte:
        return text
    muster = "|".join(re.escape(wort) for wort in sorted(worte, key=len, reverse=True))
    return re.sub(rf"\b(?:{muster})s?\b", "…", text, flags=re.IGNORECASE)
