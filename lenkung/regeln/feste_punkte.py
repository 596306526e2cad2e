"""Welche Punkte von selbst auf die Tagesordnung kommen, an welcher Stelle und warum.

Aus der Geschäftsordnung (GO RSK § 6 Abs. 4 und 5, § 7 Abs. 4; GO Steinfurt § 7) und dem, was offen ist. Kein
Punkt wird erzwungen: die Tagesordnung legt der Vorsitz fest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from kim.basis.anzeige import datum
from lenkung.regeln.ordnung import Genehmigungsregel, ZweiteEinberufungsregel
from lenkung.regeln.tagesordnung import Punktart
from lenkung.regeln.werte import Genehmigung

BEGRUESSUNG = "Begrüßung und Feststellung der Beschlussfähigkeit"
VERSCHIEDENES = "Verschiedenes"
MINUTEN = {
    Punktart.FORMALIA: 5,
    Punktart.GENEHMIGUNG: 5,
    Punktart.VERSCHIEDENES: 10,
}
"""Übliche Dauer *(abgeleitet)*; sie lässt sich an jedem Punkt ändern."""


class Rang(IntEnum):
    """Die Abschnitte einer Tagesordnung, von vorn nach hinten."""

    BEGRUESSUNG = 0
    GENEHMIGUNG = 1
    ZURUECKGESTELLT = 2
    """Vor allen anderen: darüber sollte schon einmal entschieden werden."""
    UEBRIGE = 3
    VERSCHIEDENES = 4


@dataclass(frozen=True, slots=True)
class FruehereSitzung:
    """Eine abgehaltene Sitzung desselben Gremiums, die älteste zuerst.

    `genehmigung_vorgesehen`: Ihre Niederschrift steht schon auf einer früheren, nicht abgesagten
    Tagesordnung. `mit_tagesordnung`: Sie hatte eine Tagesordnung in KIM.
    """

    id: int
    tag: date
    genehmigung_vorgesehen: bool = False
    mit_tagesordnung: bool = True


@dataclass(frozen=True, slots=True)
class ZurueckgestellterPunkt:
    """Ein Punkt, über den eine frühere Sitzung mangels Beschlussfähigkeit nicht entscheiden konnte."""

    id: int
    titel: str
    art: Punktart
    minuten: int
    tag: date


@dataclass(frozen=True, slots=True)
class Wunsch:
    """Ein Punkt, der auf die Tagesordnung gehört. `bezug`: die Sitzung oder der Punkt, um die es geht."""

    rang: Rang
    art: Punktart
    titel: str
    minuten: int
    grund: str
    norm: str = ""
    bezug: int | None = None
    hinweis_noetig: bool = False
    """Die Einladung weist auf die zweite Einberufung hin (GO RSK § 6 Abs. 5)."""


def feste_punkte(
    *,
    genehmigung: Genehmigungsregel | None,
    zweite_einberufung: ZweiteEinberufungsregel | None,
    frueher: Sequence[FruehereSitzung] = (),
    zurueckgestellt: Iterable[ZurueckgestellterPunkt] = (),
    quorum_norm: str = "",
) -> tuple[Wunsch, ...]:
    """Alle, in der Folge, in der sie stehen sollen."""
    return (
        Wunsch(
            Rang.BEGRUESSUNG,
            Punktart.FORMALIA,
            BEGRUESSUNG,
            MINUTEN[Punktart.FORMALIA],
            "Am Anfang stellt der Vorsitz fest, ob die Runde beschlussfähig ist.",
            quorum_norm,
        ),
        *_genehmigungen(genehmigung, frueher),
        *(_erneut(punkt, zweite_einberufung) for punkt in zurueckgestellt),
        Wunsch(
            Rang.VERSCHIEDENES,
            Punktart.VERSCHIEDENES,
            VERSCHIEDENES,
            MINUTEN[Punktart.VERSCHIEDENES],
            "Am Schluss, für kurze Mitteilungen.",
        ),
    )


def _genehmigungen(regel: Genehmigungsregel | None, frueher: Sequence[FruehereSitzung]) -> list[Wunsch]:
    """Nur, wenn die nächste Sitzung genehmigt. Läuft eine Frist, genehmigt sie (GO Steinfurt § 7)."""
    if regel is None or regel.genehmigung is not Genehmigung.NAECHSTE_SITZUNG:
        return []
    return [
        Wunsch(
            Rang.GENEHMIGUNG,
            Punktart.GENEHMIGUNG,
            genehmigungstitel(sitzung.tag),
            MINUTEN[Punktart.GENEHMIGUNG],
            f"Die Niederschrift der Sitzung vom {datum(sitzung.tag)} ist noch nicht genehmigt.",
            regel.norm,
            sitzung.id,
        )
        for sitzung in offene_niederschriften(frueher)
    ]


def genehmigungstitel(tag: date) -> str:
    return f"Genehmigung der Niederschrift vom {datum(tag)}"


def offene_niederschriften(frueher: Sequence[FruehereSitzung]) -> list[FruehereSitzung]:
    """Die noch keine Sitzung zur Genehmigung vorgesehen hat.

    Folgte auf sie eine Sitzung ohne Tagesordnung in KIM (aus der Zeit davor), war dort Gelegenheit zu
    Änderungswünschen, und andernfalls gilt die Niederschrift als genehmigt (GO RSK § 7 Abs. 4).
    """
    offen: list[FruehereSitzung] = []
    for sitzung in frueher:
        if not sitzung.mit_tagesordnung:
            offen.clear()
        if not sitzung.genehmigung_vorgesehen:
            offen.append(sitzung)
    return offen


def _erneut(punkt: ZurueckgestellterPunkt, regel: ZweiteEinberufungsregel | None) -> Wunsch:
    grund = f"Am {datum(punkt.tag)} mangels Beschlussfähigkeit zurückgestellt."
    if regel is not None:
        grund += (
            f" Die Einladung weist auf {regel.norm} hin: Dann ist die Runde über diesen Punkt ohne Rücksicht "
            "auf die Zahl der Anwesenden beschlussfähig."
        )
    return Wunsch(
        Rang.ZURUECKGESTELLT,
        punkt.art,
        punkt.titel,
        punkt.minuten,
        grund,
        regel.norm if regel else "",
        punkt.id,
        hinweis_noetig=regel is not None,
    )


def rang_von(art: Punktart, *, uebernommen: bool) -> Rang:
    """In welchen Abschnitt ein Punkt gehört, der schon auf der Tagesordnung steht."""
    if uebernommen:
        return Rang.ZURUECKGESTELLT
    return {
        Punktart.FORMALIA: Rang.BEGRUESSUNG,
        Punktart.GENEHMIGUNG: Rang.GENEHMIGUNG,
        Punktart.VERSCHIEDENES: Rang.VERSCHIEDENES,
    }.get(art, Rang.UEBRIGE)


def stelle_fuer(rang: Rang, vorhandene: Sequence[Rang]) -> int:
    """Wo ein neuer Punkt hingehört, ohne die Folge der anderen anzurühren (0: ganz vorn).

    Formalia hinter die Formalia am Anfang, Verschiedenes ans Ende, alles andere davor.
    """
    if rang is Rang.VERSCHIEDENES:
        return len(vorhandene)
    if rang is Rang.UEBRIGE:
        ende = len(vorhandene)
        while ende and vorhandene[ende - 1] is Rang.VERSCHIEDENES:
            ende -= 1
        return ende
    vorn = 0
    while vorn < len(vorhandene) and vorhandene[vorn] <= rang:
        vorn += 1
    return vorn
