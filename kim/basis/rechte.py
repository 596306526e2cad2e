"""The rights that rooms declare; roles (in `kim.konten`) bundle them. An undeclared right does not exist."""

from __future__ import annotations

from dataclasses import dataclass

from kim.basis.modul import Modul
from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Recht:
    """`titel` completes "Sie dürfen …" and is what "Meine Rechte" shows."""

    schluessel: str
    titel: str
    modul: Modul | None = None


RECHTE: Register[Recht] = Register("Rechte")
