"""Lesen: alle Niederschriften eines Gremiums, die in KIM entstandenen und die von früher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kim.basis.akteur import Akteur
from kim.basis.zeit import berliner_tag
from lenkung import permissions
from lenkung.models import Altniederschrift, Gremium, Niederschriftsfassung
from lenkung.regeln.niederschriftsfassung import Fassungsstand


@dataclass(frozen=True, slots=True)
class Niederschriftszeile:
    tag: date
    stand: str
    dokument: Any
    sitzung_id: int | None = None
    alte: Altniederschrift | None = None


def niederschriften_von(akteur: Akteur, gremium: Gremium) -> list[Niederschriftszeile]:
    """Die jüngste zuerst: was unterzeichnet ist, und was von früher jemand lesen darf. Zwei Abfragen."""
    fassungen = (
        Niederschriftsfassung.objects.filter(
            niederschrift__sitzung__gremium=gremium,
            stand=Fassungsstand.UNTERZEICHNET.value,
            unterzeichnetes_pdf__isnull=False,
        )
        .select_related("niederschrift__sitzung", "unterzeichnetes_pdf")
        .order_by("pk")
    )
    alte = permissions.lesbare_altniederschriften(akteur).filter(gremium=gremium).select_related("dokument")
    zeilen = [
        Niederschriftszeile(
            berliner_tag(fassung.niederschrift.sitzung.beginn),
            fassung.get_stand_display(),
            fassung.unterzeichnetes_pdf,
            sitzung_id=fassung.niederschrift.sitzung_id,
        )
        for fassung in fassungen
    ]
    zeilen += [
        Niederschriftszeile(satz.tag, satz.get_stand_display(), satz.dokument, alte=satz) for satz in alte
    ]
    return sorted(zeilen, key=lambda zeile: zeile.tag, reverse=True)
