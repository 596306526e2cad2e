"""Wer wofür einwilligt und wer dafür unterschreibt: die Wörter der Einwilligung und das Alter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ALTER_EIGENE_UNTERSCHRIFT = 15
"""Ab hier unterschreibt ein Kind selbst mit (vgl. § 36 SGB I)."""
ALTER_VOLLJAEHRIG = 18
"""§ 2 BGB."""
MUENDLICH_TAGE = 14
"""Ohne eigene Zahl des Kreises: so lange gilt eine mündliche Einwilligung ohne Unterschrift."""


class Datenklasse(StrEnum):
    """Was weitergegeben wird. Angaben über andere Menschen des Haushalts gehören zu keiner Klasse."""

    STAMMDATEN = "stammdaten"
    KONTAKT = "kontakt"
    AUFENTHALT = "aufenthalt"
    FAMILIE = "familie"
    BILDUNG_ARBEIT = "bildung_arbeit"
    FINANZEN = "finanzen"
    GESUNDHEIT = "gesundheit"
    BERATUNGSINHALT = "beratungsinhalt"


ANVERTRAUT = frozenset({Datenklasse.GESUNDHEIT, Datenklasse.BERATUNGSINHALT})
"""Was in der Beratung anvertraut wird, geht nur mit einer Entbindung von der Schweigepflicht an benannte
Personen."""


class Zweck(StrEnum):
    VERWEIS = "verweis"
    TERMINKLAERUNG = "terminklaerung"
    ANTRAG = "antrag"
    FALLKONFERENZ = "fallkonferenz"
    FALLUEBERGABE = "falluebergabe"
    AUFENTHALTSFRAGEN = "aufenthaltsfragen"


class Einwilligungsart(StrEnum):
    DATENUEBERMITTLUNG = "datenuebermittlung"
    SCHWEIGEPFLICHT = "schweigepflicht"


class Einwilligungsstand(StrEnum):
    ENTWURF = "entwurf"
    """Noch hat niemand unterschrieben; sie trägt nichts."""
    ERTEILT = "erteilt"
    """Mindestens eine Unterschrift oder mündlich; ob sie trägt, sagt `weitergabe.pruefen`."""
    WIDERRUFEN = "widerrufen"
    VERWORFEN = "verworfen"


class Unterzeichnend(StrEnum):
    SELBST = "selbst"
    SORGE = "sorge"


class Unterschriftsform(StrEnum):
    PAPIER = "papier"
    SCHIRM = "schirm"
    HANDZEICHEN = "handzeichen"


class Widerrufsweg(StrEnum):
    MUENDLICH = "muendlich"
    SCHRIFTLICH = "schriftlich"
    ELEKTRONISCH = "elektronisch"


@dataclass(frozen=True, slots=True)
class Alter:
    """Was sich über das Alter an einem Tag sagen lässt. Ohne Geburtstag bleibt eine Spanne."""

    mindestens: int
    hoechstens: int

    @property
    def eigene_unterschrift_noetig(self) -> bool:
        """Im Zweifel ja: eine Unterschrift zu viel schadet niemandem."""
        return self.hoechstens >= ALTER_EIGENE_UNTERSCHRIFT

    @property
    def sorge_noetig(self) -> bool:
        return self.mindestens < ALTER_VOLLJAEHRIG


ERWACHSEN = Alter(ALTER_VOLLJAEHRIG, 150)


def alter_am(
    tag: date, *, geburtsdatum: date | None = None, geburtsjahr: int | None = None, als_kind: bool = False
) -> Alter:
    """`als_kind`: im Haushalt als Kind geführt. Es zählt nur, wo nichts über die Geburt bekannt ist."""
    if geburtsdatum is not None:
        vollendet = (
            tag.year - geburtsdatum.year - ((tag.month, tag.day) < (geburtsdatum.month, geburtsdatum.day))
        )
        return Alter(vollendet, vollendet)
    if geburtsjahr is not None:
        return Alter(tag.year - geburtsjahr - 1, tag.year - geburtsjahr)
    return Alter(0, ALTER_VOLLJAEHRIG - 1) if als_kind else ERWACHSEN
