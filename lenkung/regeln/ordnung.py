"""Was die Regeln von einer Geschäftsordnung brauchen. Ein Teil, der None ist, ist nicht geregelt."""

from __future__ import annotations

from dataclasses import dataclass

from lenkung.regeln.werte import (
    Einheit,
    Genehmigung,
    Mehrheitsbasis,
    Pflichtangabe,
    Quorumsbasis,
    Vergleich,
    Zaehlung,
)


@dataclass(frozen=True, slots=True)
class Vorschlagsregel:
    tage_vorher: int
    norm: str


@dataclass(frozen=True, slots=True)
class Ladungsregel:
    frist: int
    zaehlung: Zaehlung
    pflichtangaben: frozenset[Pflichtangabe]
    norm: str
    dringlich_frist: int | None = None


@dataclass(frozen=True, slots=True)
class Quorumsregel:
    zaehler: int
    nenner: int
    vergleich: Vergleich
    basis: Quorumsbasis
    norm: str
    gilt_bis_feststellung: bool = False


@dataclass(frozen=True, slots=True)
class ZweiteEinberufungsregel:
    norm: str


@dataclass(frozen=True, slots=True)
class Mehrheitsregel:
    zaehler: int
    nenner: int
    vergleich: Vergleich
    basis: Mehrheitsbasis
    norm: str
    stichentscheid: bool = False


@dataclass(frozen=True, slots=True)
class Genehmigungsregel:
    genehmigung: Genehmigung
    norm: str
    anzahl: int | None = None
    einheit: Einheit | None = None
    """Anzahl und Einheit sind genau bei Genehmigung.FRIST gesetzt."""


@dataclass(frozen=True, slots=True)
class Ordnung:
    bezeichnung: str = ""
    vorschlaege: Vorschlagsregel | None = None
    ladung: Ladungsregel | None = None
    quorum: Quorumsregel | None = None
    zweite_einberufung: ZweiteEinberufungsregel | None = None
    mehrheit: Mehrheitsregel | None = None
    niederschrift: Genehmigungsregel | None = None
