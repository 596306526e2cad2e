"""Lesen: was in der Fallarbeit heute auf eine Person wartet. Andere Teile tragen in `BEITRAEGE` ein.

Die Startseite hat für alle zusammen zwölf Abfragen: wer hier etwas beiträgt, kommt mit einer aus oder hängt
sich an eine vorhandene an (`fristen` nimmt weitere Zweige auf).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value

from casemgmt import permissions
from casemgmt.models import Fall, Integrationsplan, Wiedervorlage
from casemgmt.regeln.anfrage import Anfragestand
from casemgmt.regeln.fallfristen import ANFRAGE_TAGE
from casemgmt.regeln.plan import Planstand
from casemgmt.regeln.termin import Terminstand
from casemgmt.regeln.werte import ENDEN
from kim.basis.akteur import Akteur
from kim.basis.zeit import tagesende

VORLAUF = timedelta(days=3)
TERMINE_VORAUS = timedelta(days=7)
HOECHSTENS = 40


@dataclass(frozen=True, slots=True)
class Faelliges:
    art: str
    satz_id: int
    tag: date
    aktenzeichen: str = ""
    text: str = ""
    """Die eigenen Worte einer Wiedervorlage; sie stehen nur auf der Seite, nie in einer Mail."""


Beitrag = Callable[[Akteur, date], Iterable[Faelliges]]


def eigene_faelle(akteur: Akteur) -> QuerySet[Fall]:
    """Für die man heute einsteht: als Verantwortliche oder in Vertretung."""
    sicht = permissions.sicht_von(akteur)
    einstehen = Q(verantwortlich_id=sicht.konto_id) | permissions.in_vertretung(sicht)
    return Fall.objects.filter(permissions.faelle_der_sicht(sicht) & einstehen)


def wiedervorlagen(akteur: Akteur, heute: date) -> Iterable[Faelliges]:
    menge = (
        Wiedervorlage.objects.filter(
            fall__in=eigene_faelle(akteur), erledigt_am__isnull=True, faellig_am__lte=heute + VORLAUF
        )
        .select_related("fall")
        .order_by("faellig_am", "pk")[:HOECHSTENS]
    )
    return [
        Faelliges("wiedervorlage", satz.fall_id, satz.faellig_am, str(satz.fall), satz.text) for satz in menge
    ]


def fristen(akteur: Akteur, heute: date) -> Iterable[Faelliges]:
    """Pläne, die zu prüfen sind, und Anfragen, die zu lange warten: eine Abfrage."""
    plaene = (
        Integrationsplan.objects.filter(
            fall__in=eigene_faelle(akteur).exclude(phase__in=sorted(ENDEN)),
            stand=Planstand.VEREINBART,
            pruefung_am__lte=heute + VORLAUF,
        )
        .order_by()
        .annotate(
            art=Value("plan", output_field=CharField()),
            satz_id=F("fall_id"),
            tag=F("pruefung_am"),
            jahr=F("fall__jahr"),
            nummer_=F("fall__nummer"),
        )
        .values_list("art", "satz_id", "tag", "jahr", "nummer_")
    )
    anfragen = (
        permissions.sichtbare_anfragen(akteur)
        .filter(stand=Anfragestand.WARTET, eingegangen_am__lt=heute - timedelta(days=ANFRAGE_TAGE))
        .order_by()
        .annotate(
            art=Value("anfrage", output_field=CharField()),
            satz_id=F("pk"),
            tag=F("eingegangen_am"),
            jahr=Value(0, output_field=IntegerField()),
            nummer_=Value(0, output_field=IntegerField()),
        )
        .values_list("art", "satz_id", "tag", "jahr", "nummer_")
    )
    return [
        Faelliges(art, satz_id, tag, f"KIM-{jahr}-{nummer:04d}" if jahr else "")
        for art, satz_id, tag, jahr, nummer in plaene.union(anfragen, all=True).order_by("tag")[:HOECHSTENS]
    ]


def geplante(akteur: Akteur, heute: date) -> list[Any]:
    """Die eigenen der nächsten Tage, und die vergangenen, von denen niemand sagte, was daraus wurde."""
    menge = permissions.mit_ortsschutz_der_termine(permissions.sichtbare_termine(akteur)).filter(
        konto_id=akteur.konto_id or 0,
        stand=Terminstand.GEPLANT,
        beginn__lt=tagesende(heute + TERMINE_VORAUS),
        ersetzt_am__isnull=True,
    )
    return list(menge.select_related("fall", "standort").order_by("beginn", "pk")[:HOECHSTENS])


BEITRAEGE: list[Beitrag] = [wiedervorlagen, fristen]


def faelliges(akteur: Akteur, heute: date) -> list[Faelliges]:
    return [eintrag for beitrag in BEITRAEGE for eintrag in beitrag(akteur, heute)]
