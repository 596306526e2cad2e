"""Sessions for tests, made as the software itself makes them; only states of later steps are set past it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from lenkung.models import Besetzung, Gremium, Sitzung
from lenkung.regeln.sitzung import ortszeit
from tests.fabriken import PersonFactory
from tests.lenkung.fabriken import SitzFactory, besetzung_werte


def wann(tag: date, uhrzeit: time = time(14, 0)) -> datetime:
    beginn = ortszeit(tag, uhrzeit)
    assert beginn is not None
    return beginn


def sitzung(gremium: Gremium, tag: date, stand: str = "geplant", **felder: Any) -> Sitzung:
    """A row as it is after the steps that lead to this state."""
    beginn = wann(tag, felder.pop("uhrzeit", time(14, 0)))
    if stand == "abgesagt":
        felder.setdefault("absage_grund", "Keine Punkte zur Entscheidung")
    satz = Sitzung.objects.create(gremium=gremium, beginn=beginn, stand=stand, **felder)
    return satz


def mitglied(gremium: Gremium, art: str = "mitglied", sitz: Any = None, **person: Any) -> Besetzung:
    sitz = sitz or SitzFactory(gremium=gremium)
    wer = PersonFactory(kreis=gremium.kreis, **person)
    return Besetzung.objects.create(**{**besetzung_werte(sitz, person=wer), "art": art})
