"""Consultations and other work: who sees them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from casemgmt.models import (
    Aktensperre,
    Arbeitstermin,
    Fall,
    Klient,
    Kopfzahl,
    Termin,
    Terminperson,
    Terminthema,
)
from casemgmt.permissions.sicht import (
    Sicht,
    eigenes_gebiet,
    faelle_der_sicht,
    klienten_der_sicht,
    sicht_von,
    wirkt_mit,
)
from kim.basis.akteur import Akteur


def termine_der_sicht(sicht: Sicht) -> Q:
    """Those of the cases that one sees, and those without a case in one's area.

    Not if one is shut out of somebody who was there.
    """
    ohne_fall = Q(fall__isnull=True) & (eigenes_gebiet(sicht) | sicht.aufsicht.gebiet())
    faelle = Fall.objects.filter(faelle_der_sicht(sicht))
    return (Q(fall__in=faelle) | ohne_fall) & ohne_gesperrte_anwesende(sicht.konto_id)


def ohne_gesperrte_anwesende(konto_id: int) -> Q:
    """In a case that one sees already this is all that is left to ask."""
    sperren = Aktensperre.objects.filter(konto_id=konto_id, aufgehoben_am__isnull=True)
    gesperrt = Terminperson.objects.filter(klient__in=sperren.values("klient_id"))
    return ~Q(pk__in=gesperrt.values("termin_id"))


def sichtbare_termine(akteur: Akteur) -> QuerySet[Termin]:
    return Termin.objects.filter(termine_der_sicht(sicht_von(akteur)))


def sichtbare_terminpersonen(akteur: Akteur) -> QuerySet[Terminperson]:
    sicht = sicht_von(akteur)
    return Terminperson.objects.filter(
        termin__in=Termin.objects.filter(termine_der_sicht(sicht)),
        klient__in=Klient.objects.filter(klienten_der_sicht(sicht)),
    )


def sichtbare_terminthemen(akteur: Akteur) -> QuerySet[Terminthema]:
    return Terminthema.objects.filter(termin__in=sichtbare_termine(akteur))


def _im_gebiet(sicht: Sicht) -> Q:
    if not wirkt_mit(sicht):
        return Q(pk__in=())
    return eigenes_gebiet(sicht) | sicht.aufsicht.gebiet() | Q(konto_id=sicht.konto_id)


def sichtbare_arbeitstermine(akteur: Akteur) -> QuerySet[Arbeitstermin]:
    return Arbeitstermin.objects.filter(_im_gebiet(sicht_von(akteur)))


def sichtbare_kopfzahlen(akteur: Akteur) -> QuerySet[Kopfzahl]:
    return Kopfzahl.objects.filter(_im_gebiet(sicht_von(akteur)))
