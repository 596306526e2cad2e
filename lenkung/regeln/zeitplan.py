"""Wann welcher Punkt an der Reihe ist, und ob die Zeit reicht (GO RSK § 4 Abs. 1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from kim.basis.anzeige import uhrzeit
from kim.basis.befund import Befund, Verstoss

PASST, ZU_LANG = "passt", "zu_lang"


class Abschnitt(NamedTuple):
    von: datetime
    bis: datetime


def zeitplan(beginn: datetime, minuten: Sequence[int]) -> tuple[Abschnitt, ...]:
    """Ein Punkt nach dem anderen, ohne Pause. Gerechnet in Weltzeit, damit auch die Nacht stimmt, in der die
    Uhr umgestellt wird."""
    abschnitte, von = [], beginn.astimezone(UTC)
    for dauer in minuten:
        bis = von + timedelta(minutes=dauer)
        abschnitte.append(Abschnitt(von, bis))
        von = bis
    return tuple(abschnitte)


def dauer_pruefen(
    minuten: Sequence[int], *, beginn: datetime, geplant: int, hoechstdauer: int | None = None, norm: str = ""
) -> Befund:
    """Die Summe gegen die geplante Dauer und gegen die Grenze der Geschäftsordnung. Beides sind Hinweise:
    der Vorsitz darf die Dauer erhöhen."""
    summe = sum(minuten)
    ende = beginn.astimezone(UTC) + timedelta(minutes=summe)
    verstoesse = []
    if summe > geplant:
        text = (
            f"Geplant ist die Sitzung bis {uhrzeit(beginn.astimezone(UTC) + timedelta(minutes=geplant))}, "
            f"das sind {_minuten(summe - geplant)} weniger."
        )
        verstoesse.append(Verstoss("ueber_planung", text, feld="dauer_minuten"))
    if hoechstdauer is not None and summe > hoechstdauer:
        text = (
            f"Die Geschäftsordnung sieht höchstens {hoechstdauer} Minuten vor, "
            f"das sind {_minuten(summe - hoechstdauer)} weniger."
        )
        verstoesse.append(Verstoss("ueber_hoechstdauer", text, norm))
    summanden = " + ".join(map(str, minuten)) if 1 < len(minuten) <= 12 else ""
    rechnung = f"{f'{summanden} = ' if summanden else ''}{summe} Minuten, also bis {uhrzeit(ende)}"
    if not verstoesse:
        rechnung += f"; geplant sind {geplant}"
    normen = (norm,) if norm and hoechstdauer is not None else ()
    return Befund(ZU_LANG if verstoesse else PASST, normen, f"{rechnung}.", tuple(verstoesse))


def _minuten(anzahl: int) -> str:
    return f"{anzahl} Minute" if anzahl == 1 else f"{anzahl} Minuten"
