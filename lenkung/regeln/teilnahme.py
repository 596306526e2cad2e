"""Wer zu einer Sitzung eingeladen ist und was sie oder er geantwortet hat (GO RSK § 4 Abs. 6)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.werte import Sitzungsart


class Teilnahmerolle(StrEnum):
    MITGLIED = "mitglied"
    STELLVERTRETUNG = "stellvertretung"
    GAST = "gast"
    """Eingeladen zu einzelnen Punkten, ohne Stimme (GO RSK § 2 Abs. 3)."""


class Zusage(StrEnum):
    OFFEN = "offen"
    VOR_ORT = "vor_ort"
    DIGITAL = "digital"
    VERHINDERT = "verhindert"


KOMMT = frozenset({Zusage.VOR_ORT, Zusage.DIGITAL})


class Antwortweg(StrEnum):
    """Wie eine Antwort zu uns kam."""

    LINK = "link"
    KONTO = "konto"
    GESCHAEFTSSTELLE = "geschaeftsstelle"
    """Am Telefon oder per E-Mail gesagt, von der Geschäftsstelle eingetragen."""
    VORZIMMER = "vorzimmer"


ZUSAGEN_JE_ART = {
    Sitzungsart.PRAESENZ: (Zusage.VOR_ORT, Zusage.VERHINDERT),
    Sitzungsart.DIGITAL: (Zusage.DIGITAL, Zusage.VERHINDERT),
    Sitzungsart.HYBRID: (Zusage.VOR_ORT, Zusage.DIGITAL, Zusage.VERHINDERT),
}
"""Was sich antworten lässt, je nachdem, wie die Sitzung stattfindet (GO RSK § 4 Abs. 3)."""


class Antwortlage(StrEnum):
    """Ob eine Person jetzt antworten kann, und warum nicht."""

    OFFEN = "offen"
    NICHT_EINGELADEN = "nicht_eingeladen"
    NICHT_GEFRAGT = "nicht_gefragt"
    """Die Stellvertretung, solange das Mitglied nicht abgesagt hat."""
    BEGONNEN = "begonnen"
    ABGESAGT = "abgesagt"


def antwortlage(*, stand: Sitzungsstand, beginn: datetime, gefragt: bool, jetzt: datetime) -> Antwortlage:
    """Geantwortet wird zwischen der Einladung und dem Beginn; danach zählt, wer da ist."""
    if stand is Sitzungsstand.ABGESAGT:
        return Antwortlage.ABGESAGT
    if stand in (Sitzungsstand.GEPLANT, Sitzungsstand.TAGESORDNUNG_FESTGELEGT):
        return Antwortlage.NICHT_EINGELADEN
    if stand is not Sitzungsstand.EINGELADEN or jetzt >= beginn:
        return Antwortlage.BEGONNEN
    return Antwortlage.OFFEN if gefragt else Antwortlage.NICHT_GEFRAGT
