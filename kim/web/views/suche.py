"""One search field for all that the person may see. What is typed may be a name: it travels by POST, never in
an address, and is not logged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kim.basis.modul import MIT_AKTEN
from kim.basis.suche import SUCHE, Suchquelle, Treffer
from kim.web.zugang import modul_eingeschaltet

MINDESTLAENGE = 2
HOECHSTLAENGE = 200
TREFFER_JE_QUELLE = 10


@dataclass(frozen=True, slots=True)
class Treffergruppe:
    titel: str
    treffer: list[Treffer]
    mehr: bool


def suche(request: HttpRequest) -> HttpResponse:
    frage = " ".join(request.POST.get("q", "").replace("\x00", " ").split())[:HOECHSTLAENGE]
    gruppen: list[Treffergruppe] | None = None
    quellen = _quellen(request)
    if len(frage) >= MINDESTLAENGE:
        gefunden = (_gruppe(quelle, request, frage) for quelle in quellen)
        gruppen = [gruppe for gruppe in gefunden if gruppe]
    antwort = render(
        request,
        "web/suche.html",
        {
            "frage": frage,
            "gruppen": gruppen,
            "zu_kurz": bool(request.method == "POST" and gruppen is None),
            "anzahl": sum(len(gruppe.treffer) for gruppe in gruppen or []),
        },
    )
    if any(quelle.modul in MIT_AKTEN for quelle in quellen):
        # What is found, and what was looked for, are names.
        antwort["Cache-Control"] = "no-store"
    return antwort


def _quellen(request: HttpRequest) -> list[Suchquelle]:
    konto: Any = request.user
    erlaubt = [
        quelle
        for quelle in SUCHE
        if (quelle.modul is None or modul_eingeschaltet(konto.kreis, [quelle.modul.value]))
        and (quelle.recht is None or konto.hat_recht(quelle.recht))
    ]
    return sorted(erlaubt, key=lambda quelle: (quelle.rang, quelle.titel))


def _gruppe(quelle: Suchquelle, request: HttpRequest, frage: str) -> Treffergruppe | None:
    # One more than is shown tells whether there would be more.
    treffer = list(quelle.suchen(request.akteur, frage, TREFFER_JE_QUELLE + 1))  # type: ignore[attr-defined]
    if not treffer:
        return None
    return Treffergruppe(quelle.titel, treffer[:TREFFER_JE_QUELLE], len(treffer) > TREFFER_JE_QUELLE)
