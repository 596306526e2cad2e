"""A consent signed on the screen of a device: to be looked at, and taken over by somebody."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.annahmearten import zeit_lesen
from casemgmt.domain.einwilligungsentwurf import entwurf_uebernommen
from casemgmt.forms.ohne_netz import SPRACHEN
from casemgmt.views.ablageinhalt import striche
from casemgmt.views.aktenzugriff import akte_gelesen
from kim.basis.akteur import Akteur
from kim.basis.anzeige import zeitpunkt
from kim.basis.fehler import Fachfehler
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.web.anfrage import Anfrage

HOECHSTENS = 10


def entwurf(request: Anfrage, pk: int) -> HttpResponse:
    satz = get_object_or_404(
        permissions.sichtbare_einwilligungsentwuerfe(request.akteur).select_related("klient", "konto"), pk=pk
    )
    if request.method == "POST":
        try:
            entwurf_uebernommen(entwurf_id=satz.pk, akteur=request.akteur)
            messages.success(request, _("Der Entwurf ist übernommen. Er bleibt als Nachweis stehen."))
        except Fachfehler as fehler:
            messages.error(request, fehler.meldung)
        return redirect("casemgmt:einwilligungsentwurf", pk=pk)
    akte_gelesen(request, satz, _("Entwurf einer Einwilligung gelesen"), "")
    angaben = satz.angaben
    wann = zeit_lesen(angaben.get("unterschrieben_am"))
    return render(
        request,
        "casemgmt/einwilligungsentwurf.html",
        {
            "satz": satz,
            "angaben": [
                (_("Person"), str(satz.klient)),
                (_("Worin eingewilligt wird"), angaben.get("umfang")),
                (_("Sprache"), dict(SPRACHEN).get(angaben.get("sprache"), angaben.get("sprache"))),
                (_("Wer gedolmetscht hat"), angaben.get("dolmetschen")),
                (_("Zeugin oder Zeuge"), angaben.get("zeuge")),
                (_("Unterschrieben, nach der Uhr des Geräts"), zeitpunkt(wann) if wann else ""),
                (_("Erfasst von"), satz.konto),
            ],
            "striche": striche(angaben.get("unterschrift")),
            "darf": permissions.darf_beraten(
                request.akteur, satz.kreis_id, satz.klient.bereich, satz.klient.kommune_id
            ),
        },
    )


def entwuerfe_auf_heute(akteur: Akteur, heute: date) -> list[Heutezeile]:
    """One's own families; who else may see the person finds it there."""
    offene = (
        permissions.sichtbare_einwilligungsentwuerfe(akteur)
        .filter(konto_id=akteur.konto_id or 0, uebernommen_am__isnull=True)
        .order_by("pk")
        .values_list("pk", flat=True)[:HOECHSTENS]
    )
    return [
        Heutezeile(
            _("Eine Einwilligung prüfen, die auf dem Bildschirm unterschrieben wurde"),
            reverse("casemgmt:einwilligungsentwurf", args=[pk]),
            Dringlichkeit.HEUTE,
        )
        for pk in offene
    ]
