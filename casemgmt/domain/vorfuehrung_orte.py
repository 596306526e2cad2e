"""Wo in der Vorführung wer arbeitet: die Orte der Datendatei mit ihren Sätzen und Konten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model

from casemgmt.regeln.vorfuehrungsplan import Ort, ort_lesen
from kim.basis.vorfuehrung import Vorfuehrungskreis
from kim.basis.zeit import BERLIN
from kim.stammdaten.domain.queries.listen import kommunen_im_kreis, standorte_im_kreis

UHRZEITEN = (time(9), time(10, 45), time(13), time(14, 45), time(8), time(16, 30))


@dataclass(frozen=True, slots=True)
class Einsatz:
    ort: Ort
    kommune_id: int
    standort_id: int | None
    konto: Any

    def mit_konto(self, kreis: Vorfuehrungskreis, kennung: str) -> Einsatz:
        return replace(self, konto=konto(kreis, kennung))


def konto(kreis: Vorfuehrungskreis, kennung: str) -> Any:
    return get_user_model().objects.get(email=f"{kennung}@{kreis.domain}")


def um(tag: date, stunde: int, minute: int = 0) -> datetime:
    return datetime.combine(tag, time(stunde, minute), tzinfo=BERLIN)


def einsaetze(kreis: Vorfuehrungskreis, angaben: Mapping[str, Any]) -> dict[str, Einsatz]:
    kommunen = {k.name: k.pk for k in kommunen_im_kreis(kreis.kreis_id)}
    standorte = {s.kommune_id: s.pk for s in standorte_im_kreis(kreis.kreis_id)}
    return {
        ort.kommune: Einsatz(
            ort, kommunen[ort.kommune], standorte.get(kommunen[ort.kommune]), konto(kreis, ort.konto)
        )
        for ort in (ort_lesen(satz) for satz in angaben["einsatz"])
    }


@dataclass
class Zeiten:
    """Damit niemand zur selben Zeit zweimal berät."""

    belegt: Counter[tuple[int, date]] = field(default_factory=Counter)

    def naechste(self, konto_id: int, tag: date) -> datetime:
        stelle = self.belegt[konto_id, tag]
        self.belegt[konto_id, tag] += 1
        # A very full day: by telephone, a quarter of an hour later each time.
        verschoben = timedelta(minutes=15 * (stelle // len(UHRZEITEN)))
        return datetime.combine(tag, UHRZEITEN[stelle % len(UHRZEITEN)], tzinfo=BERLIN) + verschoben
