"""The quick way of the tests to a draft leaves exactly what the software leaves."""

from __future__ import annotations

from typing import Any

import pytest

from lenkung.domain.geschaeftsordnung import bestimmungen_uebernehmen
from lenkung.domain.mitgeliefert import mitgelieferte_fassung
from lenkung.models import Bestimmung, Geschaeftsordnung
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory

pytestmark = pytest.mark.django_db
JE_ZEILE_ANDERS = {"id", "geschaeftsordnung_id", "history_id", "history_date"}


def _zeilen(entwurf: Geschaeftsordnung) -> list[list[dict[str, Any]]]:
    mengen = (
        Bestimmung.objects.filter(geschaeftsordnung=entwurf).order_by("pk"),
        Bestimmung.history.filter(geschaeftsordnung=entwurf).order_by("history_id"),
    )
    return [
        [
            {name: wert for name, wert in zeile.items() if name not in JE_ZEILE_ANDERS}
            for zeile in menge.values()
        ]
        for menge in mengen
    ]


@pytest.mark.parametrize("fassung", [gobau.RSK, gobau.STEINFURT])
def test_der_kurze_weg_hinterlaesst_dieselben_zeilen(fassung: str) -> None:
    gremium = GremiumFactory()
    lang = gobau.entwurf(gremium, "Lang", wie=None)
    bestimmungen = mitgelieferte_fassung(fassung).bestimmungen
    bestimmungen_uebernehmen(lang, bestimmungen, akteur=gobau.akteur(gremium), grund="")
    kurz = gobau.entwurf(gremium, "Kurz", wie=fassung)
    assert _zeilen(kurz) == _zeilen(lang)
    assert [len(zeilen) for zeilen in _zeilen(kurz)] == [len(bestimmungen)] * 2
