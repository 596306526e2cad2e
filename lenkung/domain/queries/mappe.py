"""Lesen: was in die Sitzungsmappe kommt, und ob es sie schon gibt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kim.auftraege.domain.queries.schluessel import juengster_auftrag
from kim.dokumente.domain.queries.zugehoerige import dokumente_zu
from lenkung.domain.queries.lesen import Lesepunkt
from lenkung.models import Sitzung
from lenkung.permissions import MAPPE_DRUCK

FORM = 1
"""Steigt, wenn die Mappe anders gesetzt wird: dann gelten die alten als überholt."""


def abdruck_der_mappe(sitzung: Sitzung, punkte: Sequence[Lesepunkt]) -> str:
    """Ändert sich mit allem, was in der Mappe steht oder ihr beiliegt."""
    werte = [
        FORM,
        [
            sitzung.gremium.name,
            sitzung.beginn.isoformat(),
            sitzung.dauer_minuten,
            sitzung.art,
            sitzung.ort_text,
        ],
        [sitzung.link, sitzung.absage_grund],
        [
            [
                *(p.pk, p.nummer, p.titel, p.art, p.minuten, p.erlaeuterung, p.berichterstattung),
                *(p.zurueckgestellt, p.vorlage_folgt, p.fassung.pk if p.fassung else 0),
                [[u.dokument_id, u.titel] for u in p.unterlagen if not u.ist_vorlage],
            ]
            for p in punkte
        ],
    ]
    return hashlib.sha256(json.dumps(werte).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Mappenstand:
    """`dokument` ist die letzte Mappe, auch eine überholte; `auftrag` der letzte für den Inhalt von heute."""

    dokument: Any
    aktuell: bool
    auftrag: Any

    @property
    def laeuft(self) -> bool:
        return not self.aktuell and self.auftrag is not None and self.auftrag.offen

    @property
    def gescheitert(self) -> bool:
        return not self.aktuell and self.auftrag is not None and not self.auftrag.offen

    @property
    def ueberholt(self) -> bool:
        return self.dokument is not None and not self.aktuell


def auftragsschluessel(sitzung_id: int, abdruck: str) -> str:
    return f"{sitzung_id}:{abdruck}"


def mappenstand(sitzung: Sitzung, punkte: Sequence[Lesepunkt]) -> Mappenstand:
    """Eine Abfrage, wenn die Mappe fertig ist, sonst zwei."""
    abdruck = abdruck_der_mappe(sitzung, punkte)
    mappen = dokumente_zu(MAPPE_DRUCK, [sitzung.pk]).get(sitzung.pk, [])
    for dokument in reversed(mappen):
        if f":{abdruck}" in dokument.auftrag_schluessel:
            return Mappenstand(dokument, aktuell=True, auftrag=None)
    auftrag = juengster_auftrag(f"pdf:{MAPPE_DRUCK}:{auftragsschluessel(sitzung.pk, abdruck)}")
    return Mappenstand(mappen[-1] if mappen else None, aktuell=False, auftrag=auftrag)
