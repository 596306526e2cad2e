"""Lesen: was schon verfasst ist, für Räume, die genau einmal schreiben wollen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kim.versand.models import Nachricht, Zustellung


def schon_verfasst(schluessel: Iterable[str]) -> frozenset[str]:
    """Welche dieser Schlüssel schon eine Nachricht haben; höchstens eine Abfrage."""
    gefunden = Nachricht.objects.filter(schluessel__in=list(schluessel))
    return frozenset(gefunden.values_list("schluessel", flat=True))


class Gerichtet(NamedTuple):
    """An wen eine Zustellung geht, und wofür die Person steht."""

    bezug: str
    adresse: str


def gerichtet_an(zustellung_id: int) -> Gerichtet | None:
    zeile = Zustellung.objects.filter(pk=zustellung_id).values_list("bezug", "adresse").first()
    return Gerichtet(*zeile) if zeile else None
