"""The combs, several choices in one column, and when an entry is too old."""

from __future__ import annotations

from datetime import date

import pytest

from casemgmt.regeln.akteure import (
    MITGELIEFERTE_WABEN,
    WEICH,
    als_spalte,
    aus_spalte,
    bestaetigung_faellig,
    blumen,
    gesucht,
    trennbar,
    wabenblume,
)

HEUTE = date(2026, 11, 28)


def test_es_gibt_etwa_ein_dutzend_waben() -> None:
    schluessel = [wabe.schluessel for wabe in MITGELIEFERTE_WABEN]
    assert len(set(schluessel)) == len(schluessel) == 12
    # Of them no body is named in the list of those one is referred to.
    assert {w.schluessel for w in MITGELIEFERTE_WABEN if w.abgeleitet} == {"bildung", "wohnen"}


def test_mehrere_werte_stehen_in_einer_spalte_und_kommen_so_zurueck() -> None:
    assert als_spalte(("kita", "wohnen", "kita")) == "|kita|wohnen|"
    assert aus_spalte("|kita|wohnen|") == ("kita", "wohnen")
    assert als_spalte(()) == ""
    assert aus_spalte("") == ()


def test_ein_wert_findet_nie_einen_laengeren() -> None:
    assert gesucht("kita") in als_spalte(("kita",))
    assert gesucht("kita") not in als_spalte(("kitaplatz",))


@pytest.mark.parametrize(
    ("bestaetigt", "faellig"),
    [
        (None, True),
        # 180 days before 28.11.2026 is 01.06.2026.
        (date(2026, 6, 1), False),
        (date(2026, 5, 31), True),
        (HEUTE, False),
    ],
)
def test_nach_einem_halben_jahr_wird_wieder_gefragt(bestaetigt: date | None, faellig: bool) -> None:
    assert bestaetigung_faellig(bestaetigt, HEUTE) is faellig


@pytest.mark.parametrize("anzahl", range(19))
def test_jede_wabe_hat_ihren_platz(anzahl: int) -> None:
    blume = wabenblume(anzahl)
    assert len(set(blume.plaetze)) == len(blume.plaetze) == anzahl
    assert all(1 <= platz <= 18 for platz in blume.plaetze)
    assert blume.gross is (anzahl > 6)
    assert blume.gross or all(platz <= 6 for platz in blume.plaetze)


def test_sehr_viele_fuellen_mehrere_blumen() -> None:
    assert [len(teil) for teil in blumen(range(40))] == [18, 18, 4]
    assert blumen([]) == [[]]


@pytest.mark.parametrize(
    ("text", "getrennt"),
    [
        ("Migrationsberatung", "Migrations-beratung"),
        ("Freie Wohlfahrtspflege", "Freie Wohlfahrts-pflege"),
        ("Migrantenorganisationen", "Migranten-organi-sationen"),
        ("Gesundheitsamt", "Gesundheits-amt"),
        # Short enough, and nothing that could be a seam.
        ("Jugendamt Sprache", "Jugendamt Sprache"),
        ("Paritätische", "Paritätische"),
    ],
)
def test_lange_woerter_brechen_an_ihrer_naht(text: str, getrennt: str) -> None:
    assert trennbar(text).replace(WEICH, "-") == getrennt
