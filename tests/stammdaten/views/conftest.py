from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kim.stammdaten.models import Kreis
from tests.fabriken import KreisFactory, konto_mit_rolle


@pytest.fixture
def kreis(db: None) -> Kreis:
    return KreisFactory(name="Kreis K")


@pytest.fixture
def anderer_kreis(db: None) -> Kreis:
    return KreisFactory(name="Kreis L")


@pytest.fixture
def geschaeftsstelle(kreis: Kreis, anmelden: Callable[..., Client]) -> Client:
    """Keeps the master data, sees people, may import."""
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=kreis))


@pytest.fixture
def vorsitz(kreis: Kreis, anmelden: Callable[..., Client]) -> Client:
    """Sees bodies, but neither people nor forms."""
    return anmelden(konto_mit_rolle("vorsitz", kreis=kreis))


@pytest.fixture
def administration(kreis: Kreis, anmelden: Callable[..., Client]) -> Client:
    """Sets the Kreis up."""
    return anmelden(konto_mit_rolle("systemadministration", kreis=kreis))
