"""What a world needs of consents: one to sign, one signed, one passed on, one asked for without consent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from casemgmt.domain.einwilligung import Einwilligungsangaben, einwilligung_anlegen
from casemgmt.domain.einwilligungsdruck import blatt_drucken
from casemgmt.domain.weitergabe import empfaenger, weitergabe_festhalten
from casemgmt.domain.weitergabe_ohne import weitergabe_ohne_beantragen
from casemgmt.regeln.einwilligung import Datenklasse, Zweck
from kim.konten.regeln.rollen import Rolle
from tests.casemgmt.einwilligungsbau import unterschreiben

Welt = Any


def _angaben(welt: Welt, **anders: Any) -> Einwilligungsangaben:
    heute = timezone.localdate()
    return {
        "art": "datenuebermittlung",
        "sprache": "ar",
        "empfaenger": [(welt["einrichtung"].pk, None)],
        "datenklassen": ["stammdaten", "kontakt"],
        "zwecke": ["verweis"],
        "von": heute,
        "bis": heute + timedelta(days=180),
        "sorgeberechtigte": 1,
        "sprachmittlung": "",
        **anders,  # type: ignore[typeddict-item]
    }


def _entwurf(welt: Welt) -> Any:
    return einwilligung_anlegen(
        klient_id=welt["klient"].pk, angaben=_angaben(welt), akteur=welt.konten[Rolle.CASE_MANAGEMENT]
    )


def _unterschrieben(welt: Welt) -> Any:
    return unterschreiben(_entwurf(welt), welt.konten[Rolle.CASE_MANAGEMENT])


def _weitergabe(welt: Welt) -> Any:
    return weitergabe_festhalten(
        klient_id=welt["klient"].pk,
        empfaenger=empfaenger(welt["einrichtung"]),
        zweck=Zweck.VERWEIS,
        datenklassen=[Datenklasse.STAMMDATEN],
        weg="brief",
        akteur=welt.konten[Rolle.CASE_MANAGEMENT],
    )[0]


def _ohne(welt: Welt) -> Any:
    return weitergabe_ohne_beantragen(
        klient_id=welt["klient"].pk,
        grund="kindesschutz",
        begruendung="Das Kind wird allein gelassen.",
        einrichtung_id=welt["einrichtung"].pk,
        person_id=None,
        zweck="verweis",
        datenklassen=["stammdaten"],
        dringend=True,
        akteur=welt.konten[Rolle.CASE_MANAGEMENT],
    )


def _druck(welt: Welt) -> Any:
    from kim.auftraege.models import Auftrag

    nummer = blatt_drucken(einwilligung_id=welt["einwilligung"].pk, akteur=welt.konten[Rolle.CASE_MANAGEMENT])
    return Auftrag.objects.get(pk=nummer)


EINWILLIGUNGEN: dict[str, Callable[[Welt], Any]] = {
    "einwilligung_entwurf": _entwurf,
    "einwilligung": _unterschrieben,
    "weitergabe": _weitergabe,
    "weitergabe_ohne": _ohne,
    "einwilligungsdruck": _druck,
}
