"""The state of a PDF that this module has had made: waiting, done, or failed with its reason.

Each area puts the page its PDF was asked from into `HERKUENFTE`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casemgmt import permissions
from kim.auftraege.domain.steuern import auftrag_wiederholen
from kim.auftraege.permissions import darf_wiederholen, sichtbare_auftraege
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.pdf_auftrag import AUFTRAGSART
from kim.web.anfrage import Anfrage


def _einwilligung(akteur: Akteur, angaben: dict[str, Any]) -> str:
    satz = get_object_or_404(permissions.sichtbare_einwilligungen(akteur), pk=angaben["einwilligung_id"])
    return reverse("casemgmt:einwilligung-detail", args=[satz.pk])


HERKUENFTE: dict[str, Callable[[Akteur, dict[str, Any]], str]] = {
    permissions.EINWILLIGUNG_BLATT: _einwilligung,
}
"""Kind of PDF: who may see it (else 404), and the way back."""


def _auftrag(request: Anfrage, pk: int) -> tuple[Any, str]:
    auftrag: Any = get_object_or_404(sichtbare_auftraege(request.akteur), pk=pk, art=AUFTRAGSART)
    herkunft = HERKUENFTE.get(auftrag.angaben["pdfart"])
    if herkunft is None:
        raise Http404
    return auftrag, herkunft(request.akteur, auftrag.angaben["angaben"])


def stand(request: Anfrage, pk: int) -> HttpResponse:
    """The whole page, or for HTMX only the part that changes."""
    auftrag, zurueck = _auftrag(request, pk)
    teil = request.headers.get("HX-Request")
    return render(
        request,
        "components/druckstand.html" if teil else "casemgmt/druck.html",
        {
            "auftrag": auftrag,
            "stand_url": reverse("casemgmt:druck", args=[auftrag.pk]),
            "dokument": auftrag.ergebnis.get("dokument", ""),
            "wiederholen_url": reverse("casemgmt:druck-wiederholen", args=[auftrag.pk])
            if darf_wiederholen(request.akteur, auftrag)
            else "",
            "zurueck_url": zurueck,
            "zurueck_text": _("Zurück"),
        },
    )


@require_POST
def wiederholen(request: Anfrage, pk: int) -> HttpResponse:
    auftrag, _zurueck = _auftrag(request, pk)
    try:
        auftrag_wiederholen(auftrag_id=auftrag.pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    return redirect("casemgmt:druck", auftrag.pk)
