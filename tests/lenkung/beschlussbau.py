"""Beschlüsse and Folgen for tests of the register: entered afterwards, as from paper."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from lenkung.domain.beschlussfolge import folge_anlegen
from lenkung.models import Beschluss, Beschlussfolge, Gremium
from tests.lenkung.gobau import akteur

_nummern = count(1)
TAG = date(2026, 3, 3)


def beschluss(gremium: Gremium, **felder: Any) -> Beschluss:
    werte = {
        "gefasst_am": TAG,
        "titel": "Sprachkurse am Abend",
        "text": "Die Lenkungsgruppe richtet Kurse am Abend ein.",
        "angenommen": True,
        "nachgetragen": True,
        "fundstelle": "Niederschrift der 3. Sitzung",
        **felder,
    }
    werte.setdefault("jahr", werte["gefasst_am"].year)
    werte.setdefault("nummer", next(_nummern))
    return Beschluss.objects.create(gremium=gremium, **werte)


def folge(satz: Beschluss, **angaben: Any) -> Beschlussfolge:
    werte: Any = {
        "art": "aufgabe",
        "text": "Räume suchen",
        "verantwortlich": "Volkshochschule",
        "email": "vhs@verband.example",
        **angaben,
    }
    return folge_anlegen(beschluss_id=satz.pk, akteur=akteur(satz.gremium), angaben=werte)
