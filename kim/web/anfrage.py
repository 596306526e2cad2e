"""What views of all rooms share: the request with its actor, what a form is bound to, a refusal's reason."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.crypto import salted_hmac

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis


class Anfrage(HttpRequest):
    """After the middleware every request carries its actor."""

    akteur: Akteur


def verlange_erlaubnis(erlaubnis: Erlaubnis) -> None:
    """403 with the reason, for what one may see but not do."""
    if not erlaubnis:
        raise PermissionDenied(erlaubnis.grund)


def eingaben(request: HttpRequest, *dateien: Any) -> tuple[Any, ...]:
    """What a form is bound to: nothing before it is sent, and all that was sent afterwards, even if empty."""
    return (request.POST, *dateien) if request.method == "POST" else (None,)


def kreis_id_von(request: Anfrage) -> int:
    """New records belong to the Kreis of the person; who has none has no records either."""
    if request.akteur.kreis_id is None:
        raise Http404
    return request.akteur.kreis_id


def kontozeichen(konto_id: int | None) -> str:
    """By this a browser tells whether the same person is signed in; it names nobody."""
    return salted_hmac("kim.web.kontozeichen", str(konto_id), algorithm="sha256").hexdigest()[:24]
