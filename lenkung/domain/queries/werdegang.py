"""Lesen: was mit einem Sitz geschah, von seiner Einrichtung an."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lenkung.models import Besetzung, Sitz
from lenkung.regeln.besetzung import folgetag


class Ereignisart(StrEnum):
    SITZ_BEGINNT = "sitz_beginnt"
    SITZ_ENDET = "sitz_endet"
    BEGINNT = "beginnt"
    ENDET = "endet"


@dataclass(frozen=True, slots=True)
class Ereignis:
    """`tag` ist der erste oder der letzte Tag; ohne Tag ist der Beginn nicht bekannt."""

    art: Ereignisart
    tag: date | None
    besetzung: Besetzung | None = None


_FOLGE = (Ereignisart.ENDET, Ereignisart.SITZ_ENDET, Ereignisart.SITZ_BEGINNT, Ereignisart.BEGINNT)


def werdegang(sitz: Sitz, besetzungen: list[Besetzung]) -> list[Ereignis]:
    """Das Neueste zuerst. Am selben Übergang steht der Beginn der Nachfolge über dem Ende davor."""
    ereignisse = [Ereignis(Ereignisart.SITZ_BEGINNT, sitz.von)]
    if sitz.bis is not None:
        ereignisse.append(Ereignis(Ereignisart.SITZ_ENDET, sitz.bis))
    for besetzung in besetzungen:
        ereignisse.append(Ereignis(Ereignisart.BEGINNT, besetzung.von, besetzung))
        if besetzung.bis is not None:
            ereignisse.append(Ereignis(Ereignisart.ENDET, besetzung.bis, besetzung))
    return sorted(ereignisse, key=_reihe, reverse=True)


def _reihe(ereignis: Ereignis) -> tuple[date, int]:
    tag = ereignis.tag or date.min
    if ereignis.art in (Ereignisart.ENDET, Ereignisart.SITZ_ENDET) and tag < date.max:
        # An end takes effect on the day after, when the successor begins.
        tag = folgetag(tag)
    return tag, _FOLGE.index(ereignis.art)
