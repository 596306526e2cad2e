"""Lesen: wen man in einen Fall aufnehmen könnte."""

from __future__ import annotations

from casemgmt import permissions
from casemgmt.models import Fall, Fallperson, Haushaltszugehoerigkeit, Klient
from kim.basis.akteur import Akteur


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
