"""Alles, was ein älterer Schlüssel verschlüsselt hat, mit dem geltenden neu schreiben.

In kleinen Schritten: bricht der Lauf ab, macht der nächste dort weiter. Der Inhalt ändert sich nicht, deshalb
entsteht kein Verlauf. Was jemand im selben Augenblick ändert, gewinnt und ist dann schon neu verschlüsselt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, Q

from kim.basis.suchindex import SUCHINDEXE
from kim.schluessel.domain.felder import FORM, Unlesbar, Verschluesselt, oeffnen
from kim.schluessel.domain.pruefung import aktueller_schluessel

SCHRITT = 200


@dataclass(frozen=True, slots=True)
class Tabellenstand:
    tabelle: str
    geschrieben: int
    unlesbar: tuple[int, ...] = ()
    """Die Kennungen der Sätze, deren Geheimtext nicht aufgeht; sie bleiben, wie sie sind."""


def verschluesselte_felder() -> Iterator[tuple[type[models.Model], list[Verschluesselt]]]:
    """Auch die der Historien: sie stehen als eigene Tabellen da."""
    for modell in apps.get_models(include_auto_created=True):
        felder = [feld for feld in modell._meta.concrete_fields if isinstance(feld, Verschluesselt)]
        if felder and modell._meta.managed:
            yield modell, felder


def umschluesseln() -> Iterator[Tabellenstand]:
    for modell, felder in verschluesselte_felder():
        yield _tabelle(modell, felder)
    for index in SUCHINDEXE:
        yield Tabellenstand(index.titel, index.erneuern())


def _tabelle(modell: type[models.Model], felder: list[Verschluesselt]) -> Tabellenstand:
    geschrieben, unlesbar, zuletzt = 0, [], 0
    while saetze := _naechste(modell, felder, zuletzt):
        with transaction.atomic():
            for satz in saetze:
                try:
                    geschrieben += _schreiben(modell, felder, satz)
                except Unlesbar:
                    unlesbar.append(satz["pk"])
        zuletzt = saetze[-1]["pk"]
    return Tabellenstand(modell._meta.db_table, geschrieben, tuple(unlesbar))


def _naechste(modell: type[models.Model], felder: list[Verschluesselt], nach: int) -> list[dict[str, Any]]:
    """Die Geheimtexte selbst: gelesen, wie sie dastehen, nicht wie das Feld sie öffnet."""
    alt = Q()
    for feld in felder:
        alt |= (
            ~Q(**{f"roh_{feld.name}": ""})
            & ~Q(**{f"roh_{feld.name}__startswith": f"{FORM}:{aktueller_schluessel()}:"})
            & Q(**{f"roh_{feld.name}__isnull": False})
        )
    namen = [f"roh_{feld.name}" for feld in felder]
    menge = _roh(modell, felder).filter(alt, pk__gt=nach).order_by("pk")
    return list(menge.values("pk", *namen)[:SCHRITT])


def _roh(modell: type[models.Model], felder: list[Verschluesselt]) -> Any:
    geheim = {
        f"roh_{feld.name}": ExpressionWrapper(F(feld.name), output_field=models.TextField())
        for feld in felder
    }
    return modell._base_manager.annotate(**geheim)


def _schreiben(modell: type[models.Model], felder: list[Verschluesselt], satz: dict[str, Any]) -> int:
    """Nur wenn noch dasteht, was gelesen wurde."""
    neu, gelesen = {}, {}
    for feld in felder:
        geheim = satz[f"roh_{feld.name}"]
        if geheim:
            neu[feld.name] = feld.aus_text(oeffnen(geheim, bindung=feld.bindung))
            gelesen[f"roh_{feld.name}"] = geheim
    return int(_roh(modell, felder).filter(pk=satz["pk"], **gelesen).update(**neu))
