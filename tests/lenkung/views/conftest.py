from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kim.stammdaten.models import Kreis
from lenkung.models import Gremium
from tests.fabriken import KreisFactory, PersonFactory, konto_mit_rolle
from tests.lenkung.fabriken import BesetzungFactory, GremiumFactory, SitzFactory


@pytest.fixture
def kreis(db: None) -> Kreis:
    return KreisFactory(name="Kreis K")


@pytest.fixture
def gremium(kreis: Kreis) -> Gremium:
    return GremiumFactory(kreis=kreis, name="Lenkungsgruppe KIM", kurzname="LG KIM")


@pytest.fixture
def geschaeftsstelle(kreis: Kreis, anmelden: Callable[..., Client]) -> Client:
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=kreis))


@pytest.fixture
def vorsitz(kreis: Kreis, anmelden: Callable[..., Client]) -> Client:
    """Sees all seats, keeps none."""
    return anmelden(konto_mit_rolle("vorsitz", kreis=kreis))


@pytest.fixture
def mitglied(gremium: Gremium, anmelden: Callable[..., Client]) -> Client:
    """Holds a seat of the Gremium; the role is held on the whole Kreis."""
    person = PersonFactory(kreis=gremium.kreis, nachname="Sitzinger")
    BesetzungFactory(sitz=SitzFactory(gremium=gremium), person=person)
    return anmelden(konto_mit_rolle("mitglied", kreis=gremium.kreis, person=person))
