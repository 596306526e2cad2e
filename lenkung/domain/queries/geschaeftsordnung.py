"""Fassungen der Geschäftsordnungen lesen."""

from __future__ import annotations

from lenkung.regeln.ordnung import Ordnung


def gespeicherte_ordnung(kennung: str) -> Ordnung | None:
    """Die Regeln einer gespeicherten Fassung."""
    return None
