"""Der Weg einer Fassung der Geschäftsordnung, und welche für eine Sitzung gilt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lenkung.regeln.besetzung import Zeitraum


class Stand(StrEnum):
    ENTWURF = "entwurf"
    BESCHLOSSEN = "beschlossen"
    """Beschlossen, aber noch nicht in Kraft."""
    IN_KRAFT = "in_kraft"
    ABGELOEST = "abgeloest"
    ABGELAUFEN = "abgelaufen"
    """Zu Ende, ohne dass eine andere an ihre Stelle trat."""


@dataclass(frozen=True, slots=True)
class Fassung:
    id: int
    beschlossen_am: date | None = None
    in_kraft_ab: date | None = None
    in_kraft_bis: date | None = None
    abgeloest: bool = False
    gilt_in_beschlusssitzung: bool = False

    def gilt_am(self, tag: date) -> bool:
        return self.in_kraft_ab is not None and Zeitraum(self.in_kraft_ab, self.in_kraft_bis).umfasst(tag)

    def stand_am(self, tag: date) -> Stand:
        if self.beschlossen_am is None:
            return Stand.ENTWURF
        if self.in_kraft_ab is None or tag < self.in_kraft_ab:
            return Stand.BESCHLOSSEN
        if self.gilt_am(tag):
            return Stand.IN_KRAFT
        return Stand.ABGELOEST if self.abgeloest else Stand.ABGELAUFEN


def gebundene_fassung(
    fassungen: Iterable[Fassung], *, sitzungstag: date, eingeladen_am: date | None
) -> Fassung | None:
    """Die Fassung, an die eine Sitzung gebunden ist: die am Tag der Einladung geltende.

    Beschließt die Sitzung selbst eine neue, so gilt diese in ihr nur, wenn sie es sagt (GO RSK § 8). None:
    nichts ist geregelt, wie in den ersten beiden Sitzungen im Rhein-Sieg-Kreis.
    """
    fassungen = list(fassungen)
    for fassung in fassungen:
        if (
            fassung.gilt_in_beschlusssitzung
            and fassung.beschlossen_am == sitzungstag
            and fassung.gilt_am(sitzungstag)
        ):
            return fassung
    tag = eingeladen_am or sitzungstag
    return next((fassung for fassung in fassungen if fassung.gilt_am(tag)), None)
