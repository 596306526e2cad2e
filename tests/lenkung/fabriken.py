"""Factories of the Lenkung. Everything belongs to one Kreis, that of the Gremium."""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from lenkung.models import Amt, Besetzung, Gremium, Sitz
from tests.fabriken import EinrichtungFactory, KreisFactory, PersonFactory


class GremiumFactory(DjangoModelFactory[Gremium]):
    class Meta:
        model = Gremium

    kreis = factory.SubFactory(KreisFactory)
    name = factory.Sequence(lambda n: f"Lenkungsgruppe {n}")


class AmtFactory(DjangoModelFactory[Amt]):
    class Meta:
        model = Amt

    gremium = factory.SubFactory(GremiumFactory)
    art = "vorsitz"
    person = factory.LazyAttribute(lambda o: PersonFactory(kreis=o.gremium.kreis))


class SitzFactory(DjangoModelFactory[Sitz]):
    class Meta:
        model = Sitz

    gremium = factory.SubFactory(GremiumFactory)
    einrichtung = factory.LazyAttribute(lambda o: EinrichtungFactory(kreis=o.gremium.kreis))
    beginn_fundstelle = "Geschäftsordnung § 2 Abs. 1"


class BesetzungFactory(DjangoModelFactory[Besetzung]):
    class Meta:
        model = Besetzung

    sitz = factory.SubFactory(SitzFactory)
    gremium = factory.LazyAttribute(lambda o: o.sitz.gremium)
    stimmrecht = factory.LazyAttribute(lambda o: o.sitz.stimmrecht)
    art = "mitglied"
    person = factory.LazyAttribute(lambda o: PersonFactory(kreis=o.sitz.gremium.kreis))


def besetzung_werte(sitz: Sitz, **felder: Any) -> dict[str, Any]:
    """What a row needs that is written past every check of the software."""
    return {
        "sitz": sitz,
        "gremium_id": sitz.gremium_id,
        "stimmrecht": sitz.stimmrecht,
        "art": "mitglied",
        "person": felder.pop("person", None) or PersonFactory(kreis=sitz.gremium.kreis),
        **felder,
    }
