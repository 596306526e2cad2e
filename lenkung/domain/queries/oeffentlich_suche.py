"""Lesen: Suche in dem, was öffentlich ist, mit hervorgehobenen Fundstellen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lenkung.domain.queries.oeffentlich import (
    OeffentlicheSitzung,
    VeroeffentlichterBeschluss,
    veroeffentlichte_beschluesse,
)

FRAGE_HOECHSTENS, WORTE_HOECHSTENS, MINDESTENS = 100, 6, 2
_UMGEBUNG = 90


class Stueck(NamedTuple):
    text: str
    gesucht: bool


@dataclass(frozen=True, slots=True)
class Fundstelle:
    """Ein Punkt oder ein Beschluss; bei einem Punkt ist `beschluss` leer."""

    titel: str
    auszug: tuple[Stueck, ...]
    sitzung: OeffentlicheSitzung
    beschluss: VeroeffentlichterBeschluss | None = None


def suchworte(frage: str) -> list[str]:
    return [wort for wort in frage.split() if len(wort) >= MINDESTENS][:WORTE_HOECHSTENS]


def gefunden(sitzungen: Iterable[OeffentlicheSitzung], frage: str) -> list[Fundstelle]:
    """Was jedes Wort enthält, egal wie es groß oder klein geschrieben ist; das Neueste zuerst."""
    sitzungen, worte = list(sitzungen), suchworte(frage)
    return [
        Fundstelle(titel, auszug(text, worte), sitzung, beschluss)
        for titel, text, sitzung, beschluss in _texte(sitzungen)
        if all(wort.casefold() in f"{titel}\n{text}".casefold() for wort in worte)
    ]


def _texte(
    sitzungen: list[OeffentlicheSitzung],
) -> Iterator[tuple[str, str, OeffentlicheSitzung, VeroeffentlichterBeschluss | None]]:
    for beschluss in veroeffentlichte_beschluesse(sitzungen):
        yield beschluss.beschluss.titel, beschluss.beschluss.text, beschluss.sitzung, beschluss
    for sitzung in sitzungen:
        texte = {}
        if sitzung.bekanntgabe is not None:
            texte = {p.punkt: "\n".join((p.text, p.erklaerung)) for p in sitzung.bekanntgabe.fassung.punkte}
        for punkt in sitzung.punkte:
            if punkt.oeffentlich:
                yield punkt.titel, texte.get(punkt.nummer, ""), sitzung, None


def auszug(text: str, worte: list[str]) -> tuple[Stueck, ...]:
    """Ein Stück um die erste Fundstelle, die gesuchten Worte darin gekennzeichnet."""
    text = " ".join(text.split())
    muster = re.compile("|".join(re.escape(wort) for wort in worte), re.IGNORECASE)
    erste = muster.search(text)
    ab = max(0, erste.start() - _UMGEBUNG) if erste else 0
    bis = min(len(text), (erste.end() if erste else 0) + _UMGEBUNG)
    vorn, hinten = "…" if ab else "", "…" if bis < len(text) else ""
    return tuple(_stuecke(f"{vorn}{text[ab:bis]}{hinten}", muster))


def _stuecke(text: str, muster: re.Pattern[str]) -> Iterator[Stueck]:
    stelle = 0
    for treffer in muster.finditer(text):
        if treffer.start() > stelle:
            yield Stueck(text[stelle : treffer.start()], False)
        yield Stueck(treffer[0], True)
        stelle = treffer.end()
    if stelle < len(text):
        yield Stueck(text[stelle:], False)
