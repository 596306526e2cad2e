"""Fassungen der Geschäftsordnungen lesen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from kim.web.feste_abfrage import beilegen, feste_abfrage
from lenkung.domain.queries.aufgaben import VORLAUF
from lenkung.models import Bestimmung as Satz
from lenkung.models import Geschaeftsordnung, Gremium
from lenkung.regeln.besetzung import folgetag
from lenkung.regeln.bestimmungen import BESTIMMUNGEN, Bestimmung
from lenkung.regeln.fassung import Fassung, gebundene_fassung
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.pruefen import ordnung_aus, widersprueche


def bestimmungen_von(geschaeftsordnung: Geschaeftsordnung) -> dict[str, Bestimmung]:
    """Was sie regelt, in der Reihenfolge der Seite."""
    angaben = {satz.art: satz.angabe for satz in geschaeftsordnung.bestimmungen.all()}
    return {art: angaben[art] for art in BESTIMMUNGEN if art in angaben}


def abdruck_von(entwurf: Geschaeftsordnung) -> str:
    """Ein Fingerabdruck dessen, was beschlossen würde; er ändert sich mit jedem Wort und jeder Angabe."""
    bestimmungen = {art: asdict(bestimmung) for art, bestimmung in bestimmungen_von(entwurf).items()}
    text = json.dumps([entwurf.bezeichnung, entwurf.quelle, bestimmungen], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def ordnung_von(geschaeftsordnung: Geschaeftsordnung) -> Ordnung | None:
    """Die Regeln, mit denen gerechnet wird; None, solange ein Entwurf sich widerspricht."""
    bestimmungen = bestimmungen_von(geschaeftsordnung)
    if widersprueche(bestimmungen):
        return None
    return ordnung_aus(geschaeftsordnung.bezeichnung, bestimmungen)


def gespeicherte_ordnung(kennung: str) -> Ordnung | None:
    """Für die Regelprobe: die Regeln einer gespeicherten Fassung, auch eines Entwurfs."""
    try:
        satz = Geschaeftsordnung.objects.filter(kennung=kennung).first()
    except DatabaseError:
        # Without a database there is no stored version, and the command says that it knows none.
        return None
    return None if satz is None else ordnung_von(satz)


def geschaeftsordnung_in_kraft(gremium_id: int, tag: date) -> Geschaeftsordnung | None:
    """Die Fassung, die an diesem Tag in Kraft ist; es ist höchstens eine."""
    return Geschaeftsordnung.objects.filter(
        Q(in_kraft_bis__isnull=True) | Q(in_kraft_bis__gte=tag), gremium_id=gremium_id, in_kraft_ab__lte=tag
    ).first()


def geltende_geschaeftsordnung(
    gremium_id: int, *, sitzungstag: date, eingeladen_am: date | None = None
) -> Geschaeftsordnung | None:
    """Die Fassung, an die eine Sitzung des Gremiums gebunden ist."""
    saetze = {satz.pk: satz for satz in fassungen_in_kraft([gremium_id])}
    fassung = gebundene_fassung(
        (mit_geltung(satz) for satz in saetze.values()),
        sitzungstag=sitzungstag,
        eingeladen_am=eingeladen_am,
    )
    return None if fassung is None else saetze[fassung.id]


def fassungen_in_kraft(gremium_ids: Iterable[int]) -> list[Geschaeftsordnung]:
    """Was je in Kraft trat, mit seinen Bestimmungen; zwei Abfragen."""
    saetze = _in_kraft_getretene(tuple(gremium_ids))
    bestimmungen_beilegen(saetze)
    return saetze


def bestimmungen_beilegen(saetze: Collection[Geschaeftsordnung]) -> None:
    """Eine Abfrage für beliebig viele Fassungen."""
    je_satz: dict[int, list[Satz]] = {satz.pk: [] for satz in saetze}
    for bestimmung in _bestimmungen(tuple(je_satz)):
        je_satz[bestimmung.geschaeftsordnung_id].append(bestimmung)
    for satz in saetze:
        beilegen(satz, "bestimmungen", je_satz[satz.pk], Satz)


@feste_abfrage
def _in_kraft_getretene(gremium_ids: tuple[int, ...]) -> QuerySet[Geschaeftsordnung]:
    return Geschaeftsordnung.objects.filter(gremium_id__in=gremium_ids, in_kraft_ab__isnull=False)


@feste_abfrage
def _bestimmungen(geschaeftsordnung_ids: tuple[int, ...]) -> QuerySet[Satz]:
    return Satz.objects.filter(geschaeftsordnung_id__in=geschaeftsordnung_ids)


@dataclass(frozen=True, slots=True)
class OhneGeltung:
    """Ein Gremium, für das bald oder schon keine Geschäftsordnung mehr gilt."""

    gremium: Gremium
    seit: date | None
    """Der erste Tag ohne; None, wenn es noch nie eine gab."""


def mit_letzter_geltung(gremien: QuerySet[Gremium]) -> QuerySet[Gremium]:
    """Fügt hinzu, was `bald_ohne_geltung` fragt: gilt eine ohne Ende, und wann endet die letzte?"""
    fassungen = Geschaeftsordnung.objects.filter(gremium=OuterRef("pk"), in_kraft_ab__isnull=False)
    return gremien.annotate(
        gilt_ohne_ende=Exists(fassungen.filter(in_kraft_bis__isnull=True)),
        letzter_tag=Subquery(fassungen.order_by("-in_kraft_bis").values("in_kraft_bis")[:1]),
    )


def bald_ohne_geltung(gremien: Iterable[Any], heute: date) -> list[OhneGeltung]:
    """Tätige Gremien, deren letzte Geschäftsordnung im Vorlauf endet oder schon geendet hat."""
    return [
        OhneGeltung(gremium, folgetag(gremium.letzter_tag) if gremium.letzter_tag else None)
        for gremium in gremien
        if gremium.aktiv_bis is None
        and not gremium.gilt_ohne_ende
        and (gremium.letzter_tag is None or gremium.letzter_tag <= heute + VORLAUF)
    ]


def mit_geltung(satz: Geschaeftsordnung) -> Fassung:
    geltung = bestimmungen_von(satz).get("geltung")
    return Fassung(
        id=satz.pk,
        beschlossen_am=satz.beschlossen_am,
        in_kraft_ab=satz.in_kraft_ab,
        in_kraft_bis=satz.in_kraft_bis,
        gilt_in_beschlusssitzung=bool(geltung and geltung.werte["gilt_in_beschlusssitzung"]),
    )
