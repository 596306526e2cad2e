"""Lesen: die Themen, die ein Kreis anbietet."""

from __future__ import annotations

from django.db.models import QuerySet

from casemgmt.models import Kreisthema
from casemgmt.regeln.themen import MITGELIEFERT, Thema, Themenzeile, zusammenfuehren
from kim.web.feste_abfrage import feste_abfrage

BEKANNT = frozenset(thema.schluessel for thema in MITGELIEFERT)


@feste_abfrage
def _eigene(kreis_id: int) -> QuerySet[Kreisthema]:
    return Kreisthema.objects.filter(kreis_id=kreis_id)


def alle_themen(kreis_id: int) -> list[Themenzeile]:
    """Auch was nicht mehr angeboten wird: alte Beratungen nennen es noch."""
    eigene = [
        Themenzeile(Thema(satz.schluessel, satz.titel), satz.rang, satz.aktiv, satz.pk)
        for satz in _eigene(kreis_id)
    ]
    return zusammenfuehren(eigene)


def themen_des_kreises(kreis_id: int) -> list[Thema]:
    return [zeile.thema for zeile in alle_themen(kreis_id) if zeile.aktiv]


def thementitel(kreis_id: int) -> dict[str, str]:
    return {zeile.thema.schluessel: zeile.thema.titel for zeile in alle_themen(kreis_id)}


def bekannte_themen(kreis_id: int, themen: tuple[str, ...]) -> frozenset[str]:
    """Die Abfrage kostet nur, wer eigene Themen hat: mitgelieferte gelten immer, auch ausgeblendete."""
    if BEKANNT.issuperset(themen):
        return BEKANNT
    return BEKANNT | {satz.schluessel for satz in _eigene(kreis_id)}
