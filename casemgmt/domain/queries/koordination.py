"""Was bei der Koordination wartet: Hinweise, und Anfragen, die in ihrer Kommune niemand bearbeiten kann."""

from __future__ import annotations

from datetime import date

from django.db.models import CharField, Count, QuerySet, Value

from casemgmt import permissions
from casemgmt.domain.queries.zustaendige import koennen_fuehren, zustaendigkeiten
from casemgmt.models import Anfrage, Anfragesperre
from casemgmt.regeln.anfrage import Anfragestand
from casemgmt.regeln.werte import Hinweisstand
from kim.basis.akteur import Akteur

DOPPELT, BEFANGEN, GESPERRT = "doppelt", "befangen", "gesperrt"


def offene_hinweise(akteur: Akteur) -> dict[str, int]:
    """Wie viele von welcher Art; eine Abfrage."""
    zweige = (
        (DOPPELT, permissions.sichtbare_doppelhinweise(akteur).filter(stand=Hinweisstand.OFFEN)),
        (BEFANGEN, permissions.sichtbare_befangenheitshinweise(akteur).filter(stand=Hinweisstand.OFFEN)),
        (GESPERRT, _sperren_wartender(akteur)),
    )
    erste, *weitere = (
        menge.order_by()
        .annotate(art=Value(art, output_field=CharField()))
        .values("art")
        .annotate(n=Count("pk"))
        .values_list("art", "n")
        for art, menge in zweige
    )
    return dict(erste.union(*weitere, all=True))


def _sperren_wartender(akteur: Akteur) -> QuerySet[Anfragesperre]:
    return permissions.sichtbare_anfragesperren(akteur).filter(anfrage__stand=Anfragestand.WARTET)


def ohne_jemanden(akteur: Akteur, tag: date) -> list[Anfrage]:
    """Anfragen, für die alle befangen sind, die dort beraten."""
    gesperrt: dict[Anfrage, set[int]] = {}
    for sperre in _sperren_wartender(akteur).select_related("anfrage").order_by("anfrage_id"):
        gesperrt.setdefault(sperre.anfrage, set()).add(sperre.konto_id)
    if not gesperrt or akteur.kreis_id is None:
        return []
    alle = zustaendigkeiten(akteur.kreis_id, tag)
    return [
        anfrage
        for anfrage, konten in gesperrt.items()
        if not koennen_fuehren(alle, anfrage.bereich, anfrage.kommune_id).keys() - konten
    ]
