"""Lesen: welche Unterlagen zu den Punkten einer Sitzung gehören, in der Folge, in der man sie liest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kim.dokumente.domain.queries.zugehoerige import dokumente_zu
from kim.web.feste_abfrage import feste_abfrage
from lenkung.models import Anlage, Tagesordnungspunkt, Vorlagenfassung
from lenkung.permissions import VORLAGE_DRUCK


@dataclass(frozen=True, slots=True)
class Unterlage:
    """Eine Datei zu einem Punkt: die Vorlage als PDF, ihre Anlagen, die des Punktes und des Vorschlags."""

    dokument_id: int
    kennung: UUID
    titel: str
    groesse: int
    mime: str
    punkt_id: int
    ist_vorlage: bool = False
    """Die Vorlage selbst, als PDF."""


def geltende_fassungen_von(vorlage_ids: Iterable[int]) -> dict[int, Vorlagenfassung]:
    """Je Vorlage die letzte freigegebene Fassung; Entwürfe verlassen das Haus nicht."""
    fassungen = Vorlagenfassung.objects.filter(vorlage_id__in=list(vorlage_ids), freigegeben_am__isnull=False)
    return {fassung.vorlage_id: fassung for fassung in fassungen.order_by("nummer")}


def unterlagen_je_punkt(punkte: Iterable[Tagesordnungspunkt]) -> dict[int, list[Unterlage]]:
    """Drei Abfragen, gleich wie viele Punkte und Unterlagen es sind."""
    punkte = list(punkte)
    fassungen = geltende_fassungen_von({p.vorlage_id for p in punkte if p.vorlage_id is not None})
    drucke = dokumente_zu(VORLAGE_DRUCK, [fassung.pk for fassung in fassungen.values()])
    anlagen = _anlagen(punkte, fassungen)
    je_punkt: dict[int, list[Unterlage]] = {}
    for punkt in punkte:
        fassung = fassungen.get(punkt.vorlage_id or 0)
        zeilen = [(d, fassung.titel, True) for d in drucke.get(fassung.pk, ())][-1:] if fassung else []
        for schluessel in (
            ("fassung", fassung.pk if fassung else 0),
            ("punkt", punkt.pk),
            ("vorschlag", punkt.vorschlag_id or 0),
        ):
            zeilen += [(anlage.dokument, anlage.titel, False) for anlage in anlagen.get(schluessel, ())]
        je_punkt[punkt.pk] = [
            Unterlage(d.pk, d.kennung, titel, d.groesse, d.mime, punkt.pk, ist_vorlage)
            for d, titel, ist_vorlage in zeilen
        ]
    return je_punkt


@feste_abfrage
def _vorhandene(
    punkt_ids: tuple[int, ...], fassung_ids: tuple[int, ...], vorschlag_ids: tuple[int, ...]
) -> QuerySet[Anlage]:
    dazu = Q(punkt_id__in=punkt_ids) | Q(fassung_id__in=fassung_ids) | Q(vorschlag_id__in=vorschlag_ids)
    menge = Anlage.objects.filter(dazu, entfernt_am__isnull=True)
    return menge.select_related("dokument").order_by("reihenfolge", "pk")


def _anlagen(
    punkte: list[Tagesordnungspunkt], fassungen: dict[int, Vorlagenfassung]
) -> dict[tuple[str, int], list[Anlage]]:
    menge = _vorhandene(
        tuple(punkt.pk for punkt in punkte),
        tuple(fassung.pk for fassung in fassungen.values()),
        tuple(p.vorschlag_id for p in punkte if p.vorschlag_id is not None),
    )
    je_satz: dict[tuple[str, int], list[Anlage]] = {}
    for anlage in menge:
        for feld in ("punkt", "fassung", "vorschlag"):
            if (nummer := getattr(anlage, f"{feld}_id")) is not None:
                je_satz.setdefault((feld, nummer), []).append(anlage)
    return je_satz


def dokumente_von(ids: Iterable[int]) -> dict[int, Any]:
    """Die abgelegten Dateien selbst, je Nummer; eine Abfrage."""
    anlagen = Anlage.objects.filter(dokument_id__in=list(ids)).select_related("dokument")
    return {anlage.dokument_id: anlage.dokument for anlage in anlagen}
