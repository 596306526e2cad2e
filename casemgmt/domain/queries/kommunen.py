"""Lesen: in welchen Kommunen jemand berät oder die Aufsicht hat."""

from __future__ import annotations

from datetime import date
from typing import Any

from casemgmt.permissions import FACHAUFSICHT, FAELLE_FUEHREN, MUKIS_FUEHREN, umfang
from kim.basis.akteur import Akteur
from kim.stammdaten.domain.queries.listen import kommunen_im_kreis
from kim.stammdaten.permissions import sichtbare_kommunen


def eigene_kommunen(akteur: Akteur, *, nur_fuehren: bool = False) -> list[Any]:
    """Nach Namen. Wer auf dem ganzen Kreis arbeitet, hat alle seine Kommunen."""
    rechte = (FAELLE_FUEHREN, MUKIS_FUEHREN) if nur_fuehren else (FAELLE_FUEHREN, MUKIS_FUEHREN, FACHAUFSICHT)
    alle = [umfang(akteur, recht) for recht in rechte]
    menge = sichtbare_kommunen(akteur).order_by("name")
    if any(u.kreise for u in alle):
        return list(menge)
    return list(menge.filter(pk__in={pk for u in alle for pk in u.kommunen}))


def kommunen_des_kreises(kreis_id: int, tag: date) -> list[Any]:
    """Die an diesem Tag noch bestehen."""
    return list(kommunen_im_kreis(kreis_id, am=tag))
