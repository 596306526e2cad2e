"""Anfragen, die in ihrer Kommune niemand bearbeiten kann: Alle, die dort beraten, sind befangen."""

from __future__ import annotations

from datetime import date

from casemgmt import permissions
from casemgmt.domain.queries.zustaendige import koennen_fuehren, zustaendigkeiten
from casemgmt.models import Anfrage
from casemgmt.regeln.anfrage import Anfragestand
from kim.basis.akteur import Akteur


def ohne_jemanden(akteur: Akteur, tag: date) -> list[Anfrage]:
    """Eine Abfrage, solange es keine Sperren gibt."""
    sperren = permissions.sichtbare_anfragesperren(akteur).filter(anfrage__stand=Anfragestand.WARTET)
    gesperrt: dict[Anfrage, set[int]] = {}
    for sperre in sperren.select_related("anfrage").order_by("anfrage_id"):
        gesperrt.setdefault(sperre.anfrage, set()).add(sperre.konto_id)
    if not gesperrt or akteur.kreis_id is None:
        return []
    alle = zustaendigkeiten(akteur.kreis_id, tag)
    return [
        anfrage
        for anfrage, konten in gesperrt.items()
        if not koennen_fuehren(alle, anfrage.bereich, anfrage.kommune_id).keys() - konten
    ]
