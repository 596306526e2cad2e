"""What a world needs for cases: requests, plans in writing and agreed, a print, somebody who stands in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from casemgmt.domain.fallpersonen import person_ergaenzen
from casemgmt.domain.plandruck import plan_drucken
from kim.auftraege.models import Auftrag
from kim.konten.regeln.rollen import Rolle
from tests.casemgmt import faellebau, fallbau

Welt = Any


def _cm(welt: Welt) -> Any:
    return welt.konten[Rolle.CASE_MANAGEMENT]


def _langfristig(welt: Welt, vorname: str = "Nadia", nachname: str = "Karimi") -> Any:
    person = fallbau.klient(_cm(welt), welt["kommune"], vorname, nachname, sprachen=["fa"])
    return faellebau.langfristig(_cm(welt), welt["kommune"], person)


def _planfall(welt: Welt) -> Any:
    return _langfristig(welt, "Olena", "Kowaltschuk")


def _zweite_person(welt: Welt) -> Any:
    weitere = fallbau.klient(_cm(welt), welt["kommune"], "Samir", "Nouri")
    return person_ergaenzen(fall_id=welt["fall"].pk, klient_id=weitere.pk, akteur=_cm(welt))


def _vertretung(welt: Welt) -> Any:
    """By somebody who holds no account of the roles that walk through the world."""
    kollegin = fallbau.case_management(fallbau.kommune(welt.kreis))
    return fallbau.vertretung(_cm(welt), kollegin, von=timezone.localdate(), nur=welt["planfall"])


FAELLE: dict[str, Callable[[Welt], Any]] = {
    "langfristiger_fall": _langfristig,
    "planfall": _planfall,
    "fallperson": _zweite_person,
    "fallvertretung": _vertretung,
    "anfrage": lambda welt: faellebau.anfrage(_cm(welt), welt["kommune"]),
    "wiedervorlage": lambda welt: faellebau.wiedervorlage(_cm(welt), welt["fall"]),
    "plan_entwurf": lambda welt: faellebau.entwurf(_cm(welt), welt["langfristiger_fall"]),
    "plan": lambda welt: faellebau.vereinbart(_cm(welt), welt["planfall"]),
    "planziel": lambda welt: welt["plan_entwurf"].ziele.get(),
    "planschritt": lambda welt: welt["planziel"].schritte.get(),
    "plandruck": lambda welt: Auftrag.objects.get(
        pk=plan_drucken(plan_id=welt["plan"].pk, sprache="ar", schluessel="probe", akteur=_cm(welt))
    ),
}
