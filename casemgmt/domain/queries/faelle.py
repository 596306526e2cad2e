"""Lesen: die Fallliste mit ihren Filtern, und die Zahlen der Fachaufsicht."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from casemgmt import permissions
from casemgmt.domain.queries.gueltige_einwilligungen import faelle_mit_einwilligung
from casemgmt.models import Fall, Fallperson, Fallvertretung, Integrationsplan, Termin, Wiedervorlage
from casemgmt.models.basis import am
from casemgmt.regeln.fallfristen import kontakt_noetig_seit
from casemgmt.regeln.fallweg import FRISTTAGE
from casemgmt.regeln.plan import Planstand
from casemgmt.regeln.termin import Terminstand
from casemgmt.regeln.werte import ENDEN, LANGFRISTIG
from kim.basis.akteur import Akteur
from kim.web.feste_abfrage import feste_abfrage

_ENDEN = sorted(ENDEN)
_LAUFEND_LANGFRISTIG = sorted(LANGFRISTIG - ENDEN)


def laufende(menge: QuerySet[Fall]) -> QuerySet[Fall]:
    return menge.exclude(phase__in=_ENDEN)


def beendete(menge: QuerySet[Fall]) -> QuerySet[Fall]:
    return menge.filter(phase__in=_ENDEN)


def _gehalten() -> QuerySet[Termin]:
    return Termin.objects.filter(fall_id=OuterRef("pk"), stand=Terminstand.GEHALTEN, ersetzt_am__isnull=True)


def ohne_kontakt(menge: QuerySet[Fall], heute: date) -> QuerySet[Fall]:
    """Laufend, nicht eben erst eröffnet, und seit der Frist kein gehaltener Termin."""
    seit = kontakt_noetig_seit(heute)
    ab = timezone.make_aware(datetime.combine(seit, time.min))
    return laufende(menge).filter(~Exists(_gehalten().filter(beginn__gte=ab)), eroeffnet_am__lt=seit)


def ohne_plan(menge: QuerySet[Fall]) -> QuerySet[Fall]:
    """Langfristig begleitet, ohne vereinbarten Plan."""
    vereinbart = Integrationsplan.objects.filter(fall_id=OuterRef("pk"), stand=Planstand.VEREINBART)
    return menge.filter(~Exists(vereinbart), phase__in=_LAUFEND_LANGFRISTIG)


def plan_zu_pruefen(menge: QuerySet[Fall], heute: date) -> QuerySet[Fall]:
    faellig = Integrationsplan.objects.filter(
        fall_id=OuterRef("pk"), stand=Planstand.VEREINBART, pruefung_am__lte=heute
    )
    return laufende(menge).filter(Exists(faellig))


def ohne_einwilligung(menge: QuerySet[Fall], heute: date) -> QuerySet[Fall]:
    return laufende(menge).exclude(pk__in=faelle_mit_einwilligung(heute))


@feste_abfrage
def vertretungen(fall_id: int, verantwortlich_id: int, tag: date) -> QuerySet[Fallvertretung]:
    """Die für diesen Fall, auch frühere; und wer heute alle Fälle der verantwortlichen Person vertritt."""
    alle = Q(am(tag)) & Q(fall__isnull=True, vertretene_id=verantwortlich_id)
    return Fallvertretung.objects.filter(Q(fall_id=fall_id) | alle).select_related("vertretung")


@feste_abfrage
def offene_wiedervorlagen(fall_id: int) -> QuerySet[Wiedervorlage]:
    offene = Wiedervorlage.objects.filter(fall=fall_id, erledigt_am__isnull=True)
    return offene.select_related("ergebnis")


def fuer_die_liste(menge: QuerySet[Fall], *, nach_ort: bool) -> QuerySet[Fall, int]:
    """Nur die Nummern: gefiltert, gezählt und geordnet wird ohne das, was in den Zeilen steht."""
    if nach_ort:
        menge = permissions.mit_ortsschutz(menge)
    return menge.values_list("pk", flat=True)


def zeilen_der_liste(nummern: Sequence[int]) -> list[Any]:
    """In dieser Reihenfolge, mit Hauptperson, wie viele es sind, letztem Kontakt. Was zu sehen ist, hat
    entschieden, wer die Nummern fand; entschlüsselt wird nur, was gezeigt wird."""
    hauptpersonen = {satz.fall_id: satz.klient for satz in _hauptpersonen(tuple(nummern))}
    faelle: dict[int, Any] = {fall.pk: fall for fall in _zeilen(tuple(nummern))}
    for fall in faelle.values():
        fall.hauptperson = hauptpersonen.get(fall.pk)
    return [faelle[nummer] for nummer in nummern if nummer in faelle]


@feste_abfrage
def _hauptpersonen(faelle: tuple[int, ...]) -> QuerySet[Fallperson]:
    menge = Fallperson.objects.filter(hauptperson=True, fall__in=faelle).select_related("klient")
    return menge.only("fall_id", "klient__vorname", "klient__nachname").order_by()


@feste_abfrage
def _zeilen(nummern: tuple[int, ...]) -> QuerySet[Fall]:
    anzahl = (
        Fallperson.objects.filter(fall_id=OuterRef("pk"), bis__isnull=True)
        .order_by()
        .values("fall_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    letzter = _gehalten().order_by().values("fall_id").annotate(letzter=Max("beginn")).values("letzter")
    menge = Fall.objects.filter(pk__in=nummern).order_by()
    return (
        menge.select_related("kommune", "verantwortlich")
        .only(*_IN_DER_ZEILE, "kommune__name", "verantwortlich__name")
        .annotate(
            anzahl_personen=Coalesce(Subquery(anzahl), 0),
            letzter_kontakt=Subquery(letzter),
            ort_geschuetzt=permissions.geschuetzter_fall(),
        )
    )


_IN_DER_ZEILE = (
    "kreis",
    "jahr",
    "nummer",
    "bereich",
    "phase",
    "phase_seit",
    "eroeffnet_am",
)


@dataclass(frozen=True, slots=True)
class Kollegin:
    """Was bei einer Person liegt. Zum Ausgleichen der Arbeit, nicht zum Vergleichen: nach Namen geordnet."""

    konto_id: int
    name: str
    laufend: int
    ueber_frist: int
    ohne_kontakt: int
    wiedervorlagen: int
    fuehrt_noch: bool
    """Falsch: es gibt Fälle, aber keine Rolle mehr. Diese Fälle sind zu übergeben."""


def ueber_frist(heute: date) -> Q:
    """Länger in einer Phase, als sie dauern soll."""
    bedingung = Q(pk__in=())
    for phase, tage in FRISTTAGE.items():
        bedingung |= Q(phase=phase, phase_seit__lt=date.fromordinal(heute.toordinal() - tage))
    return bedingung


def kolleginnen_der_aufsicht(akteur: Akteur, fuehren: dict[int, str], heute: date) -> list[Kollegin]:
    """Drei Abfragen, gleich wie viele Fälle es sind."""
    menge = laufende(permissions.sichtbare_faelle(akteur)).filter(permissions.im_aufsichtsgebiet(akteur))
    je_konto: dict[int, Any] = {
        zeile["verantwortlich_id"]: zeile
        for zeile in menge.order_by()
        .values("verantwortlich_id", name=F("verantwortlich__name"))
        .annotate(n=Count("pk"), spaet=Count("pk", filter=ueber_frist(heute)))
    }
    still: dict[Any, int] = dict(
        ohne_kontakt(menge, heute).order_by().values_list("verantwortlich_id").annotate(n=Count("pk"))
    )
    vorlagen: dict[Any, int] = dict(
        Wiedervorlage.objects.filter(fall__in=menge, erledigt_am__isnull=True, faellig_am__lt=heute)
        .order_by()
        .values_list("fall__verantwortlich_id")
        .annotate(n=Count("pk"))
    )
    namen = {**fuehren, **{konto: zeile["name"] for konto, zeile in je_konto.items()}}
    zeilen = [
        Kollegin(
            konto,
            name,
            je_konto.get(konto, {}).get("n", 0),
            je_konto.get(konto, {}).get("spaet", 0),
            still.get(konto, 0),
            vorlagen.get(konto, 0),
            konto in fuehren,
        )
        for konto, name in namen.items()
    ]
    return sorted(zeilen, key=lambda zeile: (zeile.fuehrt_noch, zeile.name, zeile.konto_id))
