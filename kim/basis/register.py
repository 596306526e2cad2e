"""Typed registries: the only way in which a lower room calls something that an upper room brings.

Filled in `AppConfig.ready()`. A key can be taken once; registering the very same entry again is harmless,
because Django may run `ready()` twice in tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class MitSchluessel(Protocol):
    @property
    def schluessel(self) -> str: ...


T = TypeVar("T", bound=MitSchluessel)


class Register(Generic[T]):
    def __init__(self, name: str) -> None:
        self.name = name
        self._eintraege: dict[str, T] = {}

    def eintragen(self, eintrag: T) -> T:
        vorhanden = self._eintraege.get(eintrag.schluessel)
        if vorhanden is not None and vorhanden != eintrag:
            raise ValueError(f"{self.name}: Schlüssel „{eintrag.schluessel}“ ist schon vergeben")
        self._eintraege[eintrag.schluessel] = eintrag
        return eintrag

    def austragen(self, schluessel: str) -> None:
        """For tests, which must leave the registry as they found it."""
        del self._eintraege[schluessel]

    def __getitem__(self, schluessel: str) -> T:
        try:
            return self._eintraege[schluessel]
        except KeyError:
            raise KeyError(f"{self.name}: unbekannter Schlüssel „{schluessel}“") from None

    def __contains__(self, schluessel: object) -> bool:
        return schluessel in self._eintraege

    def __iter__(self) -> Iterator[T]:
        return iter(self._eintraege.values())

    def __len__(self) -> int:
        return len(self._eintraege)
