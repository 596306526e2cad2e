"""What a world needs for the network: a body of the directory with an offer, Verweise, a conference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from casemgmt.domain.akteure import angebot_anlegen
from casemgmt.domain.fallkonferenz import ergebnis_festhalten, konferenz_anlegen, teilnahme_aufnehmen
from kim.konten.regeln.rollen import Rolle
from tests.casemgmt import netzwerkbau

Welt = Any


def _angebot(welt: Welt) -> Any:
    return angebot_anlegen(
        stelle_id=welt["netzwerkakteur"].pk,
        angaben={"titel": "Sprachcafé", "thema": "deutschkurse"},
        akteur=welt.konten[Rolle.KOORDINATION_CM],
    )


def _entwurf(welt: Welt) -> Any:
    return netzwerkbau.verweis(welt.konten[Rolle.CASE_MANAGEMENT], welt["netzwerkakteur"], fall=welt["fall"])


def _gesendet(welt: Welt) -> Any:
    return netzwerkbau.gesendet(welt.konten[Rolle.CASE_MANAGEMENT], welt["netzwerkakteur"], fall=welt["fall"])


def _eingang(welt: Welt) -> Any:
    """For MuKi-S."""
    return netzwerkbau.gesendet(welt.konten[Rolle.CASE_MANAGEMENT], "mukis", fall=welt["fall"])


def _konferenz(welt: Welt) -> Any:
    return konferenz_anlegen(
        fall_id=welt["fall"].pk,
        angaben={
            "art": "fallkonferenz",
            "beginn": timezone.now() + timedelta(days=7),
            "frage": "Wie findet die Familie eine Wohnung?",
        },
        akteur=welt.konten[Rolle.CASE_MANAGEMENT],
    )


def _teilnahme(welt: Welt) -> Any:
    return teilnahme_aufnehmen(
        konferenz_id=welt["fallkonferenz"].pk,
        konto_id=welt.konten[Rolle.CASE_MANAGEMENT].pk,
        akteur=welt.konten[Rolle.CASE_MANAGEMENT],
    )


def _ergebnis(welt: Welt) -> Any:
    return ergebnis_festhalten(
        konferenz_id=welt["fallkonferenz"].pk,
        text="Wohnungsamt anrufen",
        teilnahme_id=welt["konferenzteilnahme"].pk,
        bis=timezone.localdate(),
        akteur=welt.konten[Rolle.CASE_MANAGEMENT],
    )


NETZWERK: dict[str, Callable[[Welt], Any]] = {
    "netzwerkakteur": lambda welt: netzwerkbau.stelle(welt.kreis),
    "angebot": _angebot,
    "verweis_entwurf": _entwurf,
    "verweis": _gesendet,
    "verweis_eingang": _eingang,
    "fallkonferenz": _konferenz,
    "konferenzteilnahme": _teilnahme,
    "konferenzergebnis": _ergebnis,
}
