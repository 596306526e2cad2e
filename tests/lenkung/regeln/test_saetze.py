"""Every provision in one German sentence, in each variant, as one would read it aloud."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from lenkung.regeln.bestimmungen import BESTIMMUNGEN, Bestimmungsart, Feldart


def _faelle() -> list[tuple[str, str, str]]:
    """Two lines each: the provision with its values, and how it reads."""
    text = (Path(__file__).parents[1] / "daten" / "saetze.txt").read_text("utf-8")
    bloecke = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(*kopf.split(" ", 1), satz) for kopf, satz in bloecke]  # type: ignore[misc]


@pytest.mark.parametrize(("art", "werte", "satz"), _faelle())
def test_so_liest_sich_eine_bestimmung(art: str, werte: str, satz: str) -> None:
    assert BESTIMMUNGEN[art].satz(json.loads(werte)) == satz


def test_jede_bestimmung_ist_vorgelesen() -> None:
    assert {art for art, _werte, _satz in _faelle()} == BESTIMMUNGEN.keys()


def _moegliche(art: Bestimmungsart) -> list[dict[str, Any]]:
    """Every mixture of choices, with numbers of one, two and many digits."""
    je_feld: list[list[Any]] = []
    for feld in art.felder:
        match feld.art:
            case Feldart.JA:
                werte: list[Any] = [True, False]
            case Feldart.WAHL:
                werte = [wert for wert, _titel in feld.wahl]
            case Feldart.MEHRFACH:
                alle = [wert for wert, _titel in feld.wahl]
                werte = [alle, alle[:1], alle[-2:]]
            case Feldart.ZAHL:
                werte = sorted({max(1, feld.von), feld.bis, max(3, feld.von)})
        je_feld.append(werte)
    namen = [feld.name for feld in art.felder]
    return [dict(zip(namen, wahl, strict=True)) for wahl in itertools.product(*je_feld)]


@pytest.mark.parametrize("art", BESTIMMUNGEN.values(), ids=lambda art: art.schluessel)
def test_jede_mischung_gibt_einen_ganzen_satz(art: Bestimmungsart) -> None:
    for werte in _moegliche(art):
        satz = art.satz(werte)
        assert re.fullmatch(r"[A-ZÄÖÜ].*\.", satz), satz
        assert "None" not in satz, satz
        assert "  " not in satz, satz
        assert not re.search(r"[a-z]_[a-z]|\{|\}|\.\.", satz), satz
        assert not re.search(r"\b1 (volle|Tage|Wochen|Kalendertage|Arbeitstage)\b", satz), satz


@pytest.mark.parametrize("art", BESTIMMUNGEN.values(), ids=lambda art: art.schluessel)
def test_jede_bestimmung_stellt_eine_frage_und_ihre_felder_haben_einen_namen(art: Bestimmungsart) -> None:
    assert art.frage.endswith("?")
    assert art.titel
    for feld in art.felder:
        assert feld.titel
        assert bool(feld.wahl) is (feld.art in (Feldart.WAHL, Feldart.MEHRFACH))
        assert len(dict(feld.wahl)) == len(feld.wahl)
