"""Anwesenheit einer Sitzung, die auf Papier geführt wurde: je Punkt statt je Minute."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import accumulate, pairwise

from lenkung.regeln.zeitplan import Abschnitt, zeitplan

_NUMMER = re.compile(r"[1-9][0-9]?")


def abschnitte(
    beginn: datetime, minuten: Sequence[int], ende: datetime | None = None
) -> tuple[Abschnitt, ...]:
    """Die Punkte nacheinander, wie geplant; der letzte dauert bis zum Ende der Sitzung.

    Ein Punkt ohne Zeit bekommt eine Minute, damit jemand zu ihm anwesend sein kann. War die Sitzung kürzer
    als geplant, teilen sich die Punkte die Zeit, die es gab.
    """
    dauern = [max(1, dauer) for dauer in minuten]
    plan = zeitplan(beginn, dauern)
    if not plan or ende is None or ende <= beginn:
        return plan
    if ende > plan[-1].von:
        return (*plan[:-1], Abschnitt(plan[-1].von, ende))
    grenzen = [
        plan[0].von + (ende - beginn) * bisher // sum(dauern) for bisher in accumulate(dauern, initial=0)
    ]
    return tuple(Abschnitt(von, bis) for von, bis in pairwise(grenzen))


def anwesend_waehrend(
    plan: Sequence[Abschnitt], nummern: Collection[int] | None, *, beginn: datetime, ende: datetime
) -> tuple[Abschnitt, ...]:
    """Aufeinander folgende Punkte werden eine Zeit. None: die ganze Sitzung. Die Nummern beginnen bei 1."""
    if nummern is None:
        return (Abschnitt(beginn, ende),)
    zeiten: list[Abschnitt] = []
    for nummer, abschnitt in enumerate(plan, 1):
        if nummer not in nummern:
            continue
        if zeiten and zeiten[-1].bis == abschnitt.von:
            zeiten[-1] = Abschnitt(zeiten[-1].von, abschnitt.bis)
        else:
            zeiten.append(abschnitt)
    return tuple(zeiten)


def punktnummern(text: str) -> frozenset[int] | None:
    """„1-3, 5“ als Nummern; None, wenn es sich so nicht lesen lässt."""
    nummern: set[int] = set()
    for teil in text.replace("TOP", "").replace("–", "-").split(","):
        von, strich, bis = (stueck.strip() for stueck in teil.partition("-"))
        if not _NUMMER.fullmatch(von) or (strich and not _NUMMER.fullmatch(bis)):
            return None
        erste, letzte = int(von), int(bis or von)
        if letzte < erste:
            return None
        nummern.update(range(erste, letzte + 1))
    return frozenset(nummern)
