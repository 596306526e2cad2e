"""One's own calendar: the month on a page, and as a private subscription."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casemgmt import permissions
from casemgmt.domain.terminabo import (
    kalender_des_terminabos,
    offenes_terminabo,
    terminabo_anlegen,
    terminabo_mit,
    terminabo_widerrufen,
)
from casemgmt.views.vor_ort import eintraege_von, tag_aus
from casemgmt.views.vor_ort_seiten import krumen, nur_wer_beraet
from kim.basis.anzeige import wochentag
from kim.web.anfrage import Anfrage, verlange_erlaubnis
from lenkung.regeln.feiertage import feiertagsname

SEITEN = {"termin": "casemgmt:termin-detail", "arbeit": "casemgmt:arbeitstermin-aendern"}


def monat(request: Anfrage) -> HttpResponse:
    """A table on a wide screen; on the phone the days with an entry, one under the other."""
    nur_wer_beraet(request)
    heute = timezone.localdate()
    erster = (tag_aus(request.GET.get("ab", "")) or heute).replace(day=1)
    letzter = erster.replace(day=calendar.monthrange(erster.year, erster.month)[1])
    je_tag: dict[date, list[dict[str, Any]]] = {}
    for eintrag in eintraege_von(request.akteur, erster, letzter):
        je_tag.setdefault(eintrag["tag"], []).append(eintrag)
    wochen = [
        [
            {
                "tag": tag,
                "im_monat": tag.month == erster.month,
                "heute": tag == heute,
                "feiertag": feiertagsname(tag),
                "eintraege": je_tag.get(tag, []),
            }
            for tag in woche
        ]
        for woche in calendar.Calendar().monthdatescalendar(erster.year, erster.month)
    ]
    return render(
        request,
        "casemgmt/monat.html",
        {
            "erster": erster,
            "wochen": wochen,
            "tage": sorted(je_tag.items()),
            "wochentage": [wochentag(date(2024, 1, nummer))[:2] for nummer in range(1, 8)],
            "davor": (erster - timedelta(days=1)).replace(day=1).isoformat(),
            "danach": (letzter + timedelta(days=1)).isoformat(),
            "krumen": krumen(),
        },
    )


# Subscription -----------------------------------------------------------------------------------------------


@never_cache
def abo(request: Anfrage) -> HttpResponse:
    """The address is shown once, right after it was made; only its fingerprint is kept."""
    verlange_erlaubnis(permissions.darf_termine_abonnieren(request.akteur))
    adresse = ""
    if request.method == "POST":
        geheimnis = terminabo_anlegen(akteur=request.akteur)
        adresse = settings.KIM_BASIS_URL + reverse("casemgmt:termin-feed", args=[geheimnis])
    return render(
        request,
        "casemgmt/termin_abo.html",
        {"abo": offenes_terminabo(request.akteur), "adresse": adresse, "krumen": krumen()},
    )


def abo_widerrufen(request: Anfrage) -> HttpResponse:
    verlange_erlaubnis(permissions.darf_termine_abonnieren(request.akteur))
    ziel = reverse("casemgmt:termin-abo")
    if request.method == "POST":
        if terminabo_widerrufen(akteur=request.akteur):
            messages.success(request, _("Das Abo ist widerrufen. Die Adresse antwortet nicht mehr."))
        return redirect(ziel)
    return render(
        request,
        "casemgmt/bestaetigen.html",
        {
            "titel": _("Kalenderabo widerrufen?"),
            "folgen": [
                _("Die bisherige Adresse antwortet nicht mehr. Kalender, die sie nutzen, bleiben stehen."),
                _("Sie können jederzeit eine neue Adresse anlegen."),
            ],
            "knopf": _("Widerrufen"),
            "gefahr": True,
            "krumen": krumen((_("Kalender abonnieren"), ziel)),
            "abbrechen_url": ziel,
        },
    )


@require_safe
@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Reads only. Whoever has the address has the calendar; it names nobody and says nothing of why."""
    gefunden = terminabo_mit(token)
    if gefunden is None:
        raise Http404
    text = kalender_des_terminabos(
        gefunden,
        seite=lambda art, pk: settings.KIM_BASIS_URL + reverse(SEITEN[art], args=[pk]),
        rechner=urlsplit(settings.KIM_BASIS_URL).hostname or "kim",
    )
    antwort = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    antwort["Content-Disposition"] = 'inline; filename="termine.ics"'
    antwort["X-Robots-Tag"] = "noindex"
    return antwort
