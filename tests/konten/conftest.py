"""Accounts that most tests of this room begin with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from kim.konten.models import Konto
from tests.fabriken import konto_mit_rolle as mit_rolle


@pytest.fixture(autouse=True)
def _frische_zaehler() -> None:
    """The counters of tries live in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def verwaltung(db: None) -> Konto:
    return mit_rolle("systemadministration", name="Vera Verwaltung")


@pytest.fixture
def zweite(verwaltung: Konto) -> Konto:
    """A second person who may confirm."""
    return mit_rolle("kreis_administration", kreis=verwaltung.kreis, name="Kai Kontrolle")


@pytest.fixture
def seite(anmelden: Callable[..., Client], verwaltung: Konto) -> Client:
    """The administrator at work."""
    return anmelden(verwaltung)
