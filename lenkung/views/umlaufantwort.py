"""Answering a circular decision: over the link in a mail without an account, and signed in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kim.basis.anzeige import zeitpunkt
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.versand.domain.aktionslink import LinkUngueltig
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from kim.web.zugang import modul_eingeschaltet
from lenkung import permissions
from lenkung.domain.queries.umlauf import mit_umlauf
from lenkung.domain.umlaufantwort import im_umlauf_antworten, im_umlauf_antworten_per_link, umlauflink_lesen
from lenkung.forms.umlauf import UmlaufantwortForm
from lenkung.models import Umlaufteilnahme
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.views.antwort import geschuetzt, zu_oft
from lenkung.views.umlaufseiten import abschnitte, frist_in_worten, krumen


def _bisher(teilnahme: Umlaufteilnahme) -> dict[str, Any]:
    """One's own answer may be changed; of the other person of the seat only that she has answered."""
    stimme = teilnahme.stimme
    eigene = stimme.rolle == teilnahme.rolle
    return {
        "bisher": stimme.get_wert_display() if stimme.wert and eigene else "",
        "bisher_am": zeitpunkt(stimme.beantwortet_am) if stimme.beantwortet_am and eigene else "",
        "andere": bool(stimme.wert) and not eigene,
        "vertritt": teilnahme.rolle == Teilnahmerolle.STELLVERTRETUNG.value,
    }


def _angaben(teilnahme: Umlaufteilnahme, form: UmlaufantwortForm) -> dict[str, Any]:
    """No more than the mail says: what is put to the vote, and one's own answer."""
    umlauf = teilnahme.stimme.umlauf
    laeuft = permissions.umlauf_laeuft(umlauf)
    bisher = _bisher(teilnahme)
    return {
        "teilnahme": teilnahme,
        "umlauf": umlauf,
        "sitz": teilnahme.stimme.sitz.name,
        "form": form,
        # Where the member has answered, her deputy has nothing more to say.
        "offen": bool(laeuft) and not (bisher["andere"] and bisher["vertritt"]),
        "grund": "" if laeuft else laeuft.grund,
        "frist": frist_in_worten(umlauf),
        "abschnitte": abschnitte(umlauf.fassung),
        **bisher,
    }


def _form(request: HttpRequest, teilnahme: Umlaufteilnahme) -> UmlaufantwortForm:
    eigene = teilnahme.stimme.rolle == teilnahme.rolle
    return UmlaufantwortForm(*eingaben(request), initial={"wert": teilnahme.stimme.wert} if eigene else {})


# Over the link ----------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def per_link(request: HttpRequest, token: str) -> HttpResponse:
    return geschuetzt(_seite(request, token))


def _seite(request: HttpRequest, token: str) -> HttpResponse:
    if (gebremst := zu_oft(request)) is not None:
        return gebremst
    try:
        teilnahme = umlauflink_lesen(token)
        if not modul_eingeschaltet(teilnahme.stimme.umlauf.gremium.kreis, ["lenkung"]):
            raise LinkUngueltig(_("Diesen Link gibt es nicht."), code="unbekannt")
    except LinkUngueltig as fehler:
        status = 404 if fehler.code == "unbekannt" else 410
        return render(request, "lenkung/umlauf_link_ungueltig.html", {"fehler": fehler}, status=status)
    form = _form(request, teilnahme)
    if request.method == "POST" and form.is_valid():
        try:
            im_umlauf_antworten_per_link(token=token, antwort=form.antwort())
        except NichtErlaubt:
            # Meanwhile the deadline has passed, or it was established or ended: the page says which.
            teilnahme = umlauflink_lesen(token)
            form = UmlaufantwortForm(None)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            frisch = umlauflink_lesen(token)
            angaben = {**_angaben(frisch, form), "kreis": frisch.stimme.umlauf.gremium.kreis}
            return render(request, "lenkung/umlauf_erledigt.html", angaben)
    angaben = _angaben(teilnahme, form)
    status = 422 if form.errors else 200
    return render(
        request, "lenkung/umlauf_antwort.html", angaben, status=status if not angaben["grund"] else 410
    )


# Signed in --------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def angemeldet(request: Anfrage, pk: int) -> HttpResponse:
    get_object_or_404(permissions.eigene_umlaufteilnahmen(request.akteur), pk=pk)
    teilnahme = mit_umlauf(pk)
    umlauf = teilnahme.stimme.umlauf
    form = _form(request, teilnahme)
    if request.method == "POST":
        verlange_erlaubnis(permissions.darf_umlauf_beantworten(request.akteur, teilnahme))
        if form.is_valid():
            try:
                im_umlauf_antworten(teilnahme_id=pk, akteur=request.akteur, antwort=form.antwort())
            except Fachfehler as fehler:
                form.fachfehler(fehler)
            else:
                messages.success(request, _("Ihre Stimme ist gespeichert."))
                return redirect(reverse("lenkung:umlauf-antworten", args=[pk]))
    return render(
        request,
        "lenkung/umlauf_antwort_angemeldet.html",
        {**_angaben(teilnahme, form), "krumen": krumen(umlauf.gremium, umlauf)},
        status=422 if form.errors else 200,
    )
