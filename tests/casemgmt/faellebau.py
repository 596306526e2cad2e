"""Cases further on their way, requests and plans, as the software makes them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from casemgmt.domain.anfrage import anfrage_aufnehmen
from casemgmt.domain.fallweg import phase_weiter
from casemgmt.domain.integrationsplan import (
    plan_beginnen,
    plan_vereinbaren,
    schritt_schreiben,
    ziel_schreiben,
)
from casemgmt.domain.wiedervorlage import wiedervorlage_anlegen
from casemgmt.models import Anfrage, Fall, Integrationsplan, Wiedervorlage
from casemgmt.regeln.plan import Bestaetigung, Planthema, Wer
from casemgmt.regeln.werte import Fallbereich, Phase
from tests.casemgmt import fallbau

WORTE = "Ich will als Pflegerin arbeiten."


def frisch(fall: Fall) -> Fall:
    return Fall.objects.get(pk=fall.pk)


def heute() -> date:
    return timezone.localdate()


def in_tagen(tage: int) -> date:
    return heute() + timedelta(days=tage)


def langfristig(akteur: Any, ort: Any, *klienten: Any, **angaben: Any) -> Fall:
    """In the Assessment: one consultation held, and the person has agreed."""
    fall = fallbau.fall(akteur, ort, *klienten, **angaben)
    fallbau.termin(akteur, fall)
    return phase_weiter(
        fall_id=fall.pk, nach=Phase.ASSESSMENT, stand=fall.stand, akteur=akteur, zugestimmt_am=heute()
    )


def entwurf(akteur: Any, fall: Fall) -> Integrationsplan:
    """One goal with one step."""
    plan = plan_beginnen(fall_id=fall.pk, akteur=akteur)
    ziel = ziel_schreiben(plan_id=plan.pk, thema=Planthema.ARBEIT, worte=WORTE, akteur=akteur)
    schritt_schreiben(
        ziel_id=ziel.pk, was="Zeugnisse übersetzen lassen", wer=Wer.PERSON, bis=in_tagen(20), akteur=akteur
    )
    return plan


def vereinbart(akteur: Any, fall: Fall) -> Integrationsplan:
    return plan_vereinbaren(
        plan_id=entwurf(akteur, fall).pk,
        vereinbart_am=heute(),
        bestaetigung=Bestaetigung.BLATT,
        akteur=akteur,
    )


def bis_phase(akteur: Any, fall: Fall, phase: Phase) -> Fall:
    """From the Assessment on, step by step, with an agreed plan."""
    weg = [Phase.INTEGRATIONSPLAN, Phase.UMSETZUNG, Phase.MONITORING, Phase.EVALUATION]
    for nach in weg[: weg.index(phase) + 1]:
        if nach is Phase.UMSETZUNG:
            vereinbart(akteur, fall)
        fall = phase_weiter(fall_id=fall.pk, nach=nach, stand=frisch(fall).stand, akteur=akteur)
    return fall


def anfrage(akteur: Any, ort: Any, **angaben: Any) -> Anfrage:
    return anfrage_aufnehmen(
        kreis_id=ort.kreis_id,
        bereich=Fallbereich.LOKAL,
        kommune_id=ort.pk,
        angaben={  # type: ignore[typeddict-item]
            "eingegangen_am": heute(),
            "zugangsweg": "unterkunft",
            "name": "Frau Haddad",
            "anliegen": "sucht einen Sprachkurs",
            "sprachen": ["ar"],
            **angaben,
        },
        akteur=akteur,
    )


def wiedervorlage(
    akteur: Any, fall: Fall, tage: int = 0, text: str = "Anruf beim Jobcenter"
) -> Wiedervorlage:
    return wiedervorlage_anlegen(fall_id=fall.pk, faellig_am=in_tagen(tage), text=text, akteur=akteur)
