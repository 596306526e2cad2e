"""What all pages of this room need from a request."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis


class Anfrage(HttpRequest):
    """After the middleware every request carries its actor."""

    akteur: Akteur


def verlange_erlaubnis(erlaubnis: Erlaubnis) -> None:
    """403 with the reason, for what one may see but not do."""
    if not erlaubnis:
        raise PermissionDenied(erlaubnis.grund)


def kreis_id_von(request: Anfrage) -> int:
    """Texts belong to the Kreis of the person; who has none has no texts either."""
    if request.akteur.kreis_id is None:
        raise Http404
    return request.akteur.kreis_id
