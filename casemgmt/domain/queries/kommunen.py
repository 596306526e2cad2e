"""Lesen: in welchen Kommunen jemand berät oder die Aufsicht hat."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from casemgmt.permissions import FACHAUFSICHT, FAELLE_FUEHREN, MUKIS_FUEHREN, umfang
from kim.basis.akteur import Akteur
from kim.stammdaten.domain.queries.listen import kommunen_im_kreis
from kim.web.feste_abfrage import feste_abfrage


def eigene_kommunen(akteur: Akteur, *, nur_fuehren: bool = False) -> list[Any]:
    """Nach Namen. Wer auf dem ganzen Kreis arbeitet, hat alle seine Kommunen."""
    rechte = (FAELLE_FUEHREN, MUKIS_FUEHREN) if nur_fuehren else (FAELLE_FUEHREN, MUKIS_FUEHREN, FACHAUFSICHT)
    alle = [umfang(akteur, recht) for recht in rechte]
    kommunen = _kommunen(akteur.kreis_id or 0)
    if any(u.kreise for u in alle):
        return kommunen
    eigene = {pk for u in alle for pk in u.kommunen}
    return [kommune for kommune in kommunen if kommune.pk in eigene]


@feste_abfrage
def _kommunen(kreis_id: int) -> QuerySet[Any]:
    return kommunen_im_kreis(kreis_id)


def kommunen_des_kreises(kreis_id: int, tag: date) -> list[Any]:
    """Die an diesem Tag noch bestehen."""
    return list(kommunen_im_kreis(kreis_id, am=tag))
