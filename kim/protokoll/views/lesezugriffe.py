"""The log of reads. It answers who read a record; it cannot be sorted or counted by person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kim.basis.akteur import Akteur
from kim.protokoll.domain.lesezugriff import listenzugriff_protokollieren
from kim.protokoll.domain.queries.lesezugriffe import art_titel, arten_fuer
from kim.protokoll.models import Lesezugriff
from kim.protokoll.permissions import sichtbare_lesezugriffe
from kim.web.tabelle import Filter, Spalte, Tabelle

TAGE = {"1": _("letzte 24 Stunden"), "7": _("letzte 7 Tage"), "30": _("letzte 30 Tage")}


def _seit(queryset: QuerySet[Lesezugriff], tage: str) -> QuerySet[Lesezugriff]:
    return queryset.filter(wann__gte=timezone.now() - timedelta(days=int(tage)))


def _tabelle(arten: Callable[[], list[tuple[str, str]]]) -> Tabelle:
    return Tabelle(
        spalten=[
            Spalte("wann", _("Wann"), ("wann",), art="datum"),
            Spalte("was", _("Was")),
            Spalte("wer", _("Wer")),
            Spalte("anlass", _("Anlass")),
        ],
        filter=[
            Filter("art", _("Art"), arten, feld="art"),
            Filter("zeitraum", _("Zeitraum"), list(TAGE.items()), anwenden=_seit),
        ],
        standard_sortierung="-wann",
    )


def lesezugriffe(request: HttpRequest) -> HttpResponse:
    akteur: Akteur = request.akteur  # type: ignore[attr-defined]
    # Whoever reads the log stands in it, before anything is shown.
    if akteur.kreis_id is not None:
        listenzugriff_protokollieren(
            akteur=akteur,
            kreis_id=akteur.kreis_id,
            art="protokoll.lesezugriff",
            anlass="Lesezugriffsprotokoll gelesen",
            ansicht="protokoll:lesezugriffe",
        )
    seite = _tabelle(lambda: arten_fuer(akteur)).seite(request, sichtbare_lesezugriffe(akteur))
    zeilen: list[dict[str, Any]] = [
        {"zugriff": zugriff, "titel": art_titel(zugriff.art)} for zugriff in seite.zeilen
    ]
    return render(request, "protokoll/lesezugriffe.html", {"seite": seite, "zeilen": zeilen})
