"""Der Kehrlauf und der Zeitplan: nichts Versprochenes bleibt liegen, nichts Wiederkehrendes läuft doppelt."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from kim.auftraege.domain.erteilen import auftrag_erteilen, offene, wecken
from kim.auftraege.models import Auftrag
from kim.auftraege.regeln.stand import Stand, zeitfenster
from kim.basis.akteur import SystemAkteur
from kim.basis.auftragsart import ZEITPLAENE

KARENZ = timedelta(seconds=20)
"""So lange gilt ein Weckruf als unterwegs, bevor der Kehrlauf ihn wiederholt."""

WECKPAUSE = timedelta(minutes=10)
"""So lange darf ein Weckruf in einer vollen Warteschlange liegen, bevor ein weiterer dazukommt."""

PLANZEILEN_BEHALTEN = timedelta(days=1)
ERLEDIGTE_BEHALTEN = timedelta(days=90)


def faellige_auftraege(*, jetzt: datetime, hoechstens: int = 100) -> list[int]:
    """Die ältesten fälligen zuerst."""
    return list(
        Auftrag.objects.faellig(jetzt).order_by("fruehestens", "pk").values_list("pk", flat=True)[:hoechstens]
    )


def auftraege_kehren(*, jetzt: datetime) -> int:
    """Weckt, was fällig ist und offenbar niemand geholt hat. Gibt zurück, wie viele geweckt wurden."""
    geweckt = 0
    schlafend = (
        Auftrag.objects.faellig(jetzt - KARENZ)
        .filter(Q(geweckt_am__isnull=True) | Q(geweckt_am__lt=jetzt - WECKPAUSE))
        .order_by("fruehestens", "pk")
    )
    for auftrag_id in schlafend.values_list("pk", flat=True)[:1000]:
        if not wecken(auftrag_id):
            # The next one would fail at the same broker; the rows wait for the next sweep.
            break
        Auftrag.objects.filter(pk=auftrag_id).update(geweckt_am=jetzt)
        geweckt += 1
    return geweckt


def auftraege_planen(*, jetzt: datetime) -> int:
    """Je Zeitplan und Zeitfenster ein Auftrag. Nach einem Ausfall läuft jeder einmal, nicht hundertmal."""
    angelegt = 0
    for plan in ZEITPLAENE:
        anfang = f"plan:{plan.schluessel}:"
        schluessel = f"{anfang}{zeitfenster(jetzt=jetzt, abstand=plan.abstand)}"
        if offene(anfang) or Auftrag.objects.filter(schluessel=schluessel).exists():
            continue
        if plan.noetig is not None and not plan.noetig(jetzt):
            continue
        auftrag_erteilen(
            art=plan.auftragsart, schluessel=schluessel, angaben={}, akteur=SystemAkteur("Zeitplan")
        )
        angelegt += 1
    return angelegt


@transaction.atomic
def auftraege_aufraeumen(*, jetzt: datetime) -> int:
    """Entfernt erledigte Zeilen: die des Zeitplans nach einem Tag, andere nach 90 Tagen."""
    erledigt = Auftrag.objects.filter(stand=Stand.ERLEDIGT)
    alte = erledigt.filter(beendet_am__lt=jetzt - ERLEDIGTE_BEHALTEN) | erledigt.filter(
        schluessel__startswith="plan:", beendet_am__lt=jetzt - PLANZEILEN_BEHALTEN
    )
    return alte.delete()[0]
