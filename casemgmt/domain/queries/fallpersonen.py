"""Lesen: wer zu einem Fall gehört, und wen man noch aufnehmen könnte."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from casemgmt import permissions
from casemgmt.domain.queries.gueltige_einwilligungen import gueltige_am
from casemgmt.models import Fall, Fallperson, Haushaltszugehoerigkeit, Klient
from kim.basis.akteur import Akteur
from kim.web.feste_abfrage import feste_abfrage


@feste_abfrage
def personen_des_falls(fall_id: int, tag: date) -> QuerySet[Any]:
    """Wer heute dazugehört; `eingewilligt`: irgendeine Einwilligung gilt."""
    gueltig = gueltige_am(tag).filter(klient=OuterRef("klient"))
    menge = Fallperson.objects.filter(fall=fall_id, bis__isnull=True).select_related("klient")
    return menge.annotate(eingewilligt=Exists(gueltig))


def ergaenzbare_personen(akteur: Akteur, fall: Fall) -> list[Klient]:
    """Wer mit einer Person des Falls in einem Haushalt lebt und noch nicht dabei ist."""
    dabei = Fallperson.objects.filter(fall=fall)
    haushalte = Haushaltszugehoerigkeit.objects.filter(klient__in=dabei.values("klient"), bis__isnull=True)
    mitbewohner = Haushaltszugehoerigkeit.objects.filter(
        haushalt__in=haushalte.values("haushalt"), bis__isnull=True
    )
    menge = permissions.sichtbare_klienten(akteur).filter(
        kreis_id=fall.kreis_id, pk__in=mitbewohner.values("klient")
    )
    menge = menge.exclude(pk__in=dabei.filter(bis__isnull=True).values("klient"))
    return [klient for klient in menge if permissions.darf_in_fall_aufnehmen(akteur, klient)]
