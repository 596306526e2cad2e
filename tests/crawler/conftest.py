"""Three Kreise: K with one of everything, L the neighbour with the same, M where nobody has begun yet."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.werkzeug.anfragen import datenbank_auf_zeit
from tests.werkzeug.welt import Welt, welt_bauen

__all__ = ["datenbank_auf_zeit"]


@dataclass(frozen=True)
class Welten:
    k: Welt
    l: Welt  # noqa: E741  Kreis L, as the cases to be passed name it
    m: Welt


@pytest.fixture(scope="module")
def welten(datenbank_auf_zeit: None) -> Welten:
    return Welten(welt_bauen(), welt_bauen(), welt_bauen(leer=True))
