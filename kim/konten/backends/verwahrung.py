"""What someone sent after the idle time ended the session. Kept until the same person is signed in again."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.http import HttpRequest

from kim.schluessel.domain.geheim import entschluesseln, verschluesseln

IN_SITZUNG = "kim_verwahrt"
HOECHSTENS = 200_000
_ZWECK = "kim.konten.verwahrung"


@dataclass(frozen=True, slots=True)
class Verwahrt:
    pfad: str
    felder: list[tuple[str, str]]
    dateien: bool
    """Files were among it; these have to be chosen again."""


def verwahrbar(request: HttpRequest) -> bool:
    """A form of a page; not a part of one, whose answer would be no page; and no password, which would then
    stand readable in a page."""
    return (
        request.method == "POST"
        and not request.headers.get("HX-Request")
        and not any("password" in name for name in request.POST)
    )


def verwahren(request: HttpRequest) -> str | None:
    """Packs the form before the session ends; None when there is too much of it."""
    felder = [
        (name, wert)
        for name, werte in request.POST.lists()
        for wert in werte
        if name != "csrfmiddlewaretoken"
    ]
    inhalt = json.dumps(
        {
            "konto": request.user.pk,
            "pfad": request.get_full_path(),
            "felder": felder,
            "dateien": bool(request.FILES),
        }
    )
    return verschluesseln(inhalt, zweck=_ZWECK) if len(inhalt) <= HOECHSTENS else None


def verwahrtes(request: HttpRequest) -> Verwahrt | None:
    """Only for the person who sent it: at a shared computer the next one gets nothing of it."""
    gepackt = request.session.get(IN_SITZUNG)
    if gepackt is None:
        return None
    inhalt = json.loads(entschluesseln(gepackt, zweck=_ZWECK))
    if inhalt["konto"] != request.user.pk:
        verwerfen(request)
        return None
    return Verwahrt(inhalt["pfad"], [(name, wert) for name, wert in inhalt["felder"]], inhalt["dateien"])


def verwerfen(request: HttpRequest) -> None:
    request.session.pop(IN_SITZUNG, None)
