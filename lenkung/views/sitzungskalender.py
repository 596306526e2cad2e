"""The calendar of sessions on a page, and as a private subscription."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
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

from kim.basis.anzeige import wochentag
from kim.web.anfrage import Anfrage
from kim.web.zugang import modul_eingeschaltet
from lenkung import permissions
from lenkung.domain.kalenderabo import (
    abo_mit,
    kalender_des_abos,
    kalenderabo_anlegen,
    kalenderabo_widerrufen,
    offenes_abo,
)
from lenkung.domain.queries.sitzungen import im_jahr, sitzungen_fuer, sperrzeiten_im, termine_je_tag
from lenkung.models import Sitzung, Sperrzeit
from lenkung.regeln.feiertage import feiertage, feiertagsname
from lenkung.views.sitzungsseiten import krumen

FRUEHESTES, SPAETESTES = 2000, 2199
MONATE = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


@dataclass(frozen=True, slots=True)
class Tageszelle:
    tag: date
    im_monat: bool
    heute: bool
    feiertag: str
    sperrzeit: str
    sitzungen: list[Sitzung]


@dataclass(frozen=True, slots=True)
class Monat:
    nummer: int
    name: str
    wochen: list[list[Tageszelle]]
    sitzungen: list[Sitzung]
    besonderes: list[str]
    """Holidays and marked times in words: nothing is only in colour."""


def _zahl(wert: str, von: int, bis: int) -> int | None:
    zahl = int(wert) if wert.isascii() and wert.isdecimal() and len(wert) <= 4 else None
    return zahl if zahl is not None and von <= zahl <= bis else None


def kalender(request: Anfrage) -> HttpResponse:
    heute = timezone.localdate()
    jahr = _zahl(request.GET.get("jahr", ""), FRUEHESTES, SPAETESTES) or heute.year
    monat = _zahl(request.GET.get("monat", ""), 1, 12)
    sitzungen = list(im_jahr(sitzungen_fuer(request.akteur), jahr).order_by("beginn", "pk"))
    sperrzeiten = sperrzeiten_im(
        permissions.sichtbare_sperrzeiten(request.akteur), date(jahr, 1, 1), date(jahr, 12, 31)
    )
    nummern = [monat] if monat else list(range(1, 13))
    return render(
        request,
        "lenkung/sitzung_kalender.html",
        {
            "krumen": krumen(),
            "jahr": str(jahr),
            "monate": [_monat(jahr, nummer, sitzungen, sperrzeiten, heute) for nummer in nummern],
            "wochentage": [wochentag(date(2024, 1, nummer))[:2] for nummer in range(1, 8)],
            "einzeln": bool(monat),
            "titel": f"{MONATE[monat - 1]} {jahr}" if monat else _("Kalender %(jahr)s") % {"jahr": jahr},
            "zurueck": _anderer(jahr, monat, -1),
            "weiter": _anderer(jahr, monat, 1),
            "jahr_url": f"?jahr={jahr}" if monat else "",
            "pflegt": request.akteur.hat_recht(permissions.SITZUNGEN_PLANEN.schluessel),
        },
    )


def _anderer(jahr: int, monat: int | None, schritt: int) -> tuple[str, str] | None:
    """Title and address of the year or month beside this one."""
    if monat is None:
        neues = jahr + schritt
        return (str(neues), f"?jahr={neues}") if FRUEHESTES <= neues <= SPAETESTES else None
    zaehler = jahr * 12 + monat - 1 + schritt
    neues, nummer = divmod(zaehler, 12)
    if not FRUEHESTES <= neues <= SPAETESTES:
        return None
    return f"{MONATE[nummer]} {neues}", f"?jahr={neues}&monat={nummer + 1}"


def _monat(
    jahr: int, nummer: int, sitzungen: list[Sitzung], sperrzeiten: list[Sperrzeit], heute: date
) -> Monat:
    je_tag = termine_je_tag(sitzungen)
    wochen = [
        [
            Tageszelle(
                tag,
                tag.month == nummer,
                tag == heute,
                feiertagsname(tag),
                next((zeit.bezeichnung for zeit in sperrzeiten if zeit.sperre.umfasst(tag)), ""),
                je_tag.get(tag, []) if tag.month == nummer else [],
            )
            for tag in woche
        ]
        for woche in calendar.Calendar().monthdatescalendar(jahr, nummer)
    ]
    erster, letzter = date(jahr, nummer, 1), date(jahr, nummer, calendar.monthrange(jahr, nummer)[1])
    besonderes = [
        f"{tag.day}.: {feiertagsname(tag)}" for tag in sorted(feiertage(jahr)) if tag.month == nummer
    ]
    for zeit in sperrzeiten:
        if zeit.von <= letzter and zeit.bis >= erster:
            von, bis = max(zeit.von, erster), min(zeit.bis, letzter)
            spanne = f"{von.day}." if von == bis else f"{von.day}. bis {bis.day}."
            besonderes.append(f"{spanne}: {zeit.bezeichnung}")
    return Monat(
        nummer, MONATE[nummer - 1], wochen, [s for s in sitzungen if s.tag.month == nummer], besonderes
    )


# Subscription -----------------------------------------------------------------------------------------------


@never_cache
def abo(request: Anfrage) -> HttpResponse:
    """The address is shown once, right after it was made; only its fingerprint is kept."""
    adresse = ""
    if request.method == "POST":
        token = kalenderabo_anlegen(akteur=request.akteur)
        adresse = settings.KIM_BASIS_URL + reverse("lenkung:kalender-feed", args=[token])
    return render(
        request,
        "lenkung/sitzung_abo.html",
        {"abo": offenes_abo(request.akteur), "adresse": adresse, "krumen": krumen()},
    )


def abo_widerrufen(request: Anfrage) -> HttpResponse:
    if request.method == "POST":
        if kalenderabo_widerrufen(akteur=request.akteur):
            messages.success(request, _("Das Abo ist widerrufen. Die Adresse antwortet nicht mehr."))
        return redirect("lenkung:kalender-abo")
    return render(
        request,
        "lenkung/bestaetigen.html",
        {
            "titel": _("Kalenderabo widerrufen?"),
            "folgen": [
                _("Die bisherige Adresse antwortet nicht mehr. Kalender, die sie nutzen, bleiben stehen."),
                _("Sie können jederzeit eine neue Adresse anlegen."),
            ],
            "knopf": _("Widerrufen"),
            "gefahr": True,
            "krumen": [*krumen(), (_("Kalender abonnieren"), reverse("lenkung:kalender-abo"))],
            "abbrechen_url": reverse("lenkung:kalender-abo"),
        },
    )


@require_safe
@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Reads only. Whoever has the address has the calendar; it names no person."""
    abo = abo_mit(token)
    if abo is None or not modul_eingeschaltet(abo.konto.kreis, ["lenkung"]):
        raise Http404
    text = kalender_des_abos(
        abo,
        seite=lambda sitzung: settings.KIM_BASIS_URL + reverse("lenkung:sitzung-detail", args=[sitzung.pk]),
        rechner=urlsplit(settings.KIM_BASIS_URL).hostname or "kim",
    )
    antwort = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    antwort["Content-Disposition"] = 'inline; filename="sitzungen.ics"'
    antwort["X-Robots-Tag"] = "noindex"
    return antwort
