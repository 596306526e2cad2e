"""Which items come by themselves. Expected from GO RSK § 6 Abs. 5 and § 7 Abs. 4, and GO Steinfurt § 7."""

from __future__ import annotations

from datetime import date

import pytest

from lenkung.regeln.feste_punkte import (
    BEGRUESSUNG,
    FruehereSitzung,
    Rang,
    ZurueckgestellterPunkt,
    feste_punkte,
    offene_niederschriften,
    rang_von,
    stelle_fuer,
)
from lenkung.regeln.ordnung import Genehmigungsregel, ZweiteEinberufungsregel
from lenkung.regeln.tagesordnung import Punktart
from lenkung.regeln.werte import Einheit, Genehmigung

pytestmark = pytest.mark.ohne_datenbank

RSK = Genehmigungsregel(Genehmigung.NAECHSTE_SITZUNG, "§ 7 Abs. 4")
STEINFURT = Genehmigungsregel(Genehmigung.FRIST, "§ 7", 1, Einheit.WOCHEN)
ERNEUT = ZweiteEinberufungsregel("§ 6 Abs. 5")
# A Sunday and a Monday: the day of the week plays no part.
SONNTAG, MONTAG = date(2023, 3, 19), date(2023, 6, 19)


def _titel(**lage: object) -> list[str]:
    werte = {"genehmigung": RSK, "zweite_einberufung": ERNEUT, **lage}
    return [wunsch.titel for wunsch in feste_punkte(**werte)]  # type: ignore[arg-type]


def test_ohne_vorgeschichte_steht_die_begruessung_vorn_und_verschiedenes_hinten() -> None:
    assert _titel() == [BEGRUESSUNG, "Verschiedenes"]


def test_jede_offene_niederschrift_kommt_einzeln_nach_der_begruessung() -> None:
    frueher = [FruehereSitzung(1, SONNTAG), FruehereSitzung(2, MONTAG)]
    assert _titel(frueher=frueher) == [
        BEGRUESSUNG,
        "Genehmigung der Niederschrift vom 19.03.2023",
        "Genehmigung der Niederschrift vom 19.06.2023",
        "Verschiedenes",
    ]


@pytest.mark.parametrize("regel", [STEINFURT, None])
def test_laeuft_eine_frist_oder_ist_nichts_geregelt_kommt_keine_genehmigung(regel: object) -> None:
    frueher = [FruehereSitzung(1, MONTAG)]
    assert _titel(genehmigung=regel, frueher=frueher) == [BEGRUESSUNG, "Verschiedenes"]


@pytest.mark.parametrize(
    ("frueher", "offen"),
    [
        ([FruehereSitzung(1, SONNTAG, genehmigung_vorgesehen=True)], []),
        # The second one took the first one's Niederschrift on its agenda; its own is open.
        ([FruehereSitzung(1, SONNTAG, genehmigung_vorgesehen=True), FruehereSitzung(2, MONTAG)], [2]),
        # Forgotten there: still open now.
        ([FruehereSitzung(1, SONNTAG), FruehereSitzung(2, MONTAG)], [1, 2]),
        # From the time before KIM: what was held next, has dealt with it (§ 7 Abs. 4).
        (
            [
                FruehereSitzung(1, SONNTAG, mit_tagesordnung=False),
                FruehereSitzung(2, MONTAG, mit_tagesordnung=False),
            ],
            [2],
        ),
        ([FruehereSitzung(1, SONNTAG, mit_tagesordnung=False), FruehereSitzung(2, MONTAG)], [1, 2]),
    ],
)
def test_offen_ist_was_noch_keine_sitzung_vorgesehen_hat(
    frueher: list[FruehereSitzung], offen: list[int]
) -> None:
    assert [sitzung.id for sitzung in offene_niederschriften(frueher)] == offen


def test_zurueckgestelltes_kommt_vor_allem_anderen_mit_dem_hinweis_der_geschaeftsordnung() -> None:
    punkt = ZurueckgestellterPunkt(7, "Kita-Plätze", Punktart.BESCHLUSS, 20, MONTAG)
    wuensche = feste_punkte(
        genehmigung=RSK,
        zweite_einberufung=ERNEUT,
        frueher=[FruehereSitzung(1, MONTAG)],
        zurueckgestellt=[punkt],
    )
    assert [wunsch.rang for wunsch in wuensche] == [
        Rang.BEGRUESSUNG,
        Rang.GENEHMIGUNG,
        Rang.ZURUECKGESTELLT,
        Rang.VERSCHIEDENES,
    ]
    erneut = wuensche[2]
    assert (erneut.art, erneut.minuten, erneut.bezug, erneut.norm) == (
        Punktart.BESCHLUSS,
        20,
        7,
        "§ 6 Abs. 5",
    )
    assert erneut.hinweis_noetig
    assert "Am 19.06.2023 mangels Beschlussfähigkeit zurückgestellt." in erneut.grund
    assert "ohne Rücksicht auf die Zahl der Anwesenden" in erneut.grund


def test_kennt_die_geschaeftsordnung_keine_zweite_einberufung_faellt_der_hinweis_weg() -> None:
    punkt = ZurueckgestellterPunkt(7, "Kita-Plätze", Punktart.BESCHLUSS, 20, MONTAG)
    (erneut,) = (
        w
        for w in feste_punkte(genehmigung=STEINFURT, zweite_einberufung=None, zurueckgestellt=[punkt])
        if w.bezug == 7
    )
    assert not erneut.hinweis_noetig
    assert erneut.norm == ""
    assert erneut.grund == "Am 19.06.2023 mangels Beschlussfähigkeit zurückgestellt."


B, G, Z, U, V = (
    Rang.BEGRUESSUNG,
    Rang.GENEHMIGUNG,
    Rang.ZURUECKGESTELLT,
    Rang.UEBRIGE,
    Rang.VERSCHIEDENES,
)


@pytest.mark.parametrize(
    ("neu", "vorhandene", "stelle"),
    [
        (B, [], 0),
        (B, [U, U], 0),
        (G, [B, U], 1),
        (G, [B, G, Z, U], 2),
        (Z, [B, G, U, V], 2),
        (Z, [U, B, G], 0),  # somebody has moved the formalities: directly at the front all the same
        (U, [B, G, U, V], 3),
        (U, [B, V, U], 3),
        (U, [V], 0),
        (V, [B, U], 2),
        (V, [], 0),
    ],
)
def test_ein_neuer_punkt_findet_seine_stelle(neu: Rang, vorhandene: list[Rang], stelle: int) -> None:
    assert stelle_fuer(neu, vorhandene) == stelle


def test_ein_uebernommener_punkt_gehoert_nach_vorn_welcher_art_er_auch_ist() -> None:
    assert rang_von(Punktart.BERICHT, uebernommen=True) is Z
    assert rang_von(Punktart.BERICHT, uebernommen=False) is U
    assert rang_von(Punktart.GENEHMIGUNG, uebernommen=False) is G
