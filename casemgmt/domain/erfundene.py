"""Erfundene Menschen für Vorführung und Massendaten: aus derselben Saat dieselben."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from casemgmt.regeln.werte import Haushaltsrolle

DATEN = Path(__file__).resolve().parent.parent / "daten"
STRASSEN = (
    "Birkenallee",
    "Am Anger",
    "Lindenstraße",
    "Gartenweg",
    "Mühlenfeld",
    "Zum Sonnenhang",
    "Talstraße",
)
TELEFON_VORSILBEN = ("0171 39200", "0176 040690")
"""Rufnummern, die niemandem zugeteilt sind: die Bundesnetzagentur hält sie für Erfundenes frei."""


@dataclass(frozen=True, slots=True, eq=False)
class Sprachraum:
    anteil: int
    sprachen: Sequence[str]
    status: Sequence[str]
    frauen: Sequence[str]
    maenner: Sequence[str]
    nachnamen: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class Thema:
    schluessel: str
    gewicht: int
    notizen: Sequence[str]
    schritte: Sequence[str]


@lru_cache(maxsize=1)
def sprachraeume() -> tuple[Sprachraum, ...]:
    roh = tomllib.loads((DATEN / "namen.toml").read_text(encoding="utf-8"))
    return tuple(Sprachraum(**satz) for satz in roh["sprachraum"])


@lru_cache(maxsize=1)
def worte() -> tuple[tuple[Thema, ...], dict[str, list[str]]]:
    """Die Themen mit ihren Sätzen, und die Titel sonstiger Arbeit."""
    roh = tomllib.loads((DATEN / "vorfuehrung_worte.toml").read_text(encoding="utf-8"))
    return tuple(Thema(**satz) for satz in roh["thema"]), roh["titel_arbeit"]


@dataclass(frozen=True, slots=True, eq=False)
class Erfundene:
    """Eine Person eines Haushalts, als Felder eines Klienten."""

    felder: dict[str, Any]
    rolle: Haushaltsrolle


class Erfinder:
    def __init__(self, zufall: Random) -> None:
        self.zufall = zufall
        self._anteile = [raum.anteil for raum in sprachraeume()]
        self._gewichte = [thema.gewicht for thema in worte()[0]]

    def kennung(self) -> UUID:
        return UUID(int=self.zufall.getrandbits(128), version=4)

    def sprache(self) -> str:
        return self.zufall.choices(sprachraeume(), self._anteile)[0].sprachen[0]

    def themen(self) -> list[Thema]:
        """Ein bis zwei verschiedene, das wichtigste zuerst."""
        gewaehlt = self.zufall.choices(worte()[0], self._gewichte, k=self.zufall.choice((1, 1, 2)))
        return list(dict.fromkeys(gewaehlt))

    def haushalt(self, groesse: int, ort: str, tag: date) -> list[Erfundene]:
        """Eine oder zwei Erwachsene, dann Kinder, mit einem Nachnamen und einer Anschrift."""
        zufall = self.zufall
        raum = zufall.choices(sprachraeume(), self._anteile)[0]
        nachname = zufall.choice(raum.nachnamen)
        erwachsene = 1 if groesse == 1 or zufall.random() < 0.3 else 2
        gemeinsam = {
            "nachname": nachname,
            "sprachen": [*raum.sprachen, *(["de"] if zufall.random() < 0.4 else [])],
            "aufenthaltsstatus": zufall.choice(raum.status),
            "ankunft": tag - timedelta(days=zufall.randint(60, 2500)),
            "anschrift": f"{zufall.choice(STRASSEN)} {zufall.randint(1, 90)}\n{ort}",
        }
        personen = []
        for stelle in range(groesse):
            kind = stelle >= erwachsene
            alter = zufall.randint(1, 17) if kind else zufall.randint(20, 58)
            weiblich = zufall.random() < 0.5
            felder = {
                **gemeinsam,
                "vorname": zufall.choice(raum.frauen if weiblich else raum.maenner),
                "telefon": "" if kind else self._telefon(),
                **self._geburt(tag, alter),
            }
            personen.append(Erfundene(felder, Haushaltsrolle.KIND if kind else Haushaltsrolle.ERWACHSEN))
        return personen

    def _telefon(self) -> str:
        return f"{self.zufall.choice(TELEFON_VORSILBEN)}{self.zufall.randint(0, 99):02d}"

    def _geburt(self, tag: date, alter: int) -> dict[str, Any]:
        """Bei manchen ist nur das Jahr bekannt."""
        if self.zufall.random() < 0.25:
            return {"geburtsjahr": tag.year - alter}
        return {"geburtsdatum": tag - timedelta(days=365 * alter + self.zufall.randint(10, 350))}
