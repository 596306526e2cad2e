"""Was Fälle von den Einwilligungen wissen müssen: gibt es eine, und deckt sie eine Übergabe?"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from casemgmt.domain.anschluesse import ANSCHLUESSE
from casemgmt.domain.weitergabe import darf_weitergeben
from casemgmt.models import Einwilligung, Fall, Fallperson
from casemgmt.regeln.einwilligung import Datenklasse, Einwilligungsstand, Zweck
from casemgmt.regeln.weitergabe import Empfaenger


def gueltige_am(tag: date) -> QuerySet[Einwilligung]:
    return Einwilligung.objects.filter(
        Q(muendlich_bis__isnull=True) | Q(muendlich_bis__gte=tag),
        zustand=Einwilligungsstand.ERTEILT.value,
        von__lte=tag,
        bis__gte=tag,
    )


def faelle_mit_einwilligung(tag: date) -> QuerySet[Fallperson]:
    """Eine erteilte an diesem Tag genügt; wofür und an wen, fragt erst, wer etwas weitergibt."""
    return Fallperson.objects.filter(klient__in=gueltige_am(tag).values("klient")).values("fall_id")  # type: ignore[return-value]


def uebergabe_gedeckt(fall: Fall, einrichtung_id: int | None, _tag: date) -> bool:
    """Jede Person des Falls muss für sich eingewilligt haben. Eine frei genannte Stelle deckt nichts."""
    if einrichtung_id is None:
        return False
    stelle, jetzt = Empfaenger(einrichtung_id), timezone.now()
    personen = fall.personen.filter(bis__isnull=True).select_related("klient")
    return all(
        darf_weitergeben(
            p.klient, stelle, Zweck.FALLUEBERGABE, [Datenklasse.STAMMDATEN], jetzt, nur_bestaetigt=True
        )
        for p in personen
    )


def anschliessen() -> None:
    ANSCHLUESSE.faelle_mit_einwilligung = faelle_mit_einwilligung
    ANSCHLUESSE.uebergabe_gedeckt = uebergabe_gedeckt
