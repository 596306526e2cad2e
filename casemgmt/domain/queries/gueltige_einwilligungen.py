"""Lesen: welche Einwilligungen an einem Tag gelten, und welche Fälle eine haben."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from casemgmt.models import Einwilligung, Fallperson
from casemgmt.regeln.einwilligung import Einwilligungsstand


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
