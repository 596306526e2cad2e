"""Lesen: was die Befragten zu einer Abfrage sagen, je Sitz und zusammengezählt."""

from __future__ import annotations

from dataclasses import dataclass

from lenkung.models import Abfrage, Abfrageoption, Abfrageteilnahme
from lenkung.regeln.abfrage import Meinung, Zaehlung, auszaehlen, vorn


@dataclass(frozen=True, slots=True)
class Optionsergebnis:
    option: Abfrageoption
    zaehlung: Zaehlung
    vorn: bool


@dataclass(frozen=True, slots=True)
class Ergebniszeile:
    teilnahme: Abfrageteilnahme
    meinungen: list[Meinung | None]
    """In der Folge der Möglichkeiten."""


@dataclass(frozen=True, slots=True)
class Abfrageergebnis:
    optionen: list[Optionsergebnis]
    zeilen: list[Ergebniszeile]

    @property
    def geantwortet(self) -> int:
        return sum(zeile.teilnahme.beantwortet_am is not None for zeile in self.zeilen)


def ergebnis_von(abfrage: Abfrage) -> Abfrageergebnis:
    """Drei Abfragen, gleich wie viele gefragt sind. Gezählt werden alle Befragten, auch ohne Stimme."""
    optionen = list(abfrage.optionen.all())
    teilnahmen = list(
        abfrage.teilnahmen.select_related("sitz__einrichtung")
        .prefetch_related("meinungen")
        .order_by("-sitz__stimmrecht", "sitz__einrichtung__name", "pk")
    )
    zeilen = []
    for teilnahme in teilnahmen:
        gesagt = {meinung.option_id: Meinung(meinung.meinung) for meinung in teilnahme.meinungen.all()}
        zeilen.append(Ergebniszeile(teilnahme, [gesagt.get(option.pk) for option in optionen]))
    zaehlungen = [auszaehlen(zeile.meinungen[stelle] for zeile in zeilen) for stelle in range(len(optionen))]
    beste = vorn(zaehlungen)
    return Abfrageergebnis(
        [
            Optionsergebnis(option, zaehlung, stelle in beste)
            for stelle, (option, zaehlung) in enumerate(zip(optionen, zaehlungen, strict=True))
        ],
        zeilen,
    )
