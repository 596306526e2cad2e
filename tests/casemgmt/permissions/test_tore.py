"""Case 12, gate by gate: whatever a role is shown is of its own Kreis, and somebody is shown something."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from casemgmt import permissions
from kim.konten.regeln.rollen import Rolle
from tests.werkzeug.akteure import Probeakteur
from tests.werkzeug.anfragen import welten_auf_zeit
from tests.werkzeug.welt import Welt, welt_bauen

ROLLEN = (Rolle.CASE_MANAGEMENT, Rolle.CASE_MANAGEMENT_MUKIS, Rolle.KOORDINATION_CM)
TORE: dict[str, Callable[..., Any]] = {
    name: funktion
    for name, funktion in inspect.getmembers(permissions, inspect.isfunction)
    if name.startswith("sichtbare_") and len(inspect.signature(funktion).parameters) == 1
}
# Nothing of these is in a world as it is built: there the gate stays shut for everybody.
LEER = frozenset(
    f"sichtbare_{name}"
    for name in (
        "anfragesperren",
        "einspielzeilen",
        "einspielzuordnungen",
        "einwilligungseinstellungen",
        "einwilligungstexte",
        "falluebergaben",
        "kreiswaben",
        "planpruefungen",
        "planunterschriften",
        "verweiseinstellungen",
    )
)


@pytest.fixture(scope="module")
def welten(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Welt, Welt]]:
    with welten_auf_zeit(django_db_blocker):
        yield welt_bauen(), welt_bauen()


def test_es_gibt_tore() -> None:
    assert len(TORE) > 25


@pytest.mark.parametrize("name", sorted(TORE))
def test_fall_12_jedes_tor_zeigt_nur_den_eigenen_kreis(welten: tuple[Welt, Welt], name: str) -> None:
    tor = TORE[name]
    gesehen = 0
    for welt in welten:
        for rolle in ROLLEN:
            saetze = list(tor(welt.konten[rolle.value]))
            gesehen += len(saetze)
            assert {satz.kreis_id for satz in saetze} <= {welt.kreis.pk}, rolle
        niemand = Probeakteur(kreis_id=welt.kreis.pk, konto_id=10**9)
        assert list(tor(niemand)) == []
    assert (gesehen == 0) is (name in LEER), "a gate that lets nobody through proves nothing"
