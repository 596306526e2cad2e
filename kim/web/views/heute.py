"""The start page: what awaits the person."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kim.basis.akteur import Akteur
from kim.basis.heute import HEUTE, Heutequelle, Heutezeile, Termin
from kim.basis.modul import MIT_AKTEN
from kim.web.zugang import modul_eingeschaltet

HOECHSTZAHL_ZEILEN = 40
HOECHSTZAHL_TERMINE = 8


def heute(request: HttpRequest) -> HttpResponse:
    tag = timezone.localdate()
    quellen = [quelle for quelle in HEUTE if _zustaendig(request, quelle)]
    akteur: Akteur = request.akteur  # type: ignore[attr-defined]
    zeilen, termine = _zeilen_und_termine(quellen, akteur, tag)
    antwort = render(
        request,
        "web/heute.html",
        {
            "tag": tag,
            "zeilen": zeilen[:HOECHSTZAHL_ZEILEN],
            "weitere": max(0, len(zeilen) - HOECHSTZAHL_ZEILEN),
            "termine": termine[:HOECHSTZAHL_TERMINE],
        },
    )
    if any(quelle.modul in MIT_AKTEN for quelle in quellen):
        # Somebody's next step may stand here, in words.
        antwort["Cache-Control"] = "no-store"
    return antwort


def _zustaendig(request: HttpRequest, quelle: Heutequelle) -> bool:
    konto = request.user
    if quelle.modul is not None and not modul_eingeschaltet(konto.kreis, [quelle.modul.value]):  # type: ignore[union-attr]
        return False
    return quelle.recht is None or bool(konto.hat_recht(quelle.recht))  # type: ignore[union-attr]


def _zeilen_und_termine(
    quellen: list[Heutequelle], akteur: Akteur, tag: date
) -> tuple[list[Heutezeile], list[Termin]]:
    """Most urgent first; of equal urgency the nearest deadline, those without one last. Dates by time."""
    zeilen: list[Heutezeile] = []
    termine: list[Termin] = []
    for quelle in quellen:
        if quelle.mit_terminen is not None:
            eigene, eigene_termine = quelle.mit_terminen(akteur, tag)
            zeilen += eigene
            termine += eigene_termine
        elif quelle.zeilen is not None:
            zeilen += quelle.zeilen(akteur, tag)
    return (
        sorted(zeilen, key=lambda zeile: (zeile.dringlichkeit, zeile.frist or date.max, str(zeile.text))),
        sorted(termine, key=lambda termin: (termin.wann, str(termin.text))),
    )
