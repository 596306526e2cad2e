"""Beschlüsse after the session: how one voted by name, what follows, what was reported."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, verweigert
from lenkung.models import Beschlussfolge, Folgebericht, Stimme
from lenkung.permissions.gremien import sichtbare_gremien
from lenkung.permissions.verlauf import darf_folgen_pflegen
from lenkung.regeln.verlauf import Folgenstand


def sichtbare_stimmen(akteur: Akteur) -> QuerySet[Stimme]:
    """Only votes by name and objections have rows; secret ones have none."""
    return Stimme.objects.filter(abstimmung__sitzung__gremium__in=sichtbare_gremien(akteur))


def sichtbare_folgen(akteur: Akteur) -> QuerySet[Beschlussfolge]:
    """Whoever reads a Beschluss reads what came of it."""
    return Beschlussfolge.objects.filter(beschluss__gremium__in=sichtbare_gremien(akteur))


def sichtbare_folgeberichte(akteur: Akteur) -> QuerySet[Folgebericht]:
    return Folgebericht.objects.filter(folge__beschluss__gremium__in=sichtbare_gremien(akteur))


def darf_um_bericht_bitten(akteur: Akteur, folge: Beschlussfolge) -> Erlaubnis:
    if folge.lage is not Folgenstand.OFFEN:
        return verweigert(_("Diese Aufgabe ist schon %(stand)s.") % {"stand": folge.get_stand_display()})
    return darf_folgen_pflegen(akteur, folge.beschluss)
