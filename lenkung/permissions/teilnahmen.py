"""Answers to an invitation: one sees one's own, and those who run the Gremium see all."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kim.basis.akteur import Akteur
from lenkung.models import Antwort, Gremium, Teilnahme, Vorzimmer
from lenkung.permissions.gremien import mit_recht
from lenkung.permissions.rechte import BESTAETIGEN, VORBEREITEN


def _gefuehrte_gremien(akteur: Akteur) -> QuerySet[Gremium]:
    return Gremium.objects.filter(mit_recht(akteur, VORBEREITEN) | mit_recht(akteur, BESTAETIGEN))


def sichtbare_teilnahmen(akteur: Akteur) -> QuerySet[Teilnahme]:
    eigene = Q(person_id=akteur.person_id) if akteur.person_id is not None else Q(pk__in=())
    im_kreis = Q(sitzung__gremium__kreis_id=akteur.kreis_id)
    return Teilnahme.objects.filter(Q(sitzung__gremium__in=_gefuehrte_gremien(akteur)) | (eigene & im_kreis))


def sichtbare_antworten(akteur: Akteur) -> QuerySet[Antwort]:
    return Antwort.objects.filter(teilnahme__in=sichtbare_teilnahmen(akteur))


def sichtbare_vorzimmer(akteur: Akteur) -> QuerySet[Vorzimmer]:
    return Vorzimmer.objects.filter(gremium__in=Gremium.objects.filter(mit_recht(akteur, VORBEREITEN)))
