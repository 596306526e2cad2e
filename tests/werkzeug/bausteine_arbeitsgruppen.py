"""What a world needs around Arbeitsgruppen: one that works, one that has reported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kim.konten.regeln.rollen import Rolle
from lenkung.domain.ag_mitglied import leitung_uebergeben
from lenkung.domain.beschlussfolge import folge_anlegen
from tests.fabriken import PersonFactory
from tests.lenkung import agbau

Welt = Any


def _arbeitsgruppe(welt: Welt) -> Any:
    """Set up by a Beschluss that wants a second one still; led by somebody without an account."""
    wer, beschluss = welt.konten[Rolle.GESCHAEFTSSTELLE], welt["beschluss"]
    folge_anlegen(
        beschluss_id=beschluss.pk,
        akteur=wer,
        angaben={"art": "arbeitsgruppe", "text": "Arbeitsgruppe einsetzen", "verantwortlich": "Wir"},
    )
    ag = agbau.arbeitsgruppe(
        welt["gremium"],
        akteur=wer,
        art="ag",
        name="Ankommen",
        beginn=beschluss.gefasst_am,
        bericht_bis=timezone.localdate() + timedelta(days=20),
        beschluss_id=beschluss.pk,
    )
    leitung_uebergeben(
        arbeitsgruppe_id=ag.pk,
        von=ag.beginn,
        akteur=wer,
        leitung={
            "person_id": PersonFactory(kreis=welt.kreis).pk,
            "fuer": "Jugendamt",
            "uebertragen_am": ag.beginn,
        },
    )
    return ag


def _berichtet(welt: Welt) -> Any:
    ag = agbau.arbeitsgruppe(
        welt["gremium"],
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        art="uag",
        name="Sprache",
        beginn=timezone.localdate() - timedelta(days=20),
        uebergeordnet_id=welt["arbeitsgruppe"].pk,
    )
    return agbau.bericht(ag, akteur=welt.konten[Rolle.GESCHAEFTSSTELLE], abgegeben=True).arbeitsgruppe


def _treffen(fertig: bool, tage: int) -> Callable[[Welt], Any]:
    return lambda welt: agbau.treffen(
        welt["arbeitsgruppe"],
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        tag=timezone.localdate() - timedelta(days=tage),
        fertig=fertig,
    )


ARBEITSGRUPPEN: dict[str, Callable[[Welt], Any]] = {
    "arbeitsgruppe": _arbeitsgruppe,
    "arbeitsgruppe_berichtet": _berichtet,
    # Nobody has begun its report: the page to write one is empty.
    "arbeitsgruppe_ohne_bericht": lambda welt: agbau.arbeitsgruppe(
        welt["gremium"], akteur=welt.konten[Rolle.GESCHAEFTSSTELLE], art="kag", name="Wohnen"
    ),
    "agmitglied": lambda welt: agbau.mitglied(welt["arbeitsgruppe"], fuer="Volkshochschule"),
    "agtreffen": _treffen(False, 3),
    "agtreffen_fertig": _treffen(True, 10),
    "agbericht": lambda welt: agbau.bericht(
        welt["arbeitsgruppe"], akteur=welt.konten[Rolle.GESCHAEFTSSTELLE]
    ),
}
