"""Members as people: the list and the page of each, for the Geschäftsstelle."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from kim.stammdaten.permissions import PERSONEN_SEHEN
from kim.web.anfrage import Anfrage
from lenkung.domain.queries.mitglieder import mit_sitz_am, mitglieder_fuer
from lenkung.views.seiten import krumen
from lenkung.views.tabellen import ALLE, STAND, mitglieder_tabelle


def liste(request: Anfrage) -> HttpResponse:
    heute = timezone.localdate()
    menge = mitglieder_fuer(request.akteur)
    if request.GET.get(STAND) != ALLE:
        menge = mit_sitz_am(menge, heute)
    seite = mitglieder_tabelle(request.akteur).seite(request, menge)
    for person in seite.zeilen:
        person.heute = [satz for satz in (*person.sitze, *person.fuehrt) if satz.aktiv_am(heute)]
    return render(request, "lenkung/mitglied_liste.html", {"seite": seite, "krumen": krumen()})


def detail(request: Anfrage, pk: int) -> HttpResponse:
    person: Any = get_object_or_404(mitglieder_fuer(request.akteur), pk=pk)
    heute = timezone.localdate()
    alle = [*person.sitze, *person.fuehrt]
    return render(
        request,
        "lenkung/mitglied_detail.html",
        {
            "person": person,
            "krumen": krumen(),
            "heute": heute,
            "laufende": [satz for satz in alle if satz.bis is None or satz.bis >= heute],
            "fruehere": [satz for satz in alle if satz.bis is not None and satz.bis < heute],
            "stammdaten": request.akteur.hat_recht(PERSONEN_SEHEN),
        },
    )
