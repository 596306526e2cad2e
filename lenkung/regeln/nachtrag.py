"""Anwesenheit einer Sitzung, die auf Papier geführt wurde: je Punkt statt je Minute."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from lenkung.regeln.zeitplan import Abschnitt, zeitplan


def abschnitte(
    beginn: datetime, minuten: Sequence[int], ende: datetime | None = None
) -> tuple[Abschnitt, ...]:
    """Die Punkte nacheinander, wie geplant; der letzte dauert bis zum Ende der Sitzung.

    Ein Punkt ohne Zeit bekommt eine Minute, damit jemand zu ihm anwesend sein kann.
    """
    plan = zeitplan(beginn, [max(1, dauer) for dauer in minuten])
    if not plan or ende is None or ende <= plan[-1].von:
        return plan
    return (*plan[:-1], Abschnitt(plan[-1].von, ende))


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
