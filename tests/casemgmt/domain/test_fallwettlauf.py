"""Two at the same moment: one Aktenzeichen each, one next phase, one hand-over."""

from __future__ import annotations

from typing import Any

import pytest

from casemgmt.domain.anfrage import anfrage_ablehnen
from casemgmt.domain.fallweg import phase_weiter
from casemgmt.regeln.anfrage import Ablehnungsgrund
from casemgmt.regeln.werte import Phase
from kim.basis.fehler import Fachfehler, Ueberholt
from tests.casemgmt import faellebau, fallbau
from tests.werkzeug.wettlauf import wettlauf

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.beide_datenbanken]


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


def test_jeder_fall_bekommt_sein_eigenes_aktenzeichen(cm: Any, ort: Any) -> None:
    """Without a gap as well: 1, 2, 3, 4."""
    personen = [fallbau.klient(cm, ort, name) for name in ("Amira", "Samir", "Olena", "Nadia")]
    faelle = wettlauf(4, lambda nummer: fallbau.fall(cm, ort, personen[nummer])).alle()
    assert sorted(fall.nummer for fall in faelle) == [1, 2, 3, 4]


def test_fall_33_zwei_schritte_zugleich_und_der_zweite_erfaehrt_es(cm: Any, ort: Any) -> None:
    fall = faellebau.langfristig(cm, ort)
    ausgang = wettlauf(
        2,
        lambda _nummer: phase_weiter(
            fall_id=fall.pk, nach=Phase.INTEGRATIONSPLAN, stand=fall.stand, akteur=cm
        ),
    )
    assert len(ausgang.gelungen) == 1
    (fehler,) = ausgang.fehler
    assert isinstance(fehler, Ueberholt)
    assert faellebau.frisch(fall).stand == fall.stand + 1


def test_eine_anfrage_wird_einmal_erledigt(cm: Any, ort: Any) -> None:
    anfrage = faellebau.anfrage(cm, ort)
    ausgang = wettlauf(
        2,
        lambda _nummer: anfrage_ablehnen(anfrage_id=anfrage.pk, grund=Ablehnungsgrund.KEIN_BEDARF, akteur=cm),
    )
    assert len(ausgang.gelungen) == 1
    (fehler,) = ausgang.fehler
    assert isinstance(fehler, Fachfehler)
    assert fehler.code == "erledigt"
