"""The Niederschrift as its recipient reads it, and the place to object: by the link, or signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.queries.inhalt import Beschaedigt, inhalt_von
from kim.dokumente.views.auslieferung import ABGESCHOTTET
from kim.versand.domain.aktionslink import LinkUngueltig
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from kim.web.zugang import modul_eingeschaltet
from lenkung import permissions
from lenkung.domain.einwendung import (
    einwenden,
    einwenden_per_link,
    einwendung_zurueckziehen,
    einwendung_zurueckziehen_per_link,
    ist_von,
)
from lenkung.domain.niederschriftsversand import (
    AUSGESCHALTET,
    Geoeffnet,
    empfaenger_mit_sitzung,
    hinter_dem_link,
    neuen_link_anfordern,
    niederschriftslink_lesen,
)
from lenkung.domain.queries.genehmigung import genehmigungslage
from lenkung.forms.genehmigung import EinwendungForm
from lenkung.models import Einwendung, Niederschriftsempfaenger
from lenkung.regeln.genehmigung import Einwendungsstand, einwendungshinweis, restzeit
from lenkung.regeln.niederschriftsfassung import Fassungsstand
from lenkung.views.antwort import geschuetzt, zu_oft
from lenkung.views.genehmigungsseiten import EINGANG, STANDARTEN, genehmigt_in_worten, letzter_tag
from lenkung.views.sitzungsseiten import krumen


def angaben_fuer(person: Niederschriftsempfaenger) -> dict[str, Any]:
    """What she got, until when she may object, and her own objections; nothing of others."""
    fassung = person.versand.fassung
    niederschrift = fassung.niederschrift
    lage = genehmigungslage(niederschrift, timezone.now())
    gilt = fassung.lage is Fassungsstand.UNTERZEICHNET
    eigene = []
    if lage is not None:
        woerter = lage.je_einwendung
        eigene = [
            (satz, STANDARTEN[satz.lage], *EINGANG[woerter[satz.pk]], satz.lage is Einwendungsstand.OFFEN)
            for satz in lage.einwendungen
            if satz.empfaenger is not None and ist_von(satz.empfaenger, person)
        ]
    ende = lage.urteil.frist_ende if lage else None
    return {
        "person": person,
        "sitzung": niederschrift.sitzung,
        "gremium": niederschrift.sitzung.gremium,
        "dateien": hinter_dem_link(person),
        "gilt": gilt,
        "darf_einwenden": gilt and bool(permissions.darf_einwenden(person)),
        "hinweis": einwendungshinweis(lage.regel) if lage else "",
        "bis": letzter_tag(lage) if lage and ende else "",
        "restzeit": restzeit(ende, timezone.now()) if ende else "",
        "vorbei": ende is not None and ende <= timezone.now(),
        "genehmigt": genehmigt_in_worten(lage.genehmigung) if gilt and lage and lage.genehmigung else "",
        "norm": lage.regel.norm if lage and lage.regel else "",
        "eigene": eigene,
    }


# Over the link ----------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def per_link(request: HttpRequest, token: str) -> HttpResponse:
    return geschuetzt(_seite(request, token))


def _geoeffnet(token: str) -> Geoeffnet:
    geoeffnet = niederschriftslink_lesen(token)
    if not modul_eingeschaltet(geoeffnet.niederschrift.sitzung.gremium.kreis, ["lenkung"]):
        raise LinkUngueltig(_("Diesen Link gibt es nicht."), code="unbekannt")
    return geoeffnet


def _seite(request: HttpRequest, token: str) -> HttpResponse:
    if (gebremst := zu_oft(request)) is not None:
        return gebremst
    try:
        geoeffnet = _geoeffnet(token)
    except LinkUngueltig as fehler:
        return _ungueltig(request, fehler, token)
    form = EinwendungForm(*eingaben(request))
    if request.method == "POST":
        if "zurueckziehen" in request.POST:
            return _zurueckgezogen(request, token)
        if form.is_valid():
            try:
                einwenden_per_link(
                    token=token, text=form.cleaned_data["text"], schluessel=form.cleaned_data["schluessel"]
                )
            except Fachfehler as fehler:
                form.fachfehler(fehler)
            else:
                messages.success(request, _("Ihre Einwendung ist eingegangen."))
                return redirect(request.path)
    return render(
        request,
        "lenkung/niederschrift_link.html",
        {
            **angaben_fuer(geoeffnet.person),
            "form": form,
            "token": token,
            "gueltig_bis": geoeffnet.gueltig_bis,
        },
        status=422 if form.errors else 200,
    )


def _zurueckgezogen(request: HttpRequest, token: str) -> HttpResponse:
    wahl = request.POST["zurueckziehen"]
    # No number is longer, and int() refuses what has thousands of digits.
    nummer = int(wahl) if wahl.isdecimal() and len(wahl) <= 18 else 0
    try:
        einwendung_zurueckziehen_per_link(token=token, einwendung_id=nummer)
    except Einwendung.DoesNotExist as fehler:
        raise Http404 from fehler
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _("Ihre Einwendung ist zurückgezogen."))
    return redirect(request.path)


def _ungueltig(request: HttpRequest, fehler: LinkUngueltig, token: str) -> HttpResponse:
    status = 404 if fehler.code == "unbekannt" else 410
    return render(
        request,
        "lenkung/niederschrift_link_ungueltig.html",
        {"fehler": fehler, "token": token},
        status=status,
    )


@never_cache
@require_POST
def neuer_link(request: HttpRequest, token: str) -> HttpResponse:
    """Whatever becomes of it, the page says the same: nobody learns from it where the mail went."""
    if (gebremst := zu_oft(request)) is not None:
        return geschuetzt(gebremst)
    try:
        neuen_link_anfordern(token=token)
    except LinkUngueltig as fehler:
        if fehler.code == AUSGESCHALTET:
            return geschuetzt(_ungueltig(request, LinkUngueltig(fehler.meldung, code="unbekannt"), token))
        # Not expired: then it leads where it always led, or says itself why not.
        return redirect(reverse("lenkung:niederschrift-link", args=[token]))
    except Fachfehler as fehler:
        return geschuetzt(_ungueltig(request, LinkUngueltig(fehler.meldung, code="widerrufen"), token))
    return geschuetzt(render(request, "lenkung/niederschrift_link_neu.html", {}))


@never_cache
@require_safe
def datei_per_link(request: HttpRequest, token: str, kennung: UUID) -> HttpResponse:
    try:
        person = _geoeffnet(token).person
    except LinkUngueltig as fehler:
        return geschuetzt(_ungueltig(request, fehler, token))
    return geschuetzt(_datei(request, person, kennung))


def _datei(request: HttpRequest, person: Niederschriftsempfaenger, kennung: UUID) -> HttpResponse:
    dokument: Any = next((d for _titel, d in hinter_dem_link(person) if d.kennung == kennung), None)
    if dokument is None:
        raise Http404
    try:
        inhalt = inhalt_von(dokument)
    except Beschaedigt as fehler:
        return render(request, "lenkung/datei_beschaedigt.html", {"meldung": fehler.meldung}, status=500)
    antwort = HttpResponse(inhalt, content_type=dokument.mime)
    antwort["Content-Disposition"] = content_disposition_header(True, dokument.name) or "attachment"
    antwort["Content-Security-Policy"] = ABGESCHOTTET
    antwort["X-Content-Type-Options"] = "nosniff"
    return antwort


# Signed in --------------------------------------------------------------------------------------------------


def _eigene(request: Anfrage, pk: int) -> Niederschriftsempfaenger:
    get_object_or_404(permissions.eigene_niederschriftsempfaenger(request.akteur), pk=pk)
    return empfaenger_mit_sitzung(pk)


@require_http_methods(["GET", "POST"])
def angemeldet(request: Anfrage, pk: int) -> HttpResponse:
    person = _eigene(request, pk)
    form = EinwendungForm(*eingaben(request))
    if request.method == "POST":
        verlange_erlaubnis(permissions.darf_als_mitglied_einwenden(request.akteur, person))
        if form.is_valid():
            try:
                einwenden(
                    empfaenger_id=pk,
                    text=form.cleaned_data["text"],
                    schluessel=form.cleaned_data["schluessel"],
                    akteur=request.akteur,
                )
            except Fachfehler as fehler:
                form.fachfehler(fehler)
            else:
                messages.success(request, _("Ihre Einwendung ist eingegangen."))
                return redirect(reverse("lenkung:niederschrift-lesen", args=[pk]))
    return render(
        request,
        "lenkung/niederschrift_lesen.html",
        {**angaben_fuer(person), "form": form, "krumen": krumen()},
        status=422 if form.errors else 200,
    )


@require_POST
def eigene_zurueckziehen(request: Anfrage, pk: int, einwendung: int) -> HttpResponse:
    person = _eigene(request, pk)
    satz = get_object_or_404(Einwendung, pk=einwendung, empfaenger__person_id=person.person_id)
    try:
        einwendung_zurueckziehen(einwendung_id=satz.pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _("Ihre Einwendung ist zurückgezogen."))
    return redirect(reverse("lenkung:niederschrift-lesen", args=[pk]))


@require_safe
def datei(request: Anfrage, pk: int, kennung: UUID) -> HttpResponse:
    return _datei(request, _eigene(request, pk), kennung)
