"""What changed from one version of an agenda to the next, in sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lenkung.regeln.fassungsvergleich import (
    Punktbild,
    punktbild,
    uebertragen,
    unterschiede,
    verschoben_um,
    versetzte,
)

pytestmark = pytest.mark.ohne_datenbank


def _liste(*namen: str) -> list[Punktbild]:
    """The id follows from the name."""
    return [Punktbild(nummer, ord(name), name, "bericht", 10) for nummer, name in enumerate(namen, start=1)]


def test_gleiche_fassungen_unterscheiden_sich_in_nichts() -> None:
    assert unterschiede(_liste("A", "B"), _liste("A", "B")) == ()


def test_neu_und_gestrichen_nennt_nummer_und_titel_und_wer_nur_weicht_hat_sich_nicht_verschoben() -> None:
    assert unterschiede(_liste("A", "B", "C"), _liste("A", "N", "C")) == (
        "Neu: TOP 2 „N“.",
        "Gestrichen: „B“ (bisher TOP 2).",
    )
    assert unterschiede(_liste("A", "B"), _liste("N", "A", "B")) == ("Neu: TOP 1 „N“.",)


def test_verschoben_ist_so_wenig_wie_moeglich() -> None:
    assert unterschiede(_liste("A", "B", "C", "D"), _liste("D", "A", "B", "C")) == (
        "Verschoben: „D“ von TOP 4 auf TOP 1.",
    )


def test_was_anders_lautet_steht_je_punkt_in_einem_satz() -> None:
    alt = Punktbild(1, 1, "Kita", "beratung", 15, erlaeuterung="alt")
    neu = replace(
        alt,
        titel="Kita-Plätze",
        art="beschluss",
        minuten=20,
        oeffentlich=False,
        erlaeuterung="neu",
        berichterstattung="Jugendamt",
        vorlage_id=3,
        vorlage="Plätze schaffen",
    )
    assert unterschiede([alt], [neu]) == tuple(
        f"TOP 1 „Kita-Plätze“: {was}."
        for was in (
            "hieß bisher „Kita“",
            "Beschluss statt Beratung",
            "20 statt 15 Minuten",
            "in der Niederschrift jetzt nicht öffentlich",
            "es trägt jetzt vor: Jugendamt",
            "jetzt mit der Vorlage „Plätze schaffen“",
            "die Erläuterung ist geändert",
        )
    )
    zurueck = unterschiede([neu], [alt])
    assert "TOP 1 „Kita“: ohne Vorlage." in zurueck
    assert "TOP 1 „Kita“: niemand mehr für den Vortrag eingetragen." in zurueck


def test_ein_bild_kommt_aus_dem_gespeicherten_wieder_wie_es_war() -> None:
    (bild,) = _liste("A")
    assert punktbild({**bild.als_wert(), "spaeter_dazu": 1}) == bild


@given(st.permutations(list(range(8))))
def test_keine_verschiebung_bleibt_ungenannt_und_keine_wird_erfunden(folge: list[int]) -> None:
    vorher = [Punktbild(n, n, f"P{n}", "bericht", 10) for n in range(8)]
    nachher = [replace(vorher[kennung], nummer=stelle) for stelle, kennung in enumerate(folge)]
    saetze = unterschiede(vorher, nachher)
    assert (saetze == ()) == (folge == sorted(folge))
    genannt = {kennung for kennung in range(8) if any(f"„P{kennung}“" in satz for satz in saetze)}
    # Whoever is not named, stands among the others as before.
    geblieben = [kennung for kennung in folge if kennung not in genannt]
    assert geblieben == sorted(geblieben)


@pytest.mark.parametrize(
    ("meine", "jetzige", "folge"),
    [
        ([3, 1, 2], [1, 2, 3], [3, 1, 2]),
        ([3, 1, 2], [1, 3], [3, 1]),  # gone meanwhile
        ([3, 1, 2], [1, 4, 2, 3], [3, 1, 4, 2]),  # came behind 1
        ([2, 1], [9, 1, 2], [9, 2, 1]),  # came to the front
        ([2, 2, 1], [1, 2], [2, 1]),
        ([], [1, 2], [1, 2]),
        ([77], [1], [1]),
    ],
)
def test_meine_folge_auf_das_was_inzwischen_dasteht(
    meine: list[int], jetzige: list[int], folge: list[int]
) -> None:
    assert uebertragen(meine, jetzige) == folge


@given(st.permutations(list(range(6))), st.permutations(list(range(3, 10))))
def test_uebertragen_verliert_und_erfindet_keinen_punkt(meine: list[int], jetzige: list[int]) -> None:
    folge = uebertragen(meine, jetzige)
    assert sorted(folge) == sorted(jetzige)
    gemeinsam = [kennung for kennung in meine if kennung in jetzige]
    assert [kennung for kennung in folge if kennung in gemeinsam] == gemeinsam


def test_versetzt_ist_nur_was_wirklich_anders_steht() -> None:
    assert versetzte([1, 2, 3, 4], [4, 1, 2, 3]) == {4}
    assert versetzte([1, 2, 3], [1, 2, 3]) == frozenset()
    assert versetzte([1, 2], [2, 9, 1]) in ({1}, {2})


@pytest.mark.parametrize(
    ("kennung", "um", "folge"),
    [(2, -1, [2, 1, 3]), (2, 1, [1, 3, 2]), (1, -1, [1, 2, 3]), (3, 1, [1, 2, 3]), (9, 1, [1, 2, 3])],
)
def test_eine_stelle_nach_oben_oder_unten_und_am_rand_bleibt_alles(
    kennung: int, um: int, folge: list[int]
) -> None:
    assert verschoben_um([1, 2, 3], kennung, um) == folge
