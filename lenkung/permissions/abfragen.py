"""Polls: who asks, who is asked, who sees what came of it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kim.basis.akteur import Akteur
from lenkung.models import Abfrage, Abfragemeinung, Abfrageoption, Abfrageteilnahme
from lenkung.permissions.gremien import einsehbare_gremien


def sichtbare_abfragen(akteur: Akteur) -> QuerySet[Abfrage]:
    gefragt = Abfrageteilnahme.objects.filter(person_id=akteur.person_id or 0).values("abfrage_id")
    return Abfrage.objects.filter(
        Q(gremium__in=einsehbare_gremien(akteur)) | Q(pk__in=gefragt, gremium__kreis_id=akteur.kreis_id)
    )


def sichtbare_abfrageoptionen(akteur: Akteur) -> QuerySet[Abfrageoption]:
    return Abfrageoption.objects.filter(abfrage__in=sichtbare_abfragen(akteur))


def sichtbare_abfrageteilnahmen(akteur: Akteur) -> QuerySet[Abfrageteilnahme]:
    return Abfrageteilnahme.objects.filter(abfrage__gremium__in=einsehbare_gremien(akteur))


def sichtbare_abfragemeinungen(akteur: Akteur) -> QuerySet[Abfragemeinung]:
    return Abfragemeinung.objects.filter(teilnahme__in=sichtbare_abfrageteilnahmen(akteur))
