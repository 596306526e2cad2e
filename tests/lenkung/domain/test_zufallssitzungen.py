"""Every verdict that a session stores is that of the Regelprobe on the same course of events."""

from __future__ import annotations

import random

import pytest
from django.db import transaction

from tests.lenkung.zufallssitzung import Zufallssitzung
from tests.lenkung.zufallswelt import ORDNUNGEN, gremien

pytestmark = [pytest.mark.django_db, pytest.mark.langsam]
# The suite takes this many; bench/sitzungen.py takes 1,000 and writes down what it found.
ANZAHL = 24


def test_jede_gespeicherte_abstimmung_ist_wie_die_regelprobe_sie_beurteilt() -> None:
    alle, abstimmungen, beschluesse = gremien(), 0, 0
    for saat in range(ANZAHL):
        wie = ORDNUNGEN[saat % len(ORDNUNGEN)]
        with transaction.atomic():
            lauf = Zufallssitzung(random.Random(saat), alle[wie], wie)
            try:
                lauf.laufen()
                abstimmungen += lauf.pruefen()
            except AssertionError as fehler:
                raise AssertionError(f"seed {saat}, {wie}") from fehler
            beschluesse += len(lauf.beschluesse)
            transaction.set_rollback(True)
    # Else it would have compared little.
    assert abstimmungen > ANZAHL
    assert beschluesse > ANZAHL // 2
