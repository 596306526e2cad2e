"""Lesen: wer in einem Gebiet Fälle führen darf, und wie Kolleginnen und Kollegen heißen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from casemgmt.models import Aktensperre, Fall, Fallperson
from casemgmt.permissions import FACHAUFSICHT, FAELLE_FUEHREN, MUKIS_FUEHREN
from casemgmt.regeln.werte import Fallbereich
from kim.basis.rechte import Recht
from kim.konten.domain.queries.zustaendige import zustaendige
from kim.konten.regeln.rollen import ROLLEN
from kim.web.feste_abfrage import feste_abfrage


@dataclass(frozen=True, slots=True)
class Zustaendigkeit:
    """Ein Konto und wo es führen darf: im ganzen Kreis oder in einzelnen Kommunen."""

    konto_id: int
    name: str
    bereich: Fallbereich
    ganzer_kreis: bool
    kommune_id: int | None

    def umfasst(self, bereich: str, kommune_id: int | None) -> bool:
        return self.bereich == bereich and (self.ganzer_kreis or self.kommune_id == kommune_id)


def _rollen_mit(recht: Recht) -> list[str]:
    return [rolle.value for rolle, angabe in ROLLEN.items() if recht.schluessel in angabe.rechte]


def rollen_der_fallarbeit() -> list[str]:
    """Alle, die beraten oder die Fachaufsicht führen."""
    return sorted(
        {rolle for recht in (FAELLE_FUEHREN, MUKIS_FUEHREN, FACHAUFSICHT) for rolle in _rollen_mit(recht)}
    )


@feste_abfrage
def _zustaendige(kreis_id: int, rollen: tuple[str, ...], tag: date) -> QuerySet[Any]:
    menge = zustaendige(kreis_id=kreis_id, rollen=rollen, tag=tag)
    return menge.only("rolle", "bereich_art", "bereich_id", "konto__name")


def zustaendigkeiten(kreis_id: int, tag: date) -> list[Zustaendigkeit]:
    """Nach Namen; eine Abfrage."""
    lokal, mukis = tuple(_rollen_mit(FAELLE_FUEHREN)), tuple(_rollen_mit(MUKIS_FUEHREN))
    return sorted(
        (
            Zustaendigkeit(
                z.konto_id,
                z.konto.name,
                Fallbereich.MUKIS if z.rolle in mukis else Fallbereich.LOKAL,
                z.bereich_art == "kreis",
                z.bereich_id if z.bereich_art == "kommune" else None,
            )
            for z in _zustaendige(kreis_id, lokal + mukis, tag)
        ),
        key=lambda z: (z.name, z.konto_id),
    )


def koennen_fuehren(alle: Iterable[Zustaendigkeit], bereich: str, kommune_id: int | None) -> dict[int, str]:
    """Konto → Name."""
    return {z.konto_id: z.name for z in alle if z.umfasst(bereich, kommune_id)}


def gesperrte_konten(fall_ids: Collection[int]) -> set[tuple[int, int]]:
    """(Fall, Konto): wer von einer Person des Falls ferngehalten ist. Nie anzeigen, nur befolgen."""
    sperren = Aktensperre.objects.filter(aufgehoben_am__isnull=True)
    personen = Fallperson.objects.filter(
        fall_id__in=fall_ids, klient__in=sperren.values("klient_id")
    ).values_list("fall_id", "klient_id")
    je_klient: dict[int, set[int]] = {}
    for fall_id, klient_id in personen:
        je_klient.setdefault(klient_id, set()).add(fall_id)
    return {
        (fall_id, konto_id)
        for klient_id, konto_id in sperren.filter(klient_id__in=je_klient).values_list(
            "klient_id", "konto_id"
        )
        for fall_id in je_klient[klient_id]
    }


def waehlbare_verantwortliche(fall: Fall, tag: date, kommune_id: int | None = None) -> list[tuple[int, str]]:
    """Wer diesen Fall führen darf, außer der jetzigen Person."""
    kommune = kommune_id if kommune_id is not None else fall.kommune_id
    gesperrt = {konto for _fall, konto in gesperrte_konten([fall.pk])}
    moegliche = koennen_fuehren(zustaendigkeiten(fall.kreis_id, tag), fall.bereich, kommune)
    return [(konto, name) for konto, name in moegliche.items() if konto not in gesperrt]


def namen_der_konten(konten: Collection[int]) -> dict[int, str]:
    return dict(get_user_model()._default_manager.filter(pk__in=konten).values_list("pk", "name"))


def kolleginnen(kreis_id: int, tag: date, ohne: Sequence[int] = ()) -> list[tuple[int, str]]:
    """Alle, die in diesem Kreis Fälle führen, jede einmal."""
    namen = {z.konto_id: z.name for z in zustaendigkeiten(kreis_id, tag)}
    return [(konto, name) for konto, name in namen.items() if konto not in ohne]
