"""The verdict of a rule: what holds, by which norm, with the arithmetic in words. Plain values only."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Verstoss:
    code: str
    text: str
    norm: str = ""


@dataclass(frozen=True, slots=True)
class Befund:
    urteil: str
    norm: str = ""
    rechnung: str = ""
    verstoesse: tuple[Verstoss, ...] = field(default=())

    @property
    def ohne_verstoss(self) -> bool:
        return not self.verstoesse
