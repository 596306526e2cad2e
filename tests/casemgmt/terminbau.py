"""Builds consultations for tests the way the software itself makes them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from casemgmt.domain.termin import beratung_festhalten, termin_planen
from casemgmt.models import Fall, Termin
from casemgmt.regeln.termin import Beratungsangaben, Geraetezeit, Kanal
from casemgmt.regeln.werte import Fallbereich
from kim.stammdaten.models import Standort


def angaben(fall: Fall | None = None, *klienten: Any, ort: Any = None, **felder: Any) -> Beratungsangaben:
    """Half an hour that has just ended: in a case, or anonymous in `ort`."""
    werte: dict[str, Any] = {
        "beginn": timezone.now() - timedelta(minutes=30),
        "dauer_minuten": 30,
        "kanal": Kanal.VOR_ORT,
        "themen": ("wohnen",),
        "fall_id": fall.pk if fall else None,
        "klienten": tuple(k.pk for k in klienten),
        "kommune_id": ort.pk if ort else None,
        "personen": max(1, len(klienten)),
        **felder,
    }
    return Beratungsangaben(**werte)


def geraet(**felder: Any) -> Geraetezeit:
    return Geraetezeit(**{"kennung": uuid4(), **felder})


def beratung(akteur: Any, fall: Fall | None = None, *klienten: Any, ort: Any = None, **felder: Any) -> Termin:
    return beratung_festhalten(
        akteur=akteur,
        kreis_id=akteur.kreis_id,
        bereich=Fallbereich.LOKAL,
        angaben=angaben(fall, *klienten, ort=ort, **felder),
        geraet=geraet(),
    )


def geplant(akteur: Any, fall: Fall | None = None, *klienten: Any, ort: Any = None, **felder: Any) -> Termin:
    """Tomorrow, unless told otherwise."""
    felder = {"beginn": timezone.now() + timedelta(days=1), "themen": (), **felder}
    return termin_planen(
        akteur=akteur,
        kreis_id=akteur.kreis_id,
        bereich=Fallbereich.LOKAL,
        angaben=angaben(fall, *klienten, ort=ort, **felder),
        geraet=geraet(),
    )


def standort(kommune: Any, name: str = "Rathaus") -> Standort:
    return Standort.objects.create(
        kreis_id=kommune.kreis_id, kommune=kommune, name=name, anschrift="Marktplatz 1\n53700 Musterdorf"
    )
