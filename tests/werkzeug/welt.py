"""A whole Kreis with one of everything, and an account for each role. What the sweeping tests walk through.

`welt_bauen()` makes the full one, `welt_bauen(leer=True)` one with accounts alone. A new aggregate gets a
line in `tests/werkzeug/bausteine.py`; whoever forgets it, hears it from the tests that find no object for an
address.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from kim.basis.akteur import Bereich
from kim.konten.models import Konto
from kim.konten.regeln.rollen import ROLLEN, Rolle
from kim.stammdaten.models import Kommune, Kreis
from tests.fabriken import KommuneFactory, KontoFactory, KreisFactory, konto_mit_rolle
from tests.werkzeug.bausteine import BAUSTEINE

GAST = "gast"
"""Nobody has signed in."""
OHNE_ROLLE = "ohne_rolle"
"""An account of the Kreis that holds no role (any more)."""
SICHTEN = (GAST, OHNE_ROLLE, *(rolle.value for rolle in Rolle))


def je_sicht(sichten: Iterable[str], auf_beiden: Iterable[str]) -> list[Any]:
    """For sweeps that take long: all on SQLite, on PostgreSQL those named.

    The others ask the same questions with fewer answers; each role × address is asked on PostgreSQL all the
    same, by tests/architektur/test_zugang_matrix.py.
    """
    auf_beiden = set(auf_beiden)
    return [s if s in auf_beiden else pytest.param(s, marks=pytest.mark.eine_datenbank) for s in sichten]


@dataclass
class Welt:
    kreis: Kreis
    konten: dict[str, Konto] = field(default_factory=dict)
    objekte: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        try:
            return self.objekte[name]
        except KeyError:
            raise KeyError(f"no „{name}“ in this world; see tests/werkzeug/bausteine.py") from None


def _bereichsart(rolle: Rolle) -> str:
    return "kommune" if ROLLEN[rolle].bereiche[0] == "kommune" else "kreis"


def _bereich(rolle: Rolle, kreis: Kreis, kommune: Kommune) -> Bereich:
    if _bereichsart(rolle) == "kommune":
        return Bereich("kommune", kommune.pk, kreis.pk)
    return Bereich.kreis(kreis.pk)


def welt_bauen(kreis: Kreis | None = None, *, leer: bool = False) -> Welt:
    welt = Welt(kreis or KreisFactory())
    # Roles on a Kommune need one, in the empty world too.
    kommune = KommuneFactory(kreis=welt.kreis)
    for rolle in Rolle:
        welt.konten[rolle.value] = konto_mit_rolle(
            rolle,
            kreis=welt.kreis,
            bereich=_bereich(rolle, welt.kreis, kommune),
            name=f"Karla {ROLLEN[rolle].titel}",
        )
    welt.konten[OHNE_ROLLE] = KontoFactory(kreis=welt.kreis)
    if not leer:
        for name, bauen in BAUSTEINE.items():
            welt.objekte[name] = bauen(welt)
    return welt
