"""Wie alte Listen Uhrzeiten und Nummern schreiben."""

from __future__ import annotations

import re
from datetime import time
from typing import NamedTuple

_UHRZEIT = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::00)?(?: *Uhr)?", re.IGNORECASE)
_NUMMER = re.compile(r"([1-9][0-9]{0,3})(?: */ *([0-9]{4}))?")


class Beschlusszeichen(NamedTuple):
    """`jahr` None: das des Tages."""

    nummer: int
    jahr: int | None


def uhrzeit_lesen(text: str) -> time | None:
    """„14:00“, „14.00 Uhr“ oder „14 Uhr“; None, wenn es keine Uhrzeit ist."""
    treffer = _UHRZEIT.fullmatch(text.strip())
    if treffer is None:
        return None
    stunde, minute = int(treffer[1]), int(treffer[2] or 0)
    return time(stunde, minute) if stunde < 24 and minute < 60 else None


def zeichen_lesen(text: str) -> Beschlusszeichen | None:
    """„7/2022“ oder „7“; None, wenn es sich so nicht lesen lässt."""
    treffer = _NUMMER.fullmatch(text.strip())
    if treffer is None:
        return None
    return Beschlusszeichen(int(treffer[1]), int(treffer[2]) if treffer[2] else None)


def punkte_lesen(text: str) -> tuple[str, ...]:
    """Je Zeile oder zwischen senkrechten Strichen ein Punkt; die Nummer davor bleibt weg."""
    teile = (" ".join(teil.split()) for teil in re.split(r"[\n|]", text))
    ohne_nummer = (re.sub(r"^(?:TOP *)?[0-9]{1,2}[.:)]? +", "", teil) for teil in teile)
    return tuple(teil for teil in ohne_nummer if teil)
