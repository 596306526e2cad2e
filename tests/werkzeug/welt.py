"""A whole Kreis with one of everything, and an account for each role. What the sweeping tests walk through.

`welt_bauen()` makes the full one, `welt_bauen(leer=True)` one with accounts alone. A new aggregate
gets a line in `BAUSTEINE`; whoever forgets it, hears it from the tests that find no object for an address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kim.basis.akteur import Bereich
from kim.konten.models import Konto
from kim.konten.regeln.rollen import ROLLEN, Rolle
from kim.stammdaten.models import Kommune, Kreis
from tests.fabriken import (
    EinrichtungFactory,
    KommuneFactory,
    KontoFactory,
    KreisFactory,
    PersonFactory,
    konto_mit_rolle,
)

GAST = "gast"
"""Nobody has signed in."""
OHNE_ROLLE = "ohne_rolle"
"""An account of the Kreis that holds no role (any more)."""
SICHTEN = (GAST, OHNE_ROLLE, *(rolle.value for rolle in Rolle))


@dataclass
class Welt:
    kreis: Kreis
    konten: dict[str, Konto] = field(default_factory=dict)
    objekte: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        try:
            return self.objekte[name]
        except KeyError:
            raise KeyError(f"no „{name}“ in this world; see BAUSTEINE in tests/werkzeug/welt.py") from None


def _kommune(welt: Welt) -> Kommune:
    return Kommune.objects.get(kreis=welt.kreis, name__startswith="Musterdorf")


def _einrichtung(welt: Welt) -> Any:
    return EinrichtungFactory(
        kreis=welt.kreis,
        kommune=welt["kommune"],
        art="wohlfahrt",
        email="beratung@verband.example",
        telefon="02241 120",
        anschrift="Birkenallee 3\n53700 Musterdorf",
    )


def _person(welt: Welt) -> Any:
    return PersonFactory(kreis=welt.kreis)


def _funktion(welt: Welt) -> Any:
    from kim.stammdaten.models import Funktion

    return Funktion.objects.create(
        person=welt["person"], einrichtung=welt["einrichtung"], bezeichnung="Leitung"
    )


def _standort(welt: Welt) -> Any:
    from kim.stammdaten.models import Standort

    return Standort.objects.create(kreis=welt.kreis, kommune=welt["kommune"], name="Rathaus")


def _anderes_konto(welt: Welt) -> Any:
    return KontoFactory(kreis=welt.kreis)


def _zuweisung(welt: Welt) -> Any:
    """Of somebody else, so that each role may meet it on the pages of the administration."""
    return konto_mit_rolle(Rolle.GESCHAEFTSSTELLE, kreis=welt.kreis).zuweisungen.get()


BAUSTEINE: dict[str, Callable[[Welt], Any]] = {
    "kommune": _kommune,
    "einrichtung": _einrichtung,
    "person": _person,
    "funktion": _funktion,
    "standort": _standort,
    "konto": _anderes_konto,
    "zuweisung": _zuweisung,
}


def _bereich(rolle: Rolle, kreis: Kreis, kommune: Kommune) -> Bereich:
    if "kommune" in ROLLEN[rolle].bereiche:
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
