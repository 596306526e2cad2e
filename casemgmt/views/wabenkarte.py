"""The honeycomb of the network: a list of lists that is laid out as hexagons where there is room."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.akteure import wabe_speichern
from casemgmt.domain.queries.akteure import waben_des_kreises, wabenkarte
from casemgmt.domain.queries.themen import thementitel
from casemgmt.forms.akteure import WabeForm
from casemgmt.regeln.sprachen import ZUSAMMEN
from casemgmt.views.akteure import formularseite, krumen, versuchen
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis

SUCHE_HOECHSTENS = 100


def karte(request: Anfrage) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    themen = thementitel(kreis_id)
    suche = " ".join(request.GET.get("suche", "").replace("\x00", " ").split())[:SUCHE_HOECHSTENS]
    thema = request.GET.get("thema", "")
    sprache = request.GET.get("sprache", "")
    thema = thema if thema in themen else ""
    sprache = sprache if sprache in ZUSAMMEN else ""
    return render(
        request,
        "casemgmt/wabenkarte.html",
        {
            "karte": wabenkarte(request.akteur, kreis_id, suche=suche, thema=thema, sprache=sprache),
            "suche": suche,
            "thema": thema,
            "sprache": sprache,
            "themen": list(themen.items()),
            "sprachen": list(ZUSAMMEN.items()),
            "krumen": krumen(),
        },
    )


# Combs ------------------------------------------------------------------------------------------------------


def waben(request: Anfrage) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_akteure_pflegen(request.akteur, kreis_id))
    return render(
        request,
        "casemgmt/waben.html",
        {"waben": waben_des_kreises(kreis_id, alle=True), "krumen": krumen()},
    )


def wabe_bearbeiten(request: Anfrage, schluessel: str = "") -> HttpResponse:
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_akteure_pflegen(request.akteur, kreis_id))
    bisher = next((w for w in waben_des_kreises(kreis_id, alle=True) if w.schluessel == schluessel), None)
    if schluessel and bisher is None:
        raise Http404
    anfang = {"titel": bisher.titel, "rang": bisher.rang, "aktiv": bisher.aktiv} if bisher else {}
    form = WabeForm(*eingaben(request), initial=anfang)
    ziel = reverse("casemgmt:waben")
    if request.method == "POST" and form.is_valid():
        angaben = form.angaben()
        wabe = versuchen(
            form,
            lambda: wabe_speichern(
                kreis_id=kreis_id, schluessel=schluessel, akteur=request.akteur, **angaben
            ),
        )
        if wabe is not None:
            messages.success(request, _("Die Wabe „%(titel)s“ ist gespeichert.") % {"titel": wabe})
            return redirect(ziel)
    titel = _("%(name)s bearbeiten") % {"name": bisher.titel} if bisher else _("Wabe anlegen")
    return formularseite(request, form, titel, ziel, krumen((_("Waben"), ziel)))
