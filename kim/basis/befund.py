"""The verdict of a rule: what holds, by which norm, with the arithmetic in words. Plain values only."""

from __future__ import annotations

from typing import NamedTuple


class Verstoss(NamedTuple):
    code: str
    text: str
    norm: str = ""
    feld: str = ""
    """The field of a form that is to be mended, if it is one."""


class Befund(NamedTuple):
    """`urteil` is a stable word. `normen` are sorted and without doubles."""

    urteil: str
    normen: tuple[str, ...] = ()
    rechnung: str = ""
    verstoesse: tuple[Verstoss, ...] = ()

    @property
    def ohne_verstoss(self) -> bool:
        return not self.verstoesse

    @property
    def norm(self) -> str:
        return ", ".join(self.normen)
