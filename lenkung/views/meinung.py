"""Answering a poll: over the link in a mail without an account, and signed in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kim.basis.anzeige import wochentag, zeitpunkt
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.versand.domain.aktionslink import LinkUngueltig
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from kim.web.zugang import modul_eingeschaltet
from lenkung import permissions
from lenkung.domain.abfrage import abfragelink_lesen, meinung_per_link, meinung_sagen, mit_abfrage
from lenkung.forms.abfragen import MeinungForm
from lenkung.models import Abfrageteilnahme
from lenkung.views.antwort import geschuetzt, zu_oft
from lenkung.views.seiten import krumen


def _angaben(teilnahme: Abfrageteilnahme, form: MeinungForm) -> dict[str, Any]:
    """No more than the mail says: the question, and one's own answer."""
    abfrage = teilnahme.abfrage
    return {
        "teilnahme": teilnahme,
        "abfrage": abfrage,
        "form": form,
        "offen": permissions.abfrage_laeuft(abfrage),
        "bis": f"{wochentag(abfrage.laeuft_bis)}, {zeitpunkt(abfrage.laeuft_bis)}",
        "gesagt": [
            (option.text, meinung.get_meinung_display())
            for option in abfrage.optionen.all()
            for meinung in teilnahme.meinungen.all()
            if meinung.option_id == option.pk
        ],
    }


# Over the link ----------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def per_link(request: HttpRequest, token: str) -> HttpResponse:
    return geschuetzt(_seite(request, token))


def _seite(request: HttpRequest, token: str) -> HttpResponse:
    if (gebremst := zu_oft(request)) is not None:
        return gebremst
    try:
        teilnahme = abfragelink_lesen(token)
        if not modul_eingeschaltet(teilnahme.abfrage.gremium.kreis, ["lenkung"]):
            raise LinkUngueltig(_("Diesen Link gibt es nicht."), code="unbekannt")
    except LinkUngueltig as fehler:
        status = 404 if fehler.code == "unbekannt" else 410
        angaben = {"fehler": fehler, "abfrage": True}
        return render(request, "lenkung/antwort_ungueltig.html", angaben, status=status)
    form = MeinungForm(*eingaben(request), teilnahme=teilnahme)
    if request.method == "POST" and form.is_valid():
        try:
            teilnahme = meinung_per_link(token=token, meinungen=form.meinungen())
        except NichtErlaubt:
            # Meanwhile it was ended or taken back: the page says which.
            form = MeinungForm(None, teilnahme=teilnahme)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            frisch = mit_abfrage(teilnahme.pk)
            erledigt = _angaben(frisch, MeinungForm(None, teilnahme=frisch))
            return render(request, "lenkung/meinung_erledigt.html", erledigt)
    angaben = _angaben(teilnahme, form)
    return render(
        request,
        "lenkung/meinung.html",
        angaben,
        status=(422 if form.errors else 200) if angaben["offen"] else 410,
    )


# Signed in --------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def angemeldet(request: Anfrage, pk: int) -> HttpResponse:
    get_object_or_404(permissions.eigene_abfrageteilnahmen(request.akteur), pk=pk)
    teilnahme = mit_abfrage(pk)
    form = MeinungForm(*eingaben(request), teilnahme=teilnahme)
    if request.method == "POST":
        verlange_erlaubnis(permissions.darf_meinung_sagen(request.akteur, teilnahme))
        if form.is_valid():
            meinung_sagen(teilnahme_id=pk, akteur=request.akteur, meinungen=form.meinungen())
            messages.success(request, _("Ihre Antwort ist gespeichert."))
            return redirect(reverse("lenkung:abfrage-antworten", args=[pk]))
    return render(
        request,
        "lenkung/meinung_angemeldet.html",
        {**_angaben(teilnahme, form), "krumen": krumen(teilnahme.abfrage.gremium)},
    )
