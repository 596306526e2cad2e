"""Settings of a Gremium and its reminders."""

from __future__ import annotations

from django.db.models import QuerySet

from kim.basis.akteur import Akteur
from lenkung.models import Erinnerung, Erinnerungsregel, Gremiumseinstellung
from lenkung.permissions.gremien import einsehbare_gremien


def sichtbare_gremiumseinstellungen(akteur: Akteur) -> QuerySet[Gremiumseinstellung]:
    return Gremiumseinstellung.objects.filter(gremium__in=einsehbare_gremien(akteur))


def sichtbare_erinnerungsregeln(akteur: Akteur) -> QuerySet[Erinnerungsregel]:
    return Erinnerungsregel.objects.filter(gremium__in=einsehbare_gremien(akteur))


def sichtbare_erinnerungen(akteur: Akteur) -> QuerySet[Erinnerung]:
    return Erinnerung.objects.filter(gremium__in=einsehbare_gremien(akteur))
