"""Arbeitsgruppen for tests, made as the software itself makes them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from lenkung.domain.ag_bericht import bericht_abgeben, bericht_schreiben
from lenkung.domain.ag_mitglied import mitglied_aufnehmen
from lenkung.domain.ag_treffen import treffen_eintragen, treffen_fertigstellen
from lenkung.domain.arbeitsgruppe import arbeitsgruppe_einsetzen
from lenkung.models import AGBericht, AGMitglied, AGTreffen, Arbeitsgruppe, Gremium
from lenkung.regeln.arbeitsgruppe import AGRolle
from tests.fabriken import PersonFactory
from tests.lenkung import gobau

BEGINN = date(2026, 3, 3)
PROTOKOLL = "<p>Alle Jugendämter nennen freie Plätze.</p>"
_namen = count(1)


def arbeitsgruppe(gremium: Gremium, *, leitung: Any = None, **angaben: Any) -> Arbeitsgruppe:
    """Without a Geschäftsordnung nothing says who leads; `leitung` is a Person."""
    ab = {"person_id": leitung.pk, "uebertragen_am": angaben.pop("uebertragen_am", None)} if leitung else None
    mehr = {name: angaben.pop(name) for name in ("folge_id", "folge_erledigt") if name in angaben}
    return arbeitsgruppe_einsetzen(
        gremium_id=gremium.pk,
        akteur=angaben.pop("akteur", None) or gobau.akteur(gremium),
        angaben={
            "art": "pag",
            "name": f"DELFIN {next(_namen)}",
            "auftrag": "Lösungen für auffällig getestete Kinder erarbeiten.",
            "beginn": BEGINN,
            **angaben,
        },
        leitung=ab,  # type: ignore[arg-type]
        **mehr,
    )


def mitglied(ag: Arbeitsgruppe, **angaben: Any) -> AGMitglied:
    person = angaben.pop("person", None) or PersonFactory(kreis=ag.gremium.kreis)
    return mitglied_aufnehmen(
        arbeitsgruppe_id=ag.pk,
        akteur=gobau.akteur(ag.gremium),
        angaben={"person_id": person.pk, "rolle": AGRolle.MITGLIED.value, "von": ag.beginn, **angaben},  # type: ignore[typeddict-item]
    )


def treffen(ag: Arbeitsgruppe, *, fertig: bool = False, **angaben: Any) -> AGTreffen:
    wer = angaben.pop("akteur", None) or gobau.akteur(ag.gremium)
    satz = treffen_eintragen(
        arbeitsgruppe_id=ag.pk,
        akteur=wer,
        angaben={
            "tag": ag.beginn + timedelta(days=7),
            "ort": "Kreishaus",
            "anwesende": "Petra Probe\nPaul Probe",
            "protokoll": PROTOKOLL,
            **angaben,
        },
    )
    return treffen_fertigstellen(treffen_id=satz.pk, akteur=wer) if fertig else satz


def bericht(ag: Arbeitsgruppe, *, abgegeben: bool = False, **angaben: Any) -> AGBericht:
    wer = angaben.pop("akteur", None) or gobau.akteur(ag.gremium)
    satz = bericht_schreiben(
        arbeitsgruppe_id=ag.pk,
        akteur=wer,
        angaben={"text": "<p>Es fehlen Gruppen.</p>", "beschlussvorschlag": "", **angaben},  # type: ignore[typeddict-item]
    )
    return bericht_abgeben(bericht_id=satz.pk, akteur=wer) if abgegeben else satz
