"""That somebody has read a file is written down before anything of it is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse

from casemgmt.permissions import FACHAUFSICHT
from kim.protokoll.domain.lesezugriff import lesezugriff_protokollieren, listenzugriff_protokollieren
from kim.web.anfrage import Anfrage

P = ParamSpec("P")
View = Callable[Concatenate[Anfrage, P], HttpResponse]


def akte_gelesen(anfrage: Anfrage, objekt: Any, anlass: str, kennzeichen: str = "") -> None:
    """`kennzeichen` is an Aktenzeichen, never a name."""
    lesezugriff_protokollieren(
        akteur=anfrage.akteur,
        objekt=objekt,
        anlass=anlass,
        ansicht=anfrage.resolver_match.view_name if anfrage.resolver_match else "",
        kennzeichen=kennzeichen,
    )


def liste_gelesen(anfrage: Anfrage, kreis_id: int, art: str, anlass: str) -> None:
    listenzugriff_protokollieren(
        akteur=anfrage.akteur,
        kreis_id=kreis_id,
        art=art,
        anlass=anlass,
        ansicht=anfrage.resolver_match.view_name if anfrage.resolver_match else "",
    )


def aufsicht_liest(art: str, anlass: Any) -> Callable[[View[P]], View[P]]:
    """For a list with names on it: what the Koordination reads of other people's cases is written down."""

    def mit_spur(view: View[P]) -> View[P]:
        @wraps(view)
        def gelesen(request: Anfrage, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            antwort = view(request, *args, **kwargs)
            kreis_id = request.akteur.kreis_id
            beaufsichtigt = request.akteur.hat_recht(FACHAUFSICHT.schluessel)
            if kreis_id is not None and beaufsichtigt and antwort.status_code == 200:
                liste_gelesen(request, kreis_id, art, str(anlass))
            return antwort

        return gelesen

    return mit_spur
