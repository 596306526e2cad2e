"""The agenda: who reads it, who orders it, who sets it."""

from __future__ import annotations

from django.db.models import QuerySet

from kim.basis.akteur import Akteur
from lenkung.models import (
    Punktgast,
    Sitzung,
    Tagesordnung,
    Tagesordnungsfassung,
    Tagesordnungspunkt,
)
from lenkung.permissions.gremien import einsehbare_gremien
from lenkung.permissions.sitzungen import sichtbare_sitzungen
from lenkung.permissions.vorbereitung import in_vorbereitung_sichtbar


def _mit_lesbarer_tagesordnung(akteur: Akteur) -> QuerySet[Sitzung]:
    return Sitzung.objects.filter(in_vorbereitung_sichtbar(akteur))


def sichtbare_punkte(akteur: Akteur) -> QuerySet[Tagesordnungspunkt]:
    return Tagesordnungspunkt.objects.filter(sitzung__in=_mit_lesbarer_tagesordnung(akteur))


def sichtbare_tagesordnungen(akteur: Akteur) -> QuerySet[Tagesordnung]:
    return Tagesordnung.objects.filter(sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_punktgaeste(akteur: Akteur) -> QuerySet[Punktgast]:
    return Punktgast.objects.filter(punkt__sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_tagesordnungsfassungen(akteur: Akteur) -> QuerySet[Tagesordnungsfassung]:
    return Tagesordnungsfassung.objects.filter(sitzung__in=sichtbare_sitzungen(akteur))
