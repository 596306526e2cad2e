"""Das Netzwerk als Wabenkarte: Waben, Wege eines Verweises, Wartezeit, und wann ein Eintrag zu alt ist.

Die Evaluation zeigt ihre Wabenkarte (Abb. 13) nur als Bild. Die Waben folgen deshalb den Stellen, auf die
nach der Evaluation verwiesen wird; wo keine genannt ist, sind sie abgeleitet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

BESTAETIGEN_NACH_TAGEN = 180
"""Ein halbes Jahr *(abgeleitet)*: danach bittet die Liste der Koordination um eine Nachfrage."""


@dataclass(frozen=True, slots=True)
class Wabe:
    schluessel: str
    titel: str
    abgeleitet: bool = False


MITGELIEFERTE_WABEN = (
    Wabe("kommunen", "Kreis und Kommunen"),
    Wabe("aufenthalt", "Aufenthalt und Einbürgerung"),
    Wabe("arbeit", "Arbeit und Ausbildung"),
    Wabe("beratung", "Migrationsberatung"),
    Wabe("wohlfahrt", "Freie Wohlfahrtspflege"),
    Wabe("sprache", "Sprache"),
    Wabe("familie", "Kinder, Jugend, Familie"),
    Wabe("gesundheit", "Gesundheit"),
    Wabe("ehrenamt", "Ehrenamt"),
    Wabe("mso", "Migrantenorganisationen"),
    Wabe("bildung", "Schule und Bildung", abgeleitet=True),
    Wabe("wohnen", "Wohnen", abgeleitet=True),
)


class Verweisweg(StrEnum):
    """Wie eine Stelle Verweise annimmt."""

    MAIL = "mail"
    BRIEF = "brief"
    PERSOENLICH = "persoenlich"
    LINK = "link"


class Wartezeit(StrEnum):
    """Wie lange man höchstens warten will; ein Filter der Liste."""

    KEINE = "keine"
    BIS_ZWEI = "bis_2"
    BIS_VIER = "bis_4"
    BIS_ACHT = "bis_8"


WOCHEN = {Wartezeit.KEINE: 0, Wartezeit.BIS_ZWEI: 2, Wartezeit.BIS_VIER: 4, Wartezeit.BIS_ACHT: 8}


class Bestaetigt(StrEnum):
    AKTUELL = "aktuell"
    FAELLIG = "faellig"


def faellig_vor(heute: date) -> date:
    """Was vor diesem Tag zuletzt bestätigt wurde, ist wieder an der Reihe."""
    return heute - timedelta(days=BESTAETIGEN_NACH_TAGEN)


def bestaetigung_faellig(bestaetigt_am: date | None, heute: date) -> bool:
    return bestaetigt_am is None or bestaetigt_am < faellig_vor(heute)


# Several choices in one column, so that a filter finds each and the history keeps all ----------------------

TRENNER = "|"


def als_spalte(werte: Iterable[str]) -> str:
    """Jeder Wert steht zwischen zwei Strichen: so findet „|kita|“ nie „|kitaplatz|“."""
    einzeln = list(dict.fromkeys(werte))
    return f"{TRENNER}{TRENNER.join(einzeln)}{TRENNER}" if einzeln else ""


def aus_spalte(spalte: str) -> tuple[str, ...]:
    return tuple(teil for teil in spalte.split(TRENNER) if teil)


def gesucht(wert: str) -> str:
    return f"{TRENNER}{wert}{TRENNER}"


# The honeycomb ----------------------------------------------------------------------------------------------

RING_1 = 6
HOECHSTENS = 18
"""Zwei Ringe um die Mitte: so viele Nachbarn hat eine Wabe, ehe ihr Name zu weit weg ist."""


@dataclass(frozen=True, slots=True)
class Wabenblume:
    """Eine Wabe in der Mitte, die anderen in einem oder zwei Ringen darum."""

    plaetze: tuple[int, ...]
    """Je Eintrag der Platz: 1 bis 6 im ersten Ring, 7 bis 18 im zweiten, im Uhrzeigersinn ab oben rechts."""
    gross: bool


# Evenly around the middle, so that three neighbours do not all stand on one side.
_ERSTER_RING = {
    0: (),
    1: (2,),
    2: (2, 5),
    3: (1, 3, 5),
    4: (1, 3, 4, 6),
    5: (1, 2, 3, 4, 6),
    6: (1, 2, 3, 4, 5, 6),
}


def wabenblume(anzahl: int) -> Wabenblume:
    """Bis sechs passen in einen Ring; darüber hinaus kommt ein zweiter dazu."""
    if anzahl <= RING_1:
        return Wabenblume(_ERSTER_RING[anzahl], gross=False)
    return Wabenblume(tuple(range(1, min(anzahl, HOECHSTENS) + 1)), gross=True)


def blumen(eintraege: Sequence[object]) -> list[Sequence[object]]:
    """Teilt sehr viele Einträge in Blumen zu höchstens achtzehn."""
    return [eintraege[n : n + HOECHSTENS] for n in range(0, len(eintraege), HOECHSTENS)] or [eintraege]


_HINTERTEILE = (
    "beratung|organisation|pflege|amt|zentrum|dienst|haus|schule|stelle|behörde|verband|agentur|psychologie|"
    "generationen|integration|gemeinschaft|arbeit|kreis|wesen|förderung|vermittlung|aufsicht|sationen"
)
_FUGE = re.compile(rf"(?<=\w{{4}})(?=(?:{_HINTERTEILE}))", re.IGNORECASE)
_LANG = 11
WEICH = "\u00ad"
"""Ein weicher Trennstrich: zu sehen nur, wo die Zeile dort endet."""


def trennbar(text: str) -> str:
    """Lange Wörter einer Wabe dürfen an ihren Nähten brechen, nicht mitten in der Silbe."""
    return " ".join(_FUGE.sub(WEICH, wort) if len(wort) > _LANG else wort for wort in text.split())
