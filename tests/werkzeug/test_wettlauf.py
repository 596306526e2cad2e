"""The race helper finds a lost update, lets a locked one pass, and never hangs."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connections, transaction

from kim.stammdaten.models import Kreis
from tests.fabriken import KreisFactory
from tests.werkzeug.wettlauf import Steckengeblieben, wettlauf, wettlauf_von

PAUSE = 0.15


def _hochzaehlen_ohne_sperre(kreis_id: int) -> None:
    wert = Kreis.objects.get(pk=kreis_id).unterdrueckung_unter
    time.sleep(PAUSE)
    Kreis.objects.filter(pk=kreis_id).update(unterdrueckung_unter=wert + 1)


def _hochzaehlen_mit_sperre(kreis_id: int) -> None:
    with transaction.atomic():
        wert = Kreis.objects.select_for_update().get(pk=kreis_id).unterdrueckung_unter
        time.sleep(PAUSE)
        Kreis.objects.filter(pk=kreis_id).update(unterdrueckung_unter=wert + 1)


@pytest.mark.django_db(transaction=True)
def test_verlorene_aenderung_wird_gefunden() -> None:
    kreis = KreisFactory(unterdrueckung_unter=5)
    wettlauf(3, lambda _nummer: _hochzaehlen_ohne_sperre(kreis.pk)).alle()
    kreis.refresh_from_db()
    assert kreis.unterdrueckung_unter < 8


@pytest.mark.django_db(transaction=True)
def test_mit_sperre_geht_keine_aenderung_verloren() -> None:
    kreis = KreisFactory(unterdrueckung_unter=5)
    wettlauf(3, lambda _nummer: _hochzaehlen_mit_sperre(kreis.pk)).alle()
    kreis.refresh_from_db()
    assert kreis.unterdrueckung_unter == 8


@pytest.mark.django_db(transaction=True)
def test_alle_starten_zugleich_und_jeder_mit_eigener_verbindung() -> None:
    verbindungen: set[int] = set()
    beginn: list[float] = []

    def laufen(nummer: int) -> int:
        beginn.append(time.monotonic())
        verbindungen.add(id(connections["default"].connection))
        return nummer

    assert wettlauf(4, laufen).gelungen == [0, 1, 2, 3]
    assert len(verbindungen) == 4
    assert max(beginn) - min(beginn) < 1


@pytest.mark.django_db(transaction=True)
def test_fehler_werden_gesammelt_und_verlieren_sich_nicht() -> None:
    def scheitern() -> int:
        raise ValueError("überholt")

    ausgang = wettlauf_von([lambda: 7, scheitern])
    assert ausgang.gelungen == [7]
    assert [str(fehler) for fehler in ausgang.fehler] == ["überholt"]
    with pytest.raises(ValueError, match="überholt"):
        ausgang.alle()


@pytest.mark.django_db(transaction=True)
def test_wer_haengt_wird_nicht_endlos_erwartet() -> None:
    frei = threading.Event()
    try:
        with pytest.raises(Steckengeblieben, match="wettlauf-1"):
            wettlauf_von([lambda: True, lambda: frei.wait(30)], hoechstdauer=0.5)
    finally:
        frei.set()


@pytest.mark.django_db
def test_in_einer_testtransaktion_wird_der_wettlauf_verweigert() -> None:
    with pytest.raises(RuntimeError, match="transaction=True"):
        wettlauf(2, lambda nummer: nummer)
