"""Lesen: was OParl zuletzt gesagt bekam, gefiltert, geblättert, ohne das, was inzwischen verborgen ist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from lenkung.domain.queries.oparl import sichtstand_der_sitzungen
from lenkung.models import OParlObjekt
from lenkung.regeln.oparl import JE_SEITE, Objektart, eingebettete

_FILTER = {
    "created_since": "erzeugt_am__gte",
    "created_until": "erzeugt_am__lte",
    "modified_since": "geaendert_am__gte",
    "modified_until": "geaendert_am__lte",
}


@dataclass(frozen=True, slots=True)
class Listenseite:
    """`teile` sind die Objekte, die in anderen stehen, nach ihrer Kennung."""

    saetze: list[OParlObjekt]
    teile: Mapping[str, OParlObjekt]
    anzahl: int
    nummer: int
    je_seite: int

    @property
    def seiten(self) -> int:
        return max(1, -(-self.anzahl // self.je_seite))


def _alle() -> QuerySet[OParlObjekt]:
    return OParlObjekt.objects.filter(kreis__modul_lenkung=True)


def koerper(kennung: UUID) -> OParlObjekt | None:
    return _alle().filter(art=Objektart.BODY.value, kennung=kennung).first()


def objekt(art: Objektart, kennung: UUID) -> OParlObjekt | None:
    satz = _alle().filter(art=art.value, kennung=kennung).first()
    if satz is None or satz.sitzung_nummer in _ueberholte(satz.kreis_id):
        return None
    return satz


def system_zeiten() -> tuple[datetime, datetime] | None:
    """Wann zuerst etwas öffentlich war und wann sich zuletzt etwas an den Körperschaften änderte."""
    saetze = list(_alle().filter(art=Objektart.BODY.value).values_list("erzeugt_am", "geaendert_am"))
    if not saetze:
        return None
    return min(erzeugt for erzeugt, _geaendert in saetze), max(geaendert for _erzeugt, geaendert in saetze)


def liste(
    art: Objektart,
    kreis_id: int | None,
    filter_: Mapping[str, datetime],
    nummer: int,
    je_seite: int = JE_SEITE,
) -> Listenseite:
    """Entferntes steht nur da, wenn jemand nach Änderungen fragt. Ohne Kreis: alle Körperschaften."""
    menge = _alle().filter(art=art.value, **{_FILTER[name]: wert for name, wert in filter_.items()})
    if kreis_id is not None:
        verborgene = Q(sitzung_nummer__isnull=False, sitzung_nummer__in=_ueberholte(kreis_id))
        menge = menge.filter(kreis_id=kreis_id).exclude(verborgene)
    if "modified_since" not in filter_:
        menge = menge.filter(entfernt=False)
    anzahl = menge.count()
    ab = (nummer - 1) * je_seite
    saetze = list(menge.order_by("pk")[ab : ab + je_seite])
    return Listenseite(saetze, teile_von(saetze), anzahl, nummer, je_seite)


def teile_von(saetze: Iterable[OParlObjekt]) -> dict[str, OParlObjekt]:
    """Auch was in den Teilen wieder eingebettet ist; je Stufe eine Abfrage."""
    gefunden: dict[str, OParlObjekt] = {}
    offen: Iterable[Any] = list(saetze)
    while kennungen := {k for satz in offen for k in eingebettete(satz.inhalt)} - set(gefunden):
        offen = list(OParlObjekt.objects.filter(kennung__in=kennungen, entfernt=False))
        gefunden |= {str(satz.kennung): satz for satz in offen}
    return gefunden


def _ueberholte(kreis_id: int) -> set[int]:
    """Sitzungen, von denen seit dem letzten Abgleich etwas verborgen oder zurückgenommen wurde."""
    jetzt = sichtstand_der_sitzungen(kreis_id)
    bekannt = (
        OParlObjekt.objects.filter(kreis_id=kreis_id, art=Objektart.MEETING.value, entfernt=False)
        .order_by("pk")
        .values_list("sitzung_nummer", "sichtstand")
    )
    return {nummer for nummer, sichtstand in bekannt if nummer and jetzt.get(nummer) != sichtstand}
