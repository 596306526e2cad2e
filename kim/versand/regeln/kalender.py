"""Ein Termin, der mit einer E-Mail in den Kalender der Empfängerinnen und Empfänger kommt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Methode(StrEnum):
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Kalenderangabe:
    """`schluessel` benennt den Termin auf Dauer (zum Beispiel "lenkung.sitzung:12"): jede weitere Nachricht
    mit demselben Schlüssel ändert denselben Eintrag, `absage` nimmt ihn zurück."""

    schluessel: str
    titel: str
    beginn: datetime
    ende: datetime
    ort: str = ""
    beschreibung: str = ""
    url: str = ""
    absage: bool = False
    antwort_erbeten: bool = True

    @property
    def methode(self) -> Methode:
        return Methode.CANCEL if self.absage else Methode.REQUEST


def fehler_der_angabe(angabe: Kalenderangabe) -> str:
    """Leer, wenn der Termin verschickt werden kann."""
    if angabe.beginn.tzinfo is None or angabe.ende.tzinfo is None:
        return "Dem Termin fehlt die Zeitzone."
    if angabe.ende <= angabe.beginn:
        return "Der Termin endet, bevor er beginnt. Bitte die Zeiten prüfen."
    if not angabe.titel.strip():
        return "Dem Termin fehlt ein Titel."
    return ""


def naechste_sequenz(bisher: int | None) -> int:
    """Kalenderprogramme übernehmen eine Änderung nur mit höherer Nummer (RFC 5545, 3.8.7.4)."""
    return 0 if bisher is None else bisher + 1
