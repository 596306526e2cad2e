"""Worauf Rollen erteilt werden können."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import apps

from kim.basis.akteur import Bereich
from kim.basis.rollenbereich import ROLLENBEREICHE
from kim.konten.regeln.rollen import Rollenangabe


def kreis_auswahl(kreis_id: int) -> Sequence[tuple[int, str]]:
    return [(k.pk, k.name) for k in apps.get_model("stammdaten.Kreis").objects.filter(pk=kreis_id)]


def kommunen_auswahl(kreis_id: int) -> Sequence[tuple[int, str]]:
    return [(k.pk, str(k)) for k in apps.get_model("stammdaten.Kommune").objects.filter(kreis_id=kreis_id)]


def einrichtungen_auswahl(kreis_id: int) -> Sequence[tuple[int, str]]:
    return [
        (e.pk, e.name)
        for e in apps.get_model("stammdaten.Einrichtung").objects.filter(
            kreis_id=kreis_id, art__in=["behoerde", "kreisverwaltung", "kommune"]
        )
    ]


def bereich_titel(bereich: Bereich) -> str | None:
    """Name des Bereichs, wenn es ihn in diesem Kreis gibt."""
    if bereich.art not in ROLLENBEREICHE:
        return None
    return dict(ROLLENBEREICHE[bereich.art].auswahl(bereich.kreis_id)).get(bereich.id)


def moegliche_bereiche(angabe: Rollenangabe, kreis_id: int) -> list[tuple[Bereich, str]]:
    return [
        (Bereich(art, id_, kreis_id), titel)
        for art in angabe.bereiche
        if art in ROLLENBEREICHE
        for id_, titel in ROLLENBEREICHE[art].auswahl(kreis_id)
    ]
