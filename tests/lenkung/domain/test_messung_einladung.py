"""What `make bench-einladung` measures still runs: a short turn of it."""

from __future__ import annotations

import pytest

from bench.einladung import klicken

pytestmark = [pytest.mark.django_db, pytest.mark.eine_datenbank]


def test_die_messung_laeuft_und_misst() -> None:
    zahlen = klicken(klicks=1, personen=2)
    assert zahlen["klicks"] == 1
    assert zahlen["median"] > 0
    assert zahlen["kleinste"] == zahlen["groesste"] == zahlen["median"]
