"""The personal link of a Verweis, for a body without an account. Opening it reads; the code shows data."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from casemgmt.domain.queries.themen import thementitel
from casemgmt.domain.queries.verweise import absender
from casemgmt.domain.verweis import Antwort
from casemgmt.domain.verweislink import (
    ANTWORTEN_PER_LINK,
    Abgewiesen,
    Geoeffnet,
    mit_code_oeffnen,
    per_link_antworten,
    verweislink_lesen,
)
from casemgmt.forms.verweise import AntwortForm, CodeForm
from casemgmt.models import Verweiszugang
from casemgmt.regeln.verweis import OFFEN, UEBERGAENGE, Verweisstand
from kim.basis.fehler import Fachfehler
from kim.versand.domain.aktionslink import LinkUngueltig
from kim.web.zugang import modul_eingeschaltet

# Enough for an office behind one address, and too few to try codes out.
HAEUFIGKEIT = {"casemgmt_verweis": "60/m/ip"}
FOLGE = (Verweisstand.ANGENOMMEN, Verweisstand.ABGELEHNT, Verweisstand.ERLEDIGT)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def per_link(request: HttpRequest, token: str) -> HttpResponse:
    antwort = _seite(request, token)
    # The address is a secret: no page that one goes to from here may learn it. Not "no-referrer": with it a
    # browser sends "Origin: null", and the protection of forms refuses that.
    antwort["Referrer-Policy"] = "strict-origin"
    antwort["X-Robots-Tag"] = "noindex"
    return antwort


def _seite(request: HttpRequest, token: str) -> HttpResponse:
    gebremst = ratelimit.consume_or_429(
        request, app="casemgmt", action="casemgmt_verweis", config=HAEUFIGKEIT
    )
    if gebremst is not None:
        return gebremst
    try:
        zugang = verweislink_lesen(token)
        if not modul_eingeschaltet(zugang.verweis.kreis, ["casemgmt"]):
            raise LinkUngueltig(_("Diesen Link gibt es nicht."), code="unbekannt")
        if request.method == "POST":
            return _mit_code(request, token, zugang)
    except LinkUngueltig as fehler:
        status = 404 if fehler.code == "unbekannt" else 410
        return render(request, "casemgmt/verweis_link_ungueltig.html", {"fehler": fehler}, status=status)
    return _tuer(request, zugang, CodeForm(None))


def _tuer(request: HttpRequest, zugang: Verweiszugang, form: CodeForm, status: int = 200) -> HttpResponse:
    """What a mail scanner reads as well: neither who it is about nor what."""
    verweis: Any = zugang.verweis
    angaben = {
        "form": form,
        "absender": absender(verweis),
        "kreis": verweis.kreis,
        "gesendet_am": verweis.gesendet_am,
        "antwort_bis": verweis.antwort_bis,
    }
    return render(request, "casemgmt/verweis_link.html", angaben, status=status)


def _mit_code(request: HttpRequest, token: str, zugang: Verweiszugang) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _tuer(request, zugang, form, status=422)
    code = form.cleaned_data["code"]
    if "stand" not in request.POST:
        return _geoeffnet(request, mit_code_oeffnen(token=token, code=code), zugang, form)
    antwort = AntwortForm(request.POST, moeglich=[s for s in FOLGE if s in ANTWORTEN_PER_LINK])
    if antwort.is_valid():
        daten = antwort.cleaned_data
        try:
            ergebnis = per_link_antworten(
                token=token,
                code=code,
                antwort=Antwort(Verweisstand(daten["stand"]), daten["grund"], daten["notiz"]),
            )
        except Fachfehler as fehler:
            antwort.fachfehler(fehler)
        else:
            if isinstance(ergebnis, Abgewiesen):
                return _geoeffnet(request, ergebnis, zugang, form)
            offen = ergebnis.lage in OFFEN
            return render(
                request, "casemgmt/verweis_link_erledigt.html", {"verweis": ergebnis, "offen": offen}
            )
    return _geoeffnet(request, mit_code_oeffnen(token=token, code=code), zugang, form, antwort)


def _geoeffnet(
    request: HttpRequest,
    ergebnis: Geoeffnet | Abgewiesen,
    zugang: Verweiszugang,
    form: CodeForm,
    antwort: AntwortForm | None = None,
) -> HttpResponse:
    if isinstance(ergebnis, Abgewiesen):
        form.add_error("code", ergebnis.meldung)
        return _tuer(request, zugang, form, status=422)
    verweis = ergebnis.verweis
    moeglich = [s for s in FOLGE if s in UEBERGAENGE[verweis.lage]]
    return render(
        request,
        "casemgmt/verweis_link_offen.html",
        {
            "verweis": verweis,
            "angaben": ergebnis.angaben,
            "ohne_einwilligung": ergebnis.ohne_einwilligung,
            "thema": thementitel(verweis.kreis_id).get(verweis.thema, verweis.thema),
            "absender": absender(verweis),
            "form": antwort or AntwortForm(None, moeglich=moeglich),
            "code": form.cleaned_data["code"],
        },
        status=422 if antwort is not None and antwort.errors else 200,
    )
