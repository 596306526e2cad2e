"""Who has no business in a file learns nothing of it, whichever way she asks; who reads it is written down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from casemgmt.models import Klient
from kim.konten.admin import technik
from kim.konten.regeln.rollen import Rolle
from kim.protokoll.models import Lesezugriff
from tests.casemgmt import fallbau
from tests.crawler import akten
from tests.crawler.vergleich import HTMX, antwort_auf, verrat
from tests.werkzeug.anfragen import Besuch
from tests.werkzeug.befunde import nichts
from tests.werkzeug.welt import Welt

pytestmark = [pytest.mark.no_cover, pytest.mark.eine_datenbank]
WEGE: dict[str, tuple[str, dict[str, Any]]] = {
    "GET": ("GET", {}),
    "POST": ("POST", {}),
    "HTMX": ("GET", {"headers": HTMX}),
}


@pytest.fixture(scope="module")
def welt(datenbank_auf_zeit: None) -> Iterator[Welt]:
    welt = akten.aktenwelt()
    yield welt


def _verraten(welt: Welt, wer: str, weg: str) -> list[str]:
    besuch = Besuch(welt, wer)
    besuch.holen("/")
    methode, kopf = WEGE[weg]
    funde = []
    for ziel in akten.ziele(welt):
        fund = verrat(
            methode,
            ziel,
            antwort_auf(besuch, methode, ziel.url, **kopf),
            antwort_auf(besuch, methode, ziel.unbekannt, **kopf),
        )
        if fund:
            funde.append(fund)
    return funde


@pytest.mark.parametrize("weg", WEGE)
@pytest.mark.parametrize("wer", ["nachbarin", "koordination_b"])
def test_fall_1_eine_akte_der_kommune_a_gibt_es_in_b_nicht(welt: Welt, wer: str, weg: str) -> None:
    """Page, history, attachment, PDF, print job, mail, part of a page: as an id that nobody has."""
    nichts(_verraten(welt, wer, weg))
