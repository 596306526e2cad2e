"""Fallkonferenz und kollegiale Fallberatung: mit Namen nur, wenn Einwilligungen alle decken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Konferenzart(StrEnum):
    FALLKONFERENZ = "fallkonferenz"
    KOLLEGIAL = "kollegial"
    REKONSTRUKTION = "rekonstruktion"


class Konferenzstand(StrEnum):
    GEPLANT = "geplant"
    GEHALTEN = "gehalten"
    ABGESAGT = "abgesagt"


@dataclass(frozen=True, slots=True)
class Beteiligtenbefund:
    """Was zu einer beteiligten Stelle und einer Person des Falls gesagt ist."""

    beteiligt: str
    person: str
    gedeckt: bool
    grund: str = ""


@dataclass(frozen=True, slots=True)
class Namensurteil:
    """`offen`: wer noch nicht gedeckt ist. Ohne Beteiligte bleibt es ohne Namen."""

    mit_namen: bool
    offen: tuple[Beteiligtenbefund, ...]

    def __bool__(self) -> bool:
        return self.mit_namen


def namensurteil(befunde: Iterable[Beteiligtenbefund]) -> Namensurteil:
    alle = tuple(befunde)
    offen = tuple(befund for befund in alle if not befund.gedeckt)
    return Namensurteil(bool(alle) and not offen, offen)


BUCHSTABEN = "ABCDEFGHIKLMNPRSTUVWXYZ"


def decknamen(anzahl: int) -> list[str]:
    """Buchstaben der Reihe nach: sie sagen nichts über den Namen."""
    return [f"Person {BUCHSTABEN[n % len(BUCHSTABEN)]}{n // len(BUCHSTABEN) or ''}" for n in range(anzahl)]


def ohne_namen(text: str, personen: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Ersetzt jedes Namenswort im Text durch den Decknamen; auch Anfangsbuchstaben mit Punkt.

    `personen`: Deckname und die Wörter, an denen man sie erkennt.
    """
    for deckname, worte in personen:
        for wort in sorted((w for w in worte if len(w) > 1), key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(wort)}(?:s|')?(?!\w)", deckname, text, flags=re.IGNORECASE)
        # „Fam. H.“ or „A. H.“: initials give a name away in a small place.
        anfaenge = {wort[0] for wort in worte if wort}
        for anfang in sorted(anfaenge):
            text = re.sub(rf"(?<!\w){re.escape(anfang)}\.(?:\s?[A-ZÄÖÜ]\.)*(?=\s|$|[,;:)])", deckname, text)
    doppelt = "|".join(re.escape(deckname) for deckname, _worte in personen)
    return re.sub(rf"({doppelt})(?:\s+\1)+", r"\1", text) if doppelt else text


def kurz(text: str, hoechstens: int) -> str:
    """In eine Zeile, am letzten ganzen Wort gekürzt."""
    text = " ".join(text.split())
    if len(text) <= hoechstens:
        return text
    anfang = text[: hoechstens - 1]
    mitten_im_wort = text[hoechstens - 1] != " "
    return f"{anfang.rsplit(' ', 1)[0]}…" if mitten_im_wort and " " in anfang else f"{anfang.rstrip()}…"
