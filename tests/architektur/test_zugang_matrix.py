"""Role × address: the table in zugang_matrix.csv is what was decided, the application answers exactly so.

The table is written by hand. When it and the application differ, the test fails and lays a proposal of the
whole table into build/zugang_matrix.vorschlag.csv: read each changed cell before taking it over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from kim.konten.regeln.rollen import ROLLEN
from kim.web.zugang import Zugang
from tests.architektur.quelltext import WURZEL
from tests.werkzeug.adressen import Adresse, alle_adressen
from tests.werkzeug.anfragen import ANMELDEN, JA, VERBORGEN, VERBOTEN, Besuch, datenbank_auf_zeit
from tests.werkzeug.befunde import nichts
from tests.werkzeug.matrix import TABELLE, Matrix
from tests.werkzeug.parameter import fehlende, url
from tests.werkzeug.welt import GAST, OHNE_ROLLE, SICHTEN, Welt, welt_bauen

__all__ = ["datenbank_auf_zeit"]

pytestmark = pytest.mark.no_cover

VORSCHLAG = WURZEL / "build" / "zugang_matrix.vorschlag.csv"


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return Matrix.lesen(TABELLE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def welt(datenbank_auf_zeit: None) -> Welt:
    return welt_bauen()


def test_fuer_jede_adresse_ist_bekannt_womit_man_sie_aufruft() -> None:
    assert fehlende(alle_adressen()) == [], "add them to PARAMETER in tests/werkzeug/parameter.py"


def test_jede_adresse_und_jede_rolle_steht_in_der_tabelle(matrix: Matrix) -> None:
    adressen = {adresse.name for adresse in alle_adressen()}
    assert adressen - set(matrix.zeilen) == set(), "decide who may come, and add a row for each role"
    assert set(matrix.zeilen) - adressen == set(), "rows of addresses that are gone"
    assert {
        name: set(SICHTEN) ^ set(zeile) for name, zeile in matrix.zeilen.items() if set(zeile) != set(SICHTEN)
    } == {}
    assert {wert for zeile in matrix.zeilen.values() for wert in zeile.values()} <= {
        JA,
        ANMELDEN,
        VERBOTEN,
        VERBORGEN,
    }


@pytest.fixture(scope="module")
def abweichend(matrix: Matrix) -> Iterator[dict[str, dict[str, str]]]:
    """Collects what differs and proposes a table. Run without -n to get one proposal for all roles."""
    gesammelt: dict[str, dict[str, str]] = {}
    yield gesammelt
    if gesammelt:
        namen = {adresse.name for adresse in alle_adressen()}
        zeilen = {name: {**matrix.zeilen.get(name, {}), **gesammelt.get(name, {})} for name in namen if name}
        endung = "." + os.environ["PYTEST_XDIST_WORKER"] if "PYTEST_XDIST_WORKER" in os.environ else ""
        VORSCHLAG.parent.mkdir(exist_ok=True)
        VORSCHLAG.with_suffix(f"{endung}.csv").write_text(Matrix(zeilen).schreiben(), encoding="utf-8")


@pytest.mark.beide_datenbanken
@pytest.mark.parametrize("sicht", SICHTEN)
def test_die_anwendung_antwortet_wie_die_tabelle_es_sagt(
    matrix: Matrix, welt: Welt, abweichend: dict[str, dict[str, str]], sicht: str
) -> None:
    besuch = Besuch(welt, sicht)
    funde = []
    for adresse in alle_adressen():
        if not adresse.name:
            continue
        wirklich, gesagt = besuch.zugang(url(adresse, welt)), matrix.zeilen.get(adresse.name, {}).get(sicht)
        if wirklich != gesagt:
            abweichend.setdefault(adresse.name, {})[sicht] = wirklich
            funde.append(f"{adresse.name}: {wirklich}, the table says {gesagt}")
    nichts(funde)


@pytest.mark.parametrize("adresse", alle_adressen(), ids=str)
def test_die_tabelle_passt_zur_erklaerung_der_adresse(adresse: Adresse, matrix: Matrix) -> None:
    """Independent of the application: whoever lacks the declared right is never let in."""
    zeile, angabe = matrix.zeilen[adresse.name], adresse.angabe
    assert angabe is not None
    if angabe.zugang is not Zugang.OEFFENTLICH:
        assert zeile[GAST] == ANMELDEN
    if angabe.recht is None:
        return
    verweigert = VERBOTEN if angabe.zugang is Zugang.KREISWEIT else VERBORGEN
    for sicht in SICHTEN[1:]:
        if sicht == OHNE_ROLLE or angabe.recht not in ROLLEN[sicht].rechte:  # type: ignore[index]
            assert zeile[sicht] == verweigert, f"{sicht} has no {angabe.recht}"
