"""Registry by which a page learns about the Kreise of the installation when nobody is signed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kim.basis.register import Register


class Kreisangaben(Protocol):
    """What a page shows of a Kreis; `kim.stammdaten.Kreis` fulfils it."""

    id: int
    name: str
    anschrift: str
    telefon: str
    email: str
    website: str
    akzentfarbe: str
    logo_kennung: str


@dataclass(frozen=True, slots=True)
class Kreisquelle:
    schluessel: str
    alle: Callable[[], Sequence[Kreisangaben]]


KREISQUELLEN: Register[Kreisquelle] = Register("Kreisquellen")


def anschriftzeilen(kreis: Kreisangaben) -> tuple[str, ...]:
    """Without the name, which stands above it everywhere and would else be there twice."""
    zeilen = tuple(zeile.strip() for zeile in kreis.anschrift.splitlines() if zeile.strip())
    return zeilen[1:] if zeilen and zeilen[0].casefold() == kreis.name.casefold() else zeilen
