"""Who acts. Lower rooms know only this protocol; `kim.konten.Konto` fulfils it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from kim.basis.erlaubnis import Erlaubnis, erlaubt


@dataclass(frozen=True, slots=True)
class Bereich:
    """On what a right is asked: the Kreis itself or something inside it (Kommune, Behörde, Gremium …)."""

    art: str
    id: int
    kreis_id: int

    @classmethod
    def kreis(cls, kreis_id: int) -> Bereich:
        return cls("kreis", kreis_id, kreis_id)


@runtime_checkable
class Akteur(Protocol):
    @property
    def akteur_name(self) -> str: ...

    @property
    def konto_id(self) -> int | None: ...

    @property
    def kreis_id(self) -> int | None: ...

    @property
    def person_id(self) -> int | None:
        """The Person of the master data who acts, if one is linked."""
        ...

    def hat_recht(self, recht: str, bereich: Bereich | None = None) -> Erlaubnis:
        """Without a Bereich: does the actor hold the right anywhere (menus, list pages)?"""
        ...

    def bereiche_mit(self, recht: str) -> frozenset[Bereich]:
        """All Bereiche on which the right is held today; a Kreis stands for all inside it."""
        ...


@dataclass(frozen=True, slots=True)
class SystemAkteur:
    """A named automatic actor; may act inside one Kreis, or in all when `kreis_id` is None."""

    name: str
    kreis_id: int | None = None

    @property
    def akteur_name(self) -> str:
        return f"System: {self.name}"

    @property
    def konto_id(self) -> int | None:
        return None

    @property
    def person_id(self) -> int | None:
        return None

    def hat_recht(self, recht: str, bereich: Bereich | None = None) -> Erlaubnis:
        if bereich is not None and self.kreis_id not in (None, bereich.kreis_id):
            return Erlaubnis(False, "Dieser Vorgang gehört zu einem anderen Kreis.")
        return erlaubt(f"Automatischer Vorgang „{self.name}“")

    def bereiche_mit(self, recht: str) -> frozenset[Bereich]:
        return frozenset() if self.kreis_id is None else frozenset({Bereich.kreis(self.kreis_id)})
