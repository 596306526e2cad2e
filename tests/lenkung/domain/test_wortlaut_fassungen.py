"""The versions of the text that was put to the vote, for those who run the Gremium."""

from __future__ import annotations

import pytest

from lenkung.domain.queries import wortlaut
from lenkung.domain.queries.wortlaut import fassungen_zum
from lenkung.models import Beschluss, Gremium
from lenkung.regeln.verlauf import Weise
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.beschlussbau import beschluss
from tests.lenkung.fabriken import GremiumFactory
from tests.werkzeug.abfragen import genau

pytestmark = pytest.mark.django_db


@pytest.fixture
def gremium() -> Gremium:
    return bau.lenkungsgruppe(2)


def _beschlossen(gremium: Gremium, *texte: str) -> Beschluss:
    """All but the last text are put to a vote that is discarded."""
    satz = bau.eroeffnet(gremium, 2)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    for text in texte[:-1]:
        bau.verwirf(bau.beginne(satz, punkt, Weise.OFFEN, text=text), f"Falsch: {text}")
    return bau.stelle_fest(bau.einvernehmlich(satz, punkt, text=texte[-1]))


def test_die_neueste_zuerst_mit_dem_worueber_abgestimmt_und_was_verworfen_wurde(gremium: Gremium) -> None:
    satz = _beschlossen(gremium, "Eins", "Zwei", "Zwei", "Drei")
    with genau(2):
        zeilen = fassungen_zum(gobau.akteur(gremium), satz)
    assert [
        (
            zeile.fassung.nummer,
            zeile.fassung.text,
            zeile.beschlossen,
            [abstimmung.verworfen_grund for abstimmung in zeile.verworfene],
        )
        for zeile in zeilen
    ] == [
        (3, "Drei", True, []),
        (2, "Zwei", False, ["Falsch: Zwei", "Falsch: Zwei"]),
        (1, "Eins", False, ["Falsch: Eins"]),
    ]


def test_wo_nur_eine_ist_und_ohne_sitzung_ist_nichts_zu_zeigen(gremium: Gremium) -> None:
    wer = gobau.akteur(gremium)
    assert fassungen_zum(wer, _beschlossen(gremium, "Eins")) == []
    assert fassungen_zum(wer, beschluss(gremium, nummer=99)) == []


def test_fremde_sehen_keine(gremium: Gremium) -> None:
    satz = _beschlossen(gremium, "Eins", "Zwei")
    assert fassungen_zum(gobau.akteur(GremiumFactory()), satz) == []


def test_es_bleibt_bei_hoechstens_so_vielen(gremium: Gremium, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wortlaut, "FASSUNGEN_HOECHSTENS", 2)
    satz = _beschlossen(gremium, "Eins", "Zwei", "Drei")
    assert [zeile.fassung.text for zeile in fassungen_zum(gobau.akteur(gremium), satz)] == ["Drei", "Zwei"]
