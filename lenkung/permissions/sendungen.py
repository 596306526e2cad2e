"""Invitations and what follows them: who prepares, sends and sees them."""

from __future__ import annotations

from django.db.models import QuerySet

from kim.basis.akteur import Akteur
from lenkung.models import Sendung, Sendungsnachricht, Sendungsunterlage
from lenkung.permissions.gremien import einsehbare_gremien


def sichtbare_sendungen(akteur: Akteur) -> QuerySet[Sendung]:
    return Sendung.objects.filter(sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_sendungsunterlagen(akteur: Akteur) -> QuerySet[Sendungsunterlage]:
    return Sendungsunterlage.objects.filter(sendung__in=sichtbare_sendungen(akteur))


def sichtbare_sendungsnachrichten(akteur: Akteur) -> QuerySet[Sendungsnachricht]:
    return Sendungsnachricht.objects.filter(sendung__in=sichtbare_sendungen(akteur))
