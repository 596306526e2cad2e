"""Fassungen der Geschäftsordnungen lesen."""

from __future__ import annotations

from datetime import date

from django.db import DatabaseError

from lenkung.models import Geschaeftsordnung
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


def _mit_geltung(satz: Geschaeftsordnung) -> Fassung:
    geltung = bestimmungen_von(satz).get("geltung")
    return Fassung(
        id=satz.pk,
        beschlossen_am=satz.beschlossen_am,
        in_kraft_ab=satz.in_kraft_ab,
        in_kraft_bis=satz.in_kraft_bis,
        gilt_in_beschlusssitzung=bool(geltung and geltung.werte["gilt_in_beschlusssitzung"]),
    )
