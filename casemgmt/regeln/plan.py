"""Der Integrationsplan: Fassungen, Ziele, Schritte. Das Ziel steht in den Worten der Person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Planstand(StrEnum):
    ENTWURF = "entwurf"
    VEREINBART = "vereinbart"
    ABGELOEST = "abgeloest"


class Planthema(StrEnum):
    """Die fünf typischen Ziele des Fachmodells; was sonst vorkommt, ist „Sonstiges“."""

    BLEIBEPERSPEKTIVE = "bleibeperspektive"
    ARBEIT = "arbeit"
    SPRACHE = "sprache"
    GESUNDHEIT = "gesundheit"
    FREIZEIT = "freizeit"
    SONSTIGES = "sonstiges"


class Zielstand(StrEnum):
    OFFEN = "offen"
    ERREICHT = "erreicht"
    TEILWEISE = "teilweise"
    NICHT_ERREICHT = "nicht_erreicht"


class Schrittstand(StrEnum):
    OFFEN = "offen"
    BEGONNEN = "begonnen"
    ERLEDIGT = "erledigt"
    ENTFALLEN = "entfallen"


class Wer(StrEnum):
    PERSON = "person"
    CASE_MANAGEMENT = "case_management"
    ANDERE = "andere"


class Bestaetigung(StrEnum):
    """Wie die Person dem Plan zugestimmt hat."""

    SCHIRM = "schirm"
    BLATT = "blatt"
    MUENDLICH = "muendlich"


VORSCHLAEGE = {
    Planthema.BLEIBEPERSPEKTIVE: "Ich möchte wissen, wie ich sicher in Deutschland bleiben kann.",
    Planthema.ARBEIT: "Ich möchte eine Ausbildung oder Arbeit finden.",
    Planthema.SPRACHE: "Ich möchte besser Deutsch sprechen.",
    Planthema.GESUNDHEIT: "Ich möchte wissen, wohin ich gehe, wenn ich krank bin.",
    Planthema.FREIZEIT: "Ich möchte Sport machen und Menschen kennenlernen.",
}
"""Nur ein Beispiel neben dem Feld: das Ziel steht in den Worten der Person."""

_UEBERGAENGE = {
    Planstand.ENTWURF: {Planstand.VEREINBART},
    Planstand.VEREINBART: {Planstand.ABGELOEST},
    Planstand.ABGELOEST: set(),
}


def darf_werden(von: Planstand, nach: Planstand) -> bool:
    return nach in _UEBERGAENGE[von]


@dataclass(frozen=True, slots=True)
class Fortschritt:
    erledigt: int
    gesamt: int

    @property
    def ganz(self) -> bool:
        return self.gesamt > 0 and self.erledigt == self.gesamt


def fortschritt(staende: list[Schrittstand]) -> Fortschritt:
    """Was entfallen ist, zählt nicht mit."""
    gezaehlt = [stand for stand in staende if stand is not Schrittstand.ENTFALLEN]
    return Fortschritt(gezaehlt.count(Schrittstand.ERLEDIGT), len(gezaehlt))
