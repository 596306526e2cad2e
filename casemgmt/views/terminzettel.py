"""Having the sheet for a planned Termin printed, and how far that is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.terminzettel import terminzettel_drucken
from casemgmt.forms.terminzettel import ZettelForm
from casemgmt.views.vor_ort_seiten import krumen, termin_holen
from kim.auftraege.domain.steuern import auftrag_wiederholen
from kim.auftraege.permissions import darf_wiederholen, sichtbare_auftraege
from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.pdf_auftrag import AUFTRAGSART
from kim.web.anfrage import Anfrage, verlange_erlaubnis


@require_POST
def drucken(request: Anfrage, pk: int) -> HttpResponse:
    termin = termin_holen(request, pk, "Terminzettel gedruckt")
    verlange_erlaubnis(permissions.darf_termin_fuehren(request.akteur, termin))
    form = ZettelForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."))
        return redirect("casemgmt:termin-detail", pk)
    try:
        auftrag_id = terminzettel_drucken(
            akteur=request.akteur,
            termin_id=pk,
            sprache=form.cleaned_data["sprache"],
            sachen=form.cleaned_data["sachen"],
            schluessel=form.cleaned_data["schluessel"].hex,
        )
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
        return redirect("casemgmt:termin-detail", pk)
    return redirect("casemgmt:terminzettel", auftrag_id)


def _auftrag(request: Anfrage, pk: int) -> tuple[Any, int]:
    """The job and its Termin, which one must still see."""
    auftrag: Any = get_object_or_404(sichtbare_auftraege(request.akteur), pk=pk, art=AUFTRAGSART)
    if auftrag.angaben["pdfart"] != permissions.TERMINZETTEL:
        raise Http404
    termin = get_object_or_404(
        permissions.sichtbare_termine(request.akteur), pk=auftrag.angaben["angaben"]["termin_id"]
    )
    return auftrag, termin.pk


def stand(request: Anfrage, pk: int) -> HttpResponse:
    """The whole page, or for HTMX only the part that changes."""
    auftrag, termin_id = _auftrag(request, pk)
    zum_termin = reverse("casemgmt:termin-detail", args=[termin_id])
    return render(
        request,
        "components/druckstand.html" if request.headers.get("HX-Request") else "lenkung/druck.html",
        {
            "auftrag": auftrag,
            "vorzeile": _("Terminzettel"),
            "krumen": krumen((_("Termin"), zum_termin)),
            "stand_url": reverse("casemgmt:terminzettel", args=[auftrag.pk]),
            "dokument": auftrag.ergebnis.get("dokument", ""),
            "wiederholen_url": reverse("casemgmt:terminzettel-wiederholen", args=[auftrag.pk])
            if darf_wiederholen(request.akteur, auftrag)
            else "",
            "zurueck_url": zum_termin,
            "zurueck_text": _("Zurück zum Termin"),
        },
    )


@require_POST
def wiederholen(request: Anfrage, pk: int) -> HttpResponse:
    auftrag, _termin = _auftrag(request, pk)
    try:
        auftrag_wiederholen(auftrag_id=auftrag.pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    return redirect("casemgmt:terminzettel", auftrag.pk)
