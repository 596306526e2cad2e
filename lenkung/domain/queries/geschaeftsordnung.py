"""Fassungen der Geschäftsordnungen lesen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from lenkung.domain.queries.aufgaben import VORLAUF
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
    saetze = {
        satz.pk: satz
        for satz in Geschaeftsordnung.objects.filter(
            gremium_id=gremium_id, in_kraft_ab__isnull=False
        ).prefetch_related("bestimmungen")
    }
    fassung = gebundene_fassung(
        (_mit_geltung(satz) for satz in saetze.values()),
        sitzungstag=sitzungstag,
        eingeladen_am=eingeladen_am,
    )
    return None if fassung is None else saetze[fassung.id]


@dataclass(frozen=True, slots=True)
class OhneGeltung:
    """Ein Gremium, für das bald oder schon keine Geschäftsordnung mehr gilt."""

    gremium: Gremium
    seit: date | None
    """Der erste Tag ohne; None, wenn es noch nie eine gab."""


def bald_ohne_geltung(gremien: QuerySet[Gremium], heute: date) -> list[OhneGeltung]:
    """Gremien, deren letzte Geschäftsordnung vor Ablauf des Vorlaufs endet oder schon geendet hat."""
    fassungen = Geschaeftsordnung.objects.filter(gremium=OuterRef("pk"), in_kraft_ab__isnull=False)
    ohne_ende = fassungen.filter(in_kraft_bis__isnull=True)
    letztes_ende = fassungen.order_by("-in_kraft_bis").values("in_kraft_bis")[:1]
    offene = gremien.filter(~Exists(ohne_ende)).annotate(letztes_ende=Subquery(letztes_ende)).order_by("name")
    return [
        OhneGeltung(gremium, folgetag(gremium.letztes_ende) if gremium.letztes_ende else None)
        for gremium in offene
        if gremium.letztes_ende is None or gremium.letztes_ende <= heute + VORLAUF
    ]


def _mit_geltung(satz: Geschaeftsordnung) -> Fassung:
    geltung = bestimmungen_von(satz).get("geltung")
    return Fassung(
        id=satz.pk,
        beschlossen_am=satz.beschlossen_am,
        in_kraft_ab=satz.in_kraft_ab,
        in_kraft_bis=satz.in_kraft_bis,
        gilt_in_beschlusssitzung=bool(geltung and geltung.werte["gilt_in_beschlusssitzung"]),
    )
