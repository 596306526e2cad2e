"""Registry of what a role can be held on: Kreis, Kommune, Behörde; later Gremium."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Rollenbereich:
    """`schluessel` is `Bereich.art`; `modell` labels the scope object that guardian holds permissions on."""

    schluessel: str
    titel: str
    modell: str
    auswahl: Callable[[int], Sequence[tuple[int, str]]]
    """kreis_id -> [(id, title)], what can be chosen in that Kreis."""


ROLLENBEREICHE: Register[Rollenbereich] = Register("Rollenbereiche")
