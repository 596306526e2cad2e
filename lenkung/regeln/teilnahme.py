"""Wer zu einer Sitzung eingeladen ist und was sie oder er geantwortet hat (GO RSK § 4 Abs. 6)."""

from __future__ import annotations

from enum import StrEnum


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
