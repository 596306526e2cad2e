"""Lesen: welche Punkte der Geschäftsordnung auf einer Tagesordnung noch fehlen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from kim.basis.zeit import berliner_tag
from kim.web.feste_abfrage import feste_abfrage
from lenkung.domain.queries.geschaeftsordnung import ordnung_von
from lenkung.domain.queries.sitzungen import geltende_fassungen
from lenkung.models import Genehmigung, Geschaeftsordnung, Niederschrift, Sitzung, Tagesordnungspunkt
from lenkung.regeln.feste_punkte import (
    FruehereSitzung,
    Rang,
    Wunsch,
    ZurueckgestellterPunkt,
    feste_punkte,
)
from lenkung.regeln.niederschriftsfassung import Fassungsstand
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.tagesordnung import Punktart, Punktstand


def fehlende_feste_punkte(
    sitzung: Sitzung,
    vorhandene: Sequence[Tagesordnungspunkt],
    geschaeftsordnung: Geschaeftsordnung | None = None,
) -> list[Wunsch]:
    """Zwei Abfragen, und zwei weitere, wenn die Geschäftsordnung noch nicht gelesen ist."""
    go = geschaeftsordnung or geltende_fassungen([sitzung])[sitzung.pk]
    ordnung = (ordnung_von(go) if go else None) or Ordnung()
    wuensche = feste_punkte(
        genehmigung=ordnung.niederschrift,
        zweite_einberufung=ordnung.zweite_einberufung,
        frueher=_fruehere(sitzung),
        zurueckgestellt=_zurueckgestellte(sitzung),
        quorum_norm=ordnung.quorum.norm if ordnung.quorum else "",
    )
    return [wunsch for wunsch in wuensche if not any(_erfuellt(wunsch, punkt) for punkt in vorhandene)]


def _erfuellt(wunsch: Wunsch, punkt: Tagesordnungspunkt) -> bool:
    if wunsch.rang is Rang.GENEHMIGUNG:
        return punkt.niederschrift_von_id == wunsch.bezug
    if wunsch.rang is Rang.ZURUECKGESTELLT:
        return punkt.uebernommen_aus_id == wunsch.bezug
    return punkt.punktart is wunsch.art


def _fruehere(sitzung: Sitzung) -> list[FruehereSitzung]:
    """Die abgehaltenen vor dieser, die älteste zuerst."""
    return [
        FruehereSitzung(pk, berliner_tag(beginn), vorgesehen, mit_punkten)
        for pk, beginn, vorgesehen, mit_punkten in _abgehaltene(sitzung.gremium_id, sitzung.beginn)
    ]


@feste_abfrage
def _abgehaltene(gremium_id: int, vor: datetime) -> QuerySet[Sitzung, tuple[int, datetime, bool, bool]]:
    """Was eine Sitzung behandelt hat, ohne dass die Genehmigung zustande kam, ist wieder vorzusehen.

    Genehmigt ist, was gilt: eine neue Fassung braucht ihre eigene Genehmigung.
    """
    geltend = Genehmigung.objects.filter(fassung__stand=Fassungsstand.UNTERZEICHNET.value)
    ungenehmigt = Niederschrift.objects.filter(
        ~Exists(geltend.filter(niederschrift=OuterRef("pk"))), sitzung=OuterRef("niederschrift_von")
    )
    vorgesehen = (
        Tagesordnungspunkt.objects.filter(niederschrift_von=OuterRef("pk"), sitzung__beginn__lt=vor)
        .exclude(stand=Punktstand.ABGESETZT.value)
        .exclude(sitzung__stand=Sitzungsstand.ABGESAGT.value)
        .exclude(Q(sitzung__stand=Sitzungsstand.GESCHLOSSEN.value) & Exists(ungenehmigt))
    )
    genehmigt = geltend.filter(niederschrift__sitzung=OuterRef("pk"))
    mit_punkten = Tagesordnungspunkt.objects.filter(sitzung=OuterRef("pk"))
    menge = Sitzung.objects.filter(
        gremium_id=gremium_id, beginn__lt=vor, stand=Sitzungsstand.GESCHLOSSEN.value
    ).order_by("beginn", "pk")
    erledigt = ExpressionWrapper(Exists(genehmigt) | Exists(vorgesehen), BooleanField())
    return menge.values_list("pk", "beginn", erledigt, Exists(mit_punkten))


def _zurueckgestellte(sitzung: Sitzung) -> list[ZurueckgestellterPunkt]:
    """Noch nirgends wieder aufgenommen, außer hier; eine abgesagte Sitzung hat nichts aufgenommen."""
    return [
        ZurueckgestellterPunkt(pk, titel, Punktart(art), minuten, berliner_tag(beginn))
        for pk, titel, art, minuten, beginn in _offen_gebliebene(
            sitzung.pk, sitzung.gremium_id, sitzung.beginn
        )
    ]


@feste_abfrage
def _offen_gebliebene(
    sitzung_id: int, gremium_id: int, vor: datetime
) -> QuerySet[Tagesordnungspunkt, tuple[int, str, str, int, datetime]]:
    anderswo = (
        Tagesordnungspunkt.objects.filter(uebernommen_aus=OuterRef("pk"))
        .exclude(sitzung_id=sitzung_id)
        .exclude(stand=Punktstand.ABGESETZT.value)
        .exclude(sitzung__stand=Sitzungsstand.ABGESAGT.value)
    )
    menge = Tagesordnungspunkt.objects.filter(
        ~Exists(anderswo),
        sitzung__gremium_id=gremium_id,
        sitzung__beginn__lt=vor,
        sitzung__stand=Sitzungsstand.GESCHLOSSEN.value,
        stand=Punktstand.ZURUECKGESTELLT.value,
    )
    felder = ("pk", "titel", "art", "minuten", "sitzung__beginn")
    return menge.order_by("sitzung__beginn", "position", "pk").values_list(*felder)
