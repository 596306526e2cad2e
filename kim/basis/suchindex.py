"""Registry of blind indexes: numbers that a key has made and that a new key has to make anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Suchindex:
    """`erneuern` writes the numbers of the current key, in batches, is safe to run again, and counts."""

    schluessel: str
    titel: str
    erneuern: Callable[[], int]


SUCHINDEXE: Register[Suchindex] = Register("Suchindexe")
