"""The wall of the room: what is being dealt with, readable from the back. Nothing to click."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from kim.web.anfrage import Anfrage, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.queries.leinwand import leinwandbild
from lenkung.domain.queries.verlauf import zaehlerstand
from lenkung.models import Sitzung


def _sitzung(request: Anfrage, pk: int) -> Sitzung:
    menge = permissions.sichtbare_sitzungen(request.akteur).select_related("gremium", "geschaeftsordnung")
    sitzung = get_object_or_404(menge, pk=pk)
    verlange_erlaubnis(permissions.darf_verlauf_sehen(request.akteur, sitzung))
    return sitzung


def leinwand(request: Anfrage, pk: int) -> HttpResponse:
    """The whole page; for its own script only the picture inside."""
    sitzung = _sitzung(request, pk)
    teil = request.headers.get("HX-Request")
    return render(
        request,
        "lenkung/leinwand_bild.html" if teil else "lenkung/leinwand.html",
        {
            "sitzung": sitzung,
            "bild": leinwandbild(sitzung),
            "stand_url": reverse("lenkung:leinwand-stand", args=[pk]),
        },
    )


def stand(request: Anfrage, pk: int) -> HttpResponse:
    """Asked every second: has anything happened?"""
    sitzung = _sitzung(request, pk)
    return JsonResponse({"zaehler": zaehlerstand(pk), "stand": sitzung.stand, "beginn": sitzung.beginn})
