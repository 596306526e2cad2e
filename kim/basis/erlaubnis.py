"""The answer of every permission check: allowed or denied, always with a reason in German."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Erlaubnis:
    erlaubt: bool
    grund: str

    def __bool__(self) -> bool:
        return self.erlaubt


def erlaubt(grund: str) -> Erlaubnis:
    return Erlaubnis(True, grund)


def verweigert(grund: str) -> Erlaubnis:
    return Erlaubnis(False, grund)
